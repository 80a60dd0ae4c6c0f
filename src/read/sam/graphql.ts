import type { Source } from './types.js'
import { connectFor, type Put } from './graphql-put.js'
import { type Expansion, kept } from './expansion.js'
import { putDataSources } from './graphql-data.js'
import { putFunctions, putResolvers } from './graphql-functions.js'
import { GRAPHQL_SHAPES, LOGGING, withoutNulls } from './graphql-shapes.js'
import { type PropertyTypes, wrongEntries } from './property-types.js'
import { assumedBy, getAtt, isList, isObj, type Obj, obj, objOr, pick, ref, sub, text, type Value } from './values.js'

/** Expands `AWS::Serverless::GraphQLApi`. */
export function expandGraphqlApi(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  if (!sound(expansion, source)) return
  const put = (suffix: string, type: string, fields: Obj, more: Obj = {}): void =>
    expansion.put(`${id}${suffix}`, { Type: type, ...kept(source), ...more, Properties: fields }, source)
  const auth = authOf(expansion, source)
  const api = {
    Name: properties['Name'] ?? id,
    ...auth.fields,
    Tags: Object.entries({ ...objOr(properties['Tags']), 'graphqlapi:createdBy': 'SAM' }).map(([Key, value]) => ({ Key, Value: value })),
    ...pick(properties, ['XrayEnabled', 'Visibility', 'OwnerContact', 'IntrospectionConfig', 'QueryDepthLimit', 'ResolverCountLimit']),
    ...obj({ LogConfig: logging(source, put) }),
  }
  put('', 'AWS::AppSync::GraphQLApi', api)
  auth.functions.forEach((arn, index) => {
    const from = { Type: 'AWS::AppSync::GraphQLApi', Arn: ref(id), ResourceId: getAtt(id, 'ApiId') }
    const ends = { Source: from, Destination: { Type: 'AWS::Lambda::Function', Arn: arn }, Permissions: ['Write'] }
    connectFor(expansion, source, `${id}ToLambdaAuthConnector${index + 1}`, ends)
  })
  putSchema(expansion, source, put)
  putSmall(source, put)
  const sources = putDataSources(expansion, source, put)
  const functions = putFunctions(expansion, source, { put, sources })
  putResolvers(expansion, source, { put, functions })
}

/** Whether the maps inside the properties have the entries they can have. */
function sound(expansion: Expansion, source: Source): boolean {
  const before = expansion.problems.length
  const check = (value: Value | undefined, types: PropertyTypes, path: readonly string[]): void => {
    if (value === undefined || value === null) return
    const name = path.join('.')
    if (!isObj(value)) return expansion.reject(source.id, `property '${name}' should be a map`, ['Properties', ...path])
    for (const [key, why] of wrongEntries(types, value))
      expansion.reject(source.id, `property '${name}.${key}' ${why}`, ['Properties', ...path, key])
  }
  for (const [path, types] of GRAPHQL_SHAPES) {
    for (const { at, value } of placesOf(source.properties, path)) check(value, types, at)
  }
  if (isObj(source.properties['Logging'])) check(source.properties['Logging'], LOGGING, ['Logging'])
  return expansion.problems.length === before
}

/** The values at a path; `*` is every key. */
function placesOf(properties: Obj, path: readonly string[]): readonly { at: readonly string[]; value: Value }[] {
  let places: readonly { at: readonly string[]; value: Value }[] = [{ at: [], value: properties }]
  for (const step of path)
    places = places.flatMap(({ at, value }) => {
      const entries = isList(value) ? value.map((item, index): [string, Value] => [String(index), item]) : Object.entries(objOr(value))
      return entries.filter(([key]) => step === '*' || key === step).map(([key, inner]) => ({ at: [...at, key], value: inner }))
    })
  return places
}

const AUTH_TYPES = ['AWS_IAM', 'API_KEY', 'AWS_LAMBDA', 'OPENID_CONNECT', 'AMAZON_COGNITO_USER_POOLS']
/** What a kind of authorizer is configured with, as SAM and as CloudFormation call it. */
const CONFIGURED: Readonly<Record<string, readonly [string, string]>> = {
  AWS_LAMBDA: ['LambdaAuthorizer', 'LambdaAuthorizerConfig'],
  OPENID_CONNECT: ['OpenIDConnect', 'OpenIDConnectConfig'],
  AMAZON_COGNITO_USER_POOLS: ['UserPool', 'UserPoolConfig'],
}

interface ApiAuth {
  readonly fields: Obj
  /** The functions that authorize. */
  readonly functions: readonly Value[]
}

function authOf(expansion: Expansion, source: Source): ApiAuth {
  const { Additional: more, ...first } = objOr(source.properties['Auth'])
  const main = authorizer(expansion, source, first, undefined)
  const others = isList(more) ? more.map((given, index) => authorizer(expansion, source, objOr(given), index)) : []
  const extra = others.map(({ fields }) => fields)
  return {
    fields: { ...main.fields, ...(extra.length === 0 ? {} : { AdditionalAuthenticationProviders: extra }) },
    functions: [main, ...others].flatMap(({ functions }) => functions),
  }
}

function authorizer(expansion: Expansion, source: Source, given: Obj, index: number | undefined): ApiAuth {
  const at = index === undefined ? ['Auth'] : ['Auth', 'Additional', String(index)]
  const name = at.join('.')
  const reject = (message: string): ApiAuth => {
    expansion.reject(source.id, message, ['Properties', 'Auth', ...(index === undefined ? [] : ['Additional', index])])
    return { fields: {}, functions: [] }
  }
  const type = text(given['Type']) ?? ''
  if (!AUTH_TYPES.includes(type)) return reject(`property '${name}.Type' is "${type}"; it is one of ${AUTH_TYPES.join(', ')}`)
  if (Object.keys(withoutNulls(given)).length > 2) return reject(`'${name}' has more than one authentication configuration defined`)
  const configured = CONFIGURED[type]
  if (configured === undefined) return { fields: { AuthenticationType: type }, functions: [] }
  const [ours, theirs] = configured
  const settings = given[ours]
  if (!isObj(settings)) return reject(`'${ours}' must be defined in '${name}' if type is '${type}'`)
  const { DefaultAction: action, ...rest } = withoutNulls(settings)
  const made = index === undefined && action !== undefined ? { ...rest, DefaultAction: action } : rest
  const called = type === 'AWS_LAMBDA' ? settings['AuthorizerUri'] : undefined
  return { fields: { AuthenticationType: type, [theirs]: made }, functions: called === undefined ? [] : [called] }
}

function logging(source: Source, put: Put): Obj | undefined {
  const given = source.properties['Logging']
  if (given === false) return undefined
  const { CloudWatchLogsRoleArn: role, FieldLogLevel: level, ExcludeVerboseContent: quiet } = objOr(given)
  if (role === undefined || role === null) {
    const policy = sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs')
    put('CloudWatchRole', 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: assumedBy('appsync.amazonaws.com'),
      ManagedPolicyArns: [policy],
    })
  }
  return {
    ...obj({ ExcludeVerboseContent: quiet === false ? undefined : quiet }),
    FieldLogLevel: level ?? 'ALL',
    CloudWatchLogsRoleArn: role ?? getAtt(`${source.id}CloudWatchRole`, 'Arn'),
  }
}

function putSchema(expansion: Expansion, source: Source, put: Put): void {
  const { SchemaInline: inline, SchemaUri: uri } = source.properties
  if ((inline === undefined) === (uri === undefined))
    return expansion.reject(source.id, "define one of 'SchemaInline' and 'SchemaUri', not both", ['Properties'])
  put('Schema', 'AWS::AppSync::GraphQLSchema', {
    ApiId: getAtt(source.id, 'ApiId'),
    ...obj({ Definition: inline, DefinitionS3Location: uri }),
  })
}

/** API keys, cache and domain name. */
function putSmall({ id, properties }: Source, put: Put): void {
  const ApiId = getAtt(id, 'ApiId')
  for (const [name, given] of Object.entries(objOr(properties['ApiKeys']))) {
    const { ApiKeyId, Description, ExpiresOn: Expires } = objOr(given)
    put(name, 'AWS::AppSync::ApiKey', { ApiId, ...obj({ ApiKeyId, Description, Expires }) })
  }
  const cache = properties['Cache']
  if (isObj(cache)) put('ApiCache', 'AWS::AppSync::ApiCache', { ApiId, ...withoutNulls(cache) })
  const domain = properties['DomainName']
  if (!isObj(domain)) return
  put('DomainName', 'AWS::AppSync::DomainName', withoutNulls(domain))
  put('DomainNameApiAssociation', 'AWS::AppSync::DomainNameApiAssociation', { ApiId, DomainName: ref(`${id}DomainName`) })
}
