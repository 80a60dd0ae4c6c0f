import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { connectFor, type Put } from './graphql-put.js'
import { withoutNulls } from './graphql-shapes.js'
import { assumedBy, getAtt, isObj, type Obj, obj, objOr, ref, sub, type Value } from './values.js'

/** The names of the data sources of an API, by the names the template gives them. */
export type DataSourceNames = ReadonlyMap<string, Value>

/** Adds `DataSources` and the roles they read and call with. */
export function putDataSources(expansion: Expansion, source: Source, put: Put): DataSourceNames {
  const given = objOr(source.properties['DataSources'])
  const names = new Map<string, Value>()
  for (const [name, table] of Object.entries(objOr(given['DynamoDb'])))
    names.set(name, putTable(expansion, source, { name, given: withoutNulls(objOr(table)), put }))
  for (const [name, called] of Object.entries(objOr(given['Lambda'])))
    names.set(name, putLambda(expansion, source, { name, given: withoutNulls(objOr(called)), put }))
  return names
}

interface Ask {
  readonly name: string
  readonly given: Obj
  readonly put: Put
}

function putTable(expansion: Expansion, source: Source, { name, given, put }: Ask): Value {
  const suffix = `${name}DynamoDBDataSource`
  const region = given['Region'] ?? ref('AWS::Region')
  const table = given['TableName'] ?? null
  const arn =
    given['TableArn'] ??
    sub('arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}', {
      __TableName__: table,
      __Region__: region,
    })
  const { UseCallerCredentials, Versioned, DeltaSync: DeltaSyncConfig } = given
  const config = { AwsRegion: region, TableName: table, ...obj(truthy({ UseCallerCredentials, Versioned, DeltaSyncConfig })) }
  put(suffix, 'AWS::AppSync::DataSource', {
    Name: given['Name'] ?? name,
    Type: 'AMAZON_DYNAMODB',
    ApiId: getAtt(source.id, 'ApiId'),
    ...obj({ Description: given['Description'] }),
    DynamoDBConfig: config,
    ServiceRoleArn: roleOf(expansion, source, {
      suffix,
      given,
      put,
      connector: 'ToTableConnector',
      to: { Type: 'AWS::DynamoDB::Table', Arn: arn },
    }),
  })
  return getAtt(`${source.id}${suffix}`, 'Name')
}

function putLambda(expansion: Expansion, source: Source, { name, given, put }: Ask): Value {
  const suffix = `${name}LambdaDataSource`
  const arn = given['FunctionArn'] ?? null
  put(suffix, 'AWS::AppSync::DataSource', {
    Name: given['Name'] ?? name,
    Type: 'AWS_LAMBDA',
    ApiId: getAtt(source.id, 'ApiId'),
    ...obj({ Description: given['Description'] }),
    LambdaConfig: { LambdaFunctionArn: arn },
    ServiceRoleArn: roleOf(expansion, source, {
      suffix,
      given,
      put,
      connector: 'ToLambdaConnector',
      to: { Type: 'AWS::Lambda::Function', Arn: arn },
    }),
  })
  return getAtt(`${source.id}${suffix}`, 'Name')
}

/** The given role, or a new one that may do what the data source is for. */
function roleOf(
  expansion: Expansion,
  source: Source,
  ask: { readonly suffix: string; readonly given: Obj; readonly put: Put; readonly connector: string; readonly to: Obj },
): Value {
  const { suffix, given, put, connector, to } = ask
  if (given['ServiceRoleArn'] !== undefined) return given['ServiceRoleArn']
  put(`${suffix}Role`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: assumedBy('appsync.amazonaws.com') })
  const id = `${source.id}${suffix}`
  const from = { Type: 'AWS::AppSync::DataSource', Arn: getAtt(id, 'DataSourceArn'), RoleName: ref(`${id}Role`) }
  const wanted = to['Type'] === 'AWS::DynamoDB::Table' ? (given['Permissions'] ?? ['Read', 'Write']) : ['Write']
  connectFor(expansion, source, `${id}${connector}`, { Source: from, Destination: to, Permissions: wanted })
  return getAtt(`${id}Role`, 'Arn')
}

function truthy(fields: Readonly<Record<string, Value | undefined>>): Record<string, Value | undefined> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value === false ? undefined : isObj(value) ? withoutNulls(value) : value]),
  )
}
