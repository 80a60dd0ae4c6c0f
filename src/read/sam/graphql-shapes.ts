import { type PropertyTypes, table } from './property-types.js'
import type { Obj } from './values.js'

const AUTHORIZER = 'Type! text\nLambdaAuthorizer map\nOpenIDConnect map\nUserPool map'
const AUTHORIZERS: readonly (readonly [string, PropertyTypes])[] = [
  ['LambdaAuthorizer', table('AuthorizerResultTtlInSeconds\nAuthorizerUri!\nIdentityValidationExpression')],
  ['OpenIDConnect', table('AuthTTL\nClientId\nIatTTL\nIssuer')],
  ['UserPool', table('AppIdClientRegex\nAwsRegion\nDefaultAction\nUserPoolId!')],
]
const RUNTIME = table('Name!\nVersion!')
const SYNC = table('ConflictDetection!\nConflictHandler\nLambdaConflictHandlerConfig map')

/** The maps inside a GraphQL API and what they take. Source: AWS SAM developer guide, "AWS::Serverless::GraphQLApi", read 2026-11-27. */
export const GRAPHQL_SHAPES: readonly (readonly [readonly string[], PropertyTypes])[] = [
  [['Auth'], table(`${AUTHORIZER}\nAdditional list`)],
  [['Auth', 'Additional', '*'], table(AUTHORIZER)],
  ...AUTHORIZERS.map(([name, types]) => [['Auth', name], types] as const),
  ...AUTHORIZERS.map(([name, types]) => [['Auth', 'Additional', '*', name], types] as const),
  [['ApiKeys', '*'], table('ApiKeyId\nDescription\nExpiresOn')],
  [['Cache'], table('ApiCachingBehavior!\nTtl!\nType!\nAtRestEncryptionEnabled\nTransitEncryptionEnabled')],
  [['DomainName'], table('CertificateArn!\nDomainName!\nDescription')],
  [['DataSources'], table('DynamoDb map\nLambda map')],
  [
    ['DataSources', 'DynamoDb', '*'],
    table(`TableName!
      ServiceRoleArn
      TableArn
      Permissions listOfText
      Name
      Description
      Region
      DeltaSync map
      UseCallerCredentials
      Versioned`),
  ],
  [['DataSources', 'DynamoDb', '*', 'DeltaSync'], table('BaseTableTTL!\nDeltaSyncTableName!\nDeltaSyncTableTTL!')],
  [['DataSources', 'Lambda', '*'], table('FunctionArn!\nServiceRoleArn\nName\nDescription')],
  [['Functions', '*'], table('DataSource text\nRuntime map\nInlineCode\nCodeUri\nDescription\nMaxBatchSize\nName text\nId\nSync map')],
  [['Functions', '*', 'Runtime'], RUNTIME],
  [['Functions', '*', 'Sync'], SYNC],
  [
    ['Resolvers', '*', '*'],
    table('FieldName text\nCaching map\nInlineCode\nCodeUri\nMaxBatchSize\nPipeline listOfText\nRuntime map\nSync map'),
  ],
  [['Resolvers', '*', '*', 'Runtime'], RUNTIME],
  [['Resolvers', '*', '*', 'Sync'], SYNC],
  [['Resolvers', '*', '*', 'Caching'], table('Ttl!\nCachingKeys list')],
]

/** The settings of `Logging`, where it is a map. */
export const LOGGING = table('CloudWatchLogsRoleArn\nExcludeVerboseContent\nFieldLogLevel')

export function withoutNulls(given: Obj): Obj {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
}
