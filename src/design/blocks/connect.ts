import { isJsonObject, type Json, type JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'

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
    const document = policyDocument(first)
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

/** Lets a role use a customer managed key for what it reads and writes. */
export function useKey(graph: GraphBuilder, role: string, key: string): void {
  grant(graph, role, { sid: `Use${key}`, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [getAtt(key, 'Arn')] })
}
