import type { RestBody, Source } from './types.js'
import { ANY, branchesOf } from './definition.js'
import type { Expansion } from './expansion.js'
import { isList, isObj, listOf, type Obj, objOr, sub, text, type Value } from './values.js'

interface Ask {
  readonly policy: Value
  readonly path: string
  readonly stage: Value
}

/** Adds what a resource policy says of one path to the policy of the definition. */
export function addPolicy(expansion: Expansion, source: Source, api: RestBody, ask: Ask): void {
  const reject = (message: string): void => expansion.reject(source.id, message, ['Properties', 'Auth', 'ResourcePolicy'])
  if (!isObj(ask.policy)) return reject("'ResourcePolicy' must be a map")
  const { policy } = ask
  for (const side of ['Blacklist', 'Whitelist'] as const)
    if (listOf(policy[`SourceVpc${side}`]).some((id) => typeof id !== 'string'))
      return reject(`'SourceVpc${side}' must be a list of strings; use 'IntrinsicVpc${side}' for computed values`)
  const resources = resourcesOf(api.body, ask)
  for (const statement of callers(policy, resources)) add(api.policy, statement, false)
  for (const statement of [...networks(policy, resources), ...vpcs(policy, resources)]) add(api.policy, statement, true)
  api.body['x-amazon-apigateway-policy'] = api.policy
}

/** Adds statements of the user's own. */
export function addCustomStatements({ body, policy }: RestBody, given: Value | undefined): void {
  if (given === undefined || given === null) return
  policy['Version'] = '2012-10-17'
  if (policy['Statement'] === undefined) policy['Statement'] = given
  else for (const statement of listOf(given)) if (isObj(statement)) add(policy, statement, true)
  body['x-amazon-apigateway-policy'] = policy
}

function add(policy: Obj, statement: Obj, several: boolean): void {
  const before = policy['Statement']
  policy['Version'] = '2012-10-17'
  if (before === undefined) policy['Statement'] = several ? [statement] : statement
  else {
    const list = listOf(before)
    const known = several && list.some((other) => JSON.stringify(other) === JSON.stringify(statement))
    policy['Statement'] = known ? list : [...list, statement]
  }
}

/** The methods of a path, as resources of the policy. */
function resourcesOf(body: Obj, { path, stage }: Ask): Value[] {
  const methods = branchesOf(objOr(body['paths'])[path]).flatMap((item) => Object.keys(item))
  const place = path.replaceAll(/\{(?:[A-Za-z0-9._-]+\+?)\}/g, '*')
  return methods.map((method) => {
    const verb = method === ANY || method.toLowerCase() === 'any' ? '*' : method.toUpperCase()
    return sub(`execute-api:/\${__Stage__}/${verb}${place}`, { __Stage__: stage })
  })
}

function allowing(Effect: string, Principal: Value, Resource: Value[]): Obj {
  return { Action: 'execute-api:Invoke', Effect, Principal, Resource }
}

function callers(policy: Obj, resources: Value[]): Obj[] {
  return (['Whitelist', 'Blacklist'] as const).flatMap((side) => {
    const accounts = listOf(policy[`AwsAccount${side}`])
    return accounts.length === 0 ? [] : [allowing(side === 'Whitelist' ? 'Allow' : 'Deny', { AWS: accounts }, resources)]
  })
}

/** Everyone may call, but for those that a condition keeps out. */
function allBut(condition: Obj, resources: Value[]): Obj[] {
  return [allowing('Allow', '*', resources), { ...allowing('Deny', '*', resources), Condition: condition }]
}

function networks(policy: Obj, resources: Value[]): Obj[] {
  const kinds = [
    ['IpRangeWhitelist', 'NotIpAddress'],
    ['IpRangeBlacklist', 'IpAddress'],
  ] as const
  return kinds.flatMap(([key, operator]) => {
    const ranges = listOf(policy[key])
    return ranges.length === 0 ? [] : allBut({ [operator]: { 'aws:SourceIp': ranges } }, resources)
  })
}

function vpcs(policy: Obj, resources: Value[]): Obj[] {
  const kinds = [
    ['Blacklist', 'StringEquals'],
    ['Whitelist', 'StringNotEquals'],
  ] as const
  return kinds.flatMap(([side, operator]) => {
    const given = listOf(policy[`SourceVpc${side}`])
    const starting = (prefix: string): Value[] => given.filter((id) => text(id)?.startsWith(prefix))
    const computed = (kind: string): Value[] => {
      const list = policy[`Intrinsic${kind}${side}`]
      return isList(list) ? list : []
    }
    const networksOf = [...starting('vpc-'), ...computed('Vpc')]
    const endpoints = [...starting('vpce-'), ...computed('Vpce')]
    const condition: Obj = {}
    if (networksOf.length > 0) condition['aws:SourceVpc'] = networksOf
    if (endpoints.length > 0) condition['aws:SourceVpce'] = endpoints
    return Object.keys(condition).length === 0 ? [] : allBut({ [operator]: condition }, resources)
  })
}
