import { isJsonObject, type Json, type JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { postgresFrom } from './database-network.js'
import { secretField } from './fargate-roles.js'

/** Lets a role do `actions` on `resources`: one statement in its inline policy. */
export function grant(
  graph: GraphBuilder,
  role: string,
  statement: { readonly sid: string; readonly actions: readonly string[]; readonly resources: readonly Json[] },
): void {
  const { sid, actions, resources } = statement
  graph.update(role, (properties) => {
    const before = Array.isArray(properties['Policies']) ? properties['Policies'] : []
    const [first, ...rest] = before
    // The same permission asked for twice (two tables under one key) is one statement.
    const document = policyDocument(first).filter((each) => asObject(each)['Sid'] !== sid)
    const added = {
      Sid: sid,
      Effect: 'Allow',
      Action: [...actions],
      Resource: resources.length === 1 ? (resources[0] ?? '*') : [...resources],
    }
    return {
      Policies: [{ PolicyName: policyName(first), PolicyDocument: { Version: '2012-10-17', Statement: [...document, added] } }, ...rest],
    }
  })
}

function policyName(policy: Json | undefined): string {
  const name = asObject(policy)['PolicyName']
  return typeof name === 'string' ? name : 'connections'
}

function policyDocument(policy: Json | undefined): readonly Json[] {
  const statements = asObject(asObject(policy)['PolicyDocument'])['Statement']
  return Array.isArray(statements) ? statements : []
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** Sets an environment variable of a function. */
export function setVariable(graph: GraphBuilder, fn: string, name: string, value: Json): void {
  graph.update(fn, (properties) => {
    const variables = asObject(asObject(properties['Environment'])['Variables'])
    return { Environment: { Variables: { ...variables, [name]: value } } }
  })
}

/** What code needs of a DynamoDB table, and no more. */
export function useTable(
  graph: GraphBuilder,
  user: { readonly function: string; readonly role: string },
  table: { readonly table: string; readonly key: string; readonly actions: readonly string[] },
): void {
  setVariable(graph, user.function, 'TABLE_NAME', ref(table.table))
  setVariable(graph, user.function, 'TABLE_KEY', table.key)
  grant(graph, user.role, { sid: `Use${table.table}`, actions: table.actions, resources: [getAtt(table.table, 'Arn')] })
}

/** Lets a function put objects under `messages/` of a bucket. */
export function useBucket(graph: GraphBuilder, user: { readonly function: string; readonly role: string }, bucket: string): void {
  setVariable(graph, user.function, 'BUCKET_NAME', ref(bucket))
  grant(graph, user.role, { sid: `Use${bucket}`, actions: ['s3:PutObject'], resources: [sub(`\${${bucket}.Arn}/messages/*`)] })
}

/** Lets a function talk SQL to an Aurora cluster through the RDS Data API. */
export function useDataApi(
  graph: GraphBuilder,
  user: { readonly function: string; readonly role: string },
  store: { readonly cluster: string; readonly database: string },
): void {
  const secret = getAtt(store.cluster, 'MasterUserSecret.SecretArn')
  setVariable(graph, user.function, 'CLUSTER_ARN', getAtt(store.cluster, 'DBClusterArn'))
  setVariable(graph, user.function, 'SECRET_ARN', secret)
  setVariable(graph, user.function, 'DATABASE', store.database)
  grant(graph, user.role, {
    sid: `Use${store.cluster}`,
    actions: ['rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement'],
    resources: [getAtt(store.cluster, 'DBClusterArn')],
  })
  grant(graph, user.role, { sid: `Secret${store.cluster}`, actions: ['secretsmanager:GetSecretValue'], resources: [secret] })
}

/**
 * Lets a Fargate service use a PostgreSQL database: its tasks reach the port, get `DB_HOST`, `DB_PORT`, `DB_NAME`, and `DB_USER` and
 * `DB_PASSWORD` as the secret has them when they start. RDS turns that password every seven days
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html), so they may read the secret, `DB_SECRET_ARN`, again.
 * `host` is what has `Endpoint.Address`: instance or cluster.
 */
export function connectDatabase(
  graph: GraphBuilder,
  service: { readonly taskDefinition: string; readonly executionRole: string; readonly taskRole: string; readonly securityGroup: string },
  database: {
    readonly host: string
    readonly securityGroup: string
    readonly secretArn: Json
    readonly port: number
    readonly database: string
  },
): void {
  const { host, secretArn, port } = database
  graph.append(database.securityGroup, 'SecurityGroupIngress', postgresFrom(service.securityGroup))
  // a rule of its own: groups that name each other inside could not be made, each would wait for the other
  graph.add('AWS::EC2::SecurityGroupEgress', `${service.securityGroup}To${host}`, {
    Description: 'PostgreSQL',
    GroupId: getAtt(service.securityGroup, 'GroupId'),
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    DestinationSecurityGroupId: getAtt(database.securityGroup, 'GroupId'),
  })
  setContainer(graph, service.taskDefinition, {
    environment: {
      DB_HOST: getAtt(host, 'Endpoint.Address'),
      DB_PORT: String(port),
      DB_NAME: database.database,
      DB_SECRET_ARN: secretArn,
    },
    secrets: { DB_USER: secretField(secretArn, 'username'), DB_PASSWORD: secretField(secretArn, 'password') },
  })
  for (const role of [service.executionRole, service.taskRole])
    grant(graph, role, { sid: `Secret${host}`, actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] })
}

/** Adds environment variables and secrets to the one container of a task definition. */
function setContainer(
  graph: GraphBuilder,
  task: string,
  added: { readonly environment: Readonly<Record<string, Json>>; readonly secrets: Readonly<Record<string, Json>> },
): void {
  graph.update(task, (properties) => {
    const before = properties['ContainerDefinitions']
    const [container, ...others] = Array.isArray(before) ? before : []
    const definition = asObject(container)
    const list = (key: string): readonly Json[] => {
      const value = definition[key]
      return Array.isArray(value) ? value : []
    }
    const environment = [...list('Environment'), ...Object.entries(added.environment).map(([Name, Value]) => ({ Name, Value }))]
    const secrets = [...list('Secrets'), ...Object.entries(added.secrets).map(([Name, ValueFrom]) => ({ Name, ValueFrom }))]
    return {
      ContainerDefinitions: [{ ...definition, Environment: environment, ...(secrets.length === 0 ? {} : { Secrets: secrets }) }, ...others],
    }
  })
}

/** Lets a role use a customer managed key for what it reads and writes. */
export function useKey(graph: GraphBuilder, role: string, key: string): void {
  grant(graph, role, { sid: `Use${key}`, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [getAtt(key, 'Arn')] })
}

/** Tells a container the name of a table (`TABLE_ORDERS`) and lets its task role read and write items of it. */
export function connectTable(
  graph: GraphBuilder,
  service: { readonly taskDefinition: string; readonly taskRole: string },
  store: { readonly name: string; readonly table: string },
): void {
  const variable = variableOf('TABLE', store.name)
  setContainer(graph, service.taskDefinition, { environment: { [variable]: ref(store.table) }, secrets: {} })
  grant(graph, service.taskRole, { sid: `Use${store.table}`, actions: ITEM_ACTIONS, resources: [getAtt(store.table, 'Arn')] })
}

/** Items one by one, in batches and by query; no scan of a whole table, no change to the table itself. */
const ITEM_ACTIONS = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
]

interface NamedBucket {
  readonly name: string
  readonly bucket: string
}

const OBJECT_ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']

function variableOf(prefix: string, name: string): string {
  return `${prefix}_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`
}

function openBucket(graph: GraphBuilder, role: string, bucket: string): void {
  grant(graph, role, { sid: `Use${bucket}`, actions: OBJECT_ACTIONS, resources: [sub(`\${${bucket}.Arn}/*`)] })
}

/** Tells a function the name of a bucket (`BUCKET_PICTURES`) and lets it read, write and delete objects there. */
export function openBucketToFunction(
  graph: GraphBuilder,
  user: { readonly function: string; readonly role: string },
  { name, bucket }: NamedBucket,
): void {
  setVariable(graph, user.function, variableOf('BUCKET', name), ref(bucket))
  openBucket(graph, user.role, bucket)
}

/** The same for a container and its task role. */
export function openBucketToContainer(
  graph: GraphBuilder,
  service: { readonly taskDefinition: string; readonly taskRole: string },
  { name, bucket }: NamedBucket,
): void {
  setContainer(graph, service.taskDefinition, { environment: { [variableOf('BUCKET', name)]: ref(bucket) }, secrets: {} })
  openBucket(graph, service.taskRole, bucket)
}

/** Tells a function the name of a table (`TABLE_ORDERS`) and lets it read and write items of it. */
export function openTableToFunction(
  graph: GraphBuilder,
  user: { readonly function: string; readonly role: string },
  store: { readonly name: string; readonly table: string },
): void {
  setVariable(graph, user.function, variableOf('TABLE', store.name), ref(store.table))
  grant(graph, user.role, { sid: `Use${store.table}`, actions: ITEM_ACTIONS, resources: [getAtt(store.table, 'Arn')] })
}

/**
 * What DynamoDB asks of whoever uses a table under a customer managed key: it works with the key on their behalf.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const TABLE_KEY_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:GenerateDataKey', 'kms:DescribeKey']

/** Lets a role use tables that a customer managed key encrypts. */
export function useTableKey(graph: GraphBuilder, role: string, key: string): void {
  grant(graph, role, { sid: `Use${key}ForTables`, actions: TABLE_KEY_ACTIONS, resources: [getAtt(key, 'Arn')] })
}
