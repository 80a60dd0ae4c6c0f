import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import { routesOf } from './routes.js'
import { isObj, listOf, type Obj, objOr, sub, text, type Value } from './values.js'

/** Lists of one kind of caller, the condition key they are for, and whether being on the list lets in or keeps out. */
const IP = [
  ['IpRangeBlacklist', 'IpAddress'],
  ['IpRangeWhitelist', 'NotIpAddress'],
] as const
const VPC = [
  ['SourceVpcBlacklist', 'StringEquals'],
  ['SourceVpcWhitelist', 'StringNotEquals'],
] as const
const KNOWN = new Set([
  'CustomStatements',
  'AwsAccountWhitelist',
  'AwsAccountBlacklist',
  'IpRangeWhitelist',
  'IpRangeBlacklist',
  'SourceVpcWhitelist',
  'SourceVpcBlacklist',
  'IntrinsicVpcWhitelist',
  'IntrinsicVpcBlacklist',
  'IntrinsicVpceWhitelist',
  'IntrinsicVpceBlacklist',
])

/** Writes the resource policy of an API and of its routes into the definition. */
export function addResourcePolicy(expansion: Expansion, source: Source, body: Obj): void {
  const statements: Obj[] = []
  const add = (policy: Obj, paths: readonly [string, readonly string[]][]): void => {
    const unknown = Object.keys(policy).filter((key) => !KNOWN.has(key))
    if (unknown.length > 0)
      return expansion.reject(source.id, `ResourcePolicy does not know ${unknown.join(', ')}`, ['Properties', 'Auth', 'ResourcePolicy'])
    const resources = paths.flatMap(([path, methods]) => methods.map((method) => resourceOf(source, path, method)))
    statements.push(...statementsOf(policy, resources))
  }
  const own = objOr(source.properties['Auth'])['ResourcePolicy']
  const routes = routesOf(expansion, source.id)
  for (const { path, method, auth } of routes) {
    const policy = { ...objOr(own), ...objOr(auth['ResourcePolicy']) }
    if (Object.keys(policy).length > 0) add(policy, [[path, [method]]])
  }
  if (isObj(own) && routes.length === 0) {
    const paths = Object.entries(objOr(body['paths'])).map(([path, item]): [string, string[]] => [path, Object.keys(objOr(item))])
    add(own, paths)
  }
  const [only] = statements
  if (statements.length > 0)
    body['x-amazon-apigateway-policy'] = {
      Version: '2012-10-17',
      Statement: only !== undefined && statements.length === 1 && isObj(only['Principal']) ? only : unique(statements),
    }
}

function unique(statements: readonly Obj[]): Obj[] {
  const texts = statements.map((statement) => JSON.stringify(statement))
  return statements.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

function resourceOf(source: Source, path: string, method: string): Obj {
  const verb = method === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase()
  return sub(`execute-api:/\${__Stage__}/${verb}${path.replaceAll(/\{[^}]*\}/g, '*')}`, {
    __Stage__: source.properties['StageName'] ?? '*',
  })
}

function statementsOf(policy: Obj, resources: Value[]): Obj[] {
  const of = (Effect: string, Principal: Value, Condition?: Obj): Obj => ({
    Action: 'execute-api:Invoke',
    Effect,
    Principal,
    Resource: resources,
    ...(Condition === undefined ? {} : { Condition }),
  })
  const out: Obj[] = listOf(policy['CustomStatements']).filter(isObj)
  const allowed = policy['AwsAccountWhitelist']
  const denied = policy['AwsAccountBlacklist']
  if (allowed !== undefined) out.push(of('Allow', { AWS: listOf(allowed) }))
  if (denied !== undefined) out.push(of('Deny', { AWS: listOf(denied) }))
  const refused: Obj[] = []
  for (const [key, operator] of IP)
    if (policy[key] !== undefined) refused.push(of('Deny', '*', { [operator]: { 'aws:SourceIp': listOf(policy[key]) } }))
  for (const [key, operator] of VPC) refused.push(...vpcDenials(policy, { key, operator }, (condition) => of('Deny', '*', condition)))
  if (refused.length > 0) out.push(of('Allow', '*'), ...refused)
  return out
}

function vpcDenials(policy: Obj, list: { readonly key: string; readonly operator: string }, deny: (condition: Obj) => Obj): Obj[] {
  const side = list.key.endsWith('Whitelist') ? 'Whitelist' : 'Blacklist'
  const given = listOf(policy[list.key])
  const networks = [...given.filter((id) => text(id)?.startsWith('vpc-')), ...listOf(policy[`IntrinsicVpc${side}`])]
  const points = [...given.filter((id) => text(id)?.startsWith('vpce-')), ...listOf(policy[`IntrinsicVpce${side}`])]
  const condition: Obj = {}
  if (networks.length > 0) condition['aws:SourceVpc'] = networks
  if (points.length > 0) condition['aws:SourceVpce'] = points
  return Object.keys(condition).length > 0 ? [deny({ [list.operator]: condition })] : []
}
