import type { Grants, Source } from './types.js'
import { type Expansion, passedOn } from './expansion.js'
import { policiesOf } from './policies.js'
import { assumedBy, getAtt, isList, isNoValue, isObj, type Obj, obj, objOr, tagList, text, type Value, isThere } from './values.js'

const DEAD_LETTER_ACTIONS: Readonly<Record<string, string>> = { SQS: 'sqs:SendMessage', SNS: 'sns:Publish' }

/** The role of a function on its way. */
export interface NewRole {
  readonly grants: Grants
  put(): void
}

/** The branches of a role that is chosen by a condition; undefined: it is not. */
function branchesOf(role: Value | undefined): readonly Value[] | undefined {
  const branches = isObj(role) ? role['Fn::If'] : undefined
  return isList(branches) ? branches : undefined
}

/** Whether a function gets a role of its own. */
export function needsRole({ properties }: Source): boolean {
  const role = properties['Role']
  return role === undefined || branchesOf(role)?.slice(1).some(isNoValue) === true
}

/** The role that the function names: the user's, or its own where there is none. */
export function roleOf(expansion: Expansion, source: Source): Value {
  const role = source.properties['Role']
  const own = getAtt(`${source.id}Role`, 'Arn')
  const branches = branchesOf(role)
  const malformed = isObj(role) && role['Fn::If'] !== undefined && branches?.length !== 3
  if (malformed) expansion.reject(source.id, "malformed 'Role' property: Fn::If requires 3 arguments", ['Properties', 'Role'])
  if (role === undefined || branches === undefined) return role ?? own
  if (branches.slice(1).every(isNoValue)) return own
  return { 'Fn::If': branches.map((branch, index) => (index > 0 && isNoValue(branch) ? own : branch)) }
}

export function isTraced(expansion: Expansion, tracing: Value | undefined): boolean {
  return isThere(tracing) && expansion.resolve(tracing) !== 'Disabled'
}

export function newRole(expansion: Expansion, source: Source): NewRole {
  const { properties, id } = source
  const roleId = `${id}Role`
  const grants: Grants = { arns: [], inline: [], invoke: [] }
  const own = policiesOf(expansion, source, roleId)
  const basic = isThere(properties['DurableConfig']) ? 'AWSLambdaBasicDurableExecutionRolePolicy' : 'AWSLambdaBasicExecutionRole'
  const managed: Value[] = [expansion.arn(`iam::aws:policy/service-role/${basic}`)]
  if (isTraced(expansion, properties['Tracing']))
    managed.push(expansion.arn(`iam::aws:policy/${expansion.partition === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess'}`))
  if (isThere(properties['VpcConfig'])) managed.push(expansion.arn('iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'))
  return {
    grants,
    put: () => {
      const inline = distinct([...deadLetterPolicy(source), ...grants.invoke, ...own.inline], grants.inline)
      const made = {
        AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? assumedBy('lambda.amazonaws.com'),
        ManagedPolicyArns: unique([...managed, ...own.arns, ...grants.arns]),
        Tags: tagList(properties['Tags'], 'lambda:createdBy'),
        ...obj({
          Policies: inline.length === 0 ? undefined : inline,
          PermissionsBoundary: properties['PermissionsBoundary'],
          Path: properties['RolePath'],
        }),
      }
      expansion.put(roleId, { Type: 'AWS::IAM::Role', ...passedOn(source), ...roleCondition(expansion, source), Properties: made }, source)
    },
  }
}

/** A role that only one branch of `Fn::If` needs exists under that branch's condition. */
function roleCondition(expansion: Expansion, source: Source): Obj {
  const [given, yes, no] = branchesOf(source.properties['Role']) ?? []
  const condition = text(given)
  if (condition === undefined || (isNoValue(yes) && isNoValue(no))) return {}
  if (isNoValue(yes)) return { Condition: condition }
  expansion.addCondition(`NOT${condition}`, { 'Fn::Not': [{ Condition: condition }] })
  return { Condition: `NOT${condition}` }
}

function unique(values: readonly Value[]): Value[] {
  const texts = values.map((value) => JSON.stringify(value))
  return values.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

/** The policies, then the added ones whose document is not there yet. */
function distinct(policies: readonly Obj[], added: readonly Obj[]): Obj[] {
  const out = [...policies]
  const documents = new Set(out.map((policy) => JSON.stringify(policy['PolicyDocument'])))
  for (const policy of added) {
    const document = JSON.stringify(policy['PolicyDocument'])
    if (!documents.has(document)) out.push(policy)
    documents.add(document)
  }
  return out
}

function deadLetterPolicy({ properties }: Source): Obj[] {
  const { Type: type, TargetArn: target } = objOr(properties['DeadLetterQueue'])
  const action = DEAD_LETTER_ACTIONS[text(type) ?? '']
  if (action === undefined || target === undefined) return []
  const statement = { Action: action, Effect: 'Allow', Resource: target }
  return [{ PolicyName: 'DeadLetterQueuePolicy', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }]
}
