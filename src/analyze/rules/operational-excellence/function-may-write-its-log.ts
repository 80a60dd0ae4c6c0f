import type { Query, Resource, Value } from '#graph/index.js'
import { isAllow, permissionsOf, policyArnEnd } from '../policies.js'
import { itemsAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const FUNCTION = 'AWS::Lambda::Function'
const NEEDED = ['logs:CreateLogStream', 'logs:PutLogEvents']
/** Managed policies with both actions. Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html */
const WRITING =
  /:policy\/(?:service-role\/AWSLambda(?:Basic|VPCAccess|DynamoDB|Kinesis|SQSQueue|MSK)ExecutionRole|AWSLambdaExecute|CloudWatchLogsFullAccess|PowerUserAccess|AdministratorAccess)$/
const WORKER = { Type: FUNCTION, Properties: { Role: { 'Fn::GetAtt': ['WorkerRole', 'Arn'] }, Code: {} } }
const allow = (actions: readonly string[]) => ({
  Statement: [{ Effect: 'Allow', Action: actions, Resource: 'arn:aws:logs:us-east-1:111122223333:*' }],
})
const roleWith = (actions: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: {}, Policies: [{ PolicyName: 'a', PolicyDocument: allow(actions) }] },
})

export const functionMayWriteItsLog: Rule = defineRule({
  id: 'function-may-write-its-log',
  pillar: 'operational-excellence',
  severity: 'medium',
  title: 'Lambda function may write its log',
  why: 'A role without these two actions makes a function that says nothing: neither its output nor its errors reach CloudWatch Logs.',
  fix: 'Allow logs:CreateLogStream and logs:PutLogEvents on the log group of the function.',
  refs: [
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  ],
  types: [FUNCTION],
  maps: { cfn_nag: ['W58'] },
  examples: {
    fail: [
      { name: 'a role for something else', resources: { Worker: WORKER, WorkerRole: roleWith(['dynamodb:PutItem']) }, subject: 'Worker' },
      { name: 'half of it', resources: { Worker: WORKER, WorkerRole: roleWith(['logs:PutLogEvents']) }, subject: 'Worker' },
    ],
    pass: [
      {
        name: 'both actions',
        resources: { Worker: WORKER, WorkerRole: roleWith(['logs:CreateLogStream', 'logs:PutLogEvents']) },
        subject: 'Worker',
      },
      { name: 'by a pattern', resources: { Worker: WORKER, WorkerRole: roleWith(['logs:*']) }, subject: 'Worker' },
      {
        name: 'by a policy of its own',
        resources: {
          Worker: WORKER,
          WorkerRole: roleWith(['dynamodb:PutItem']),
          Logging: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyName: 'logs',
              Roles: [{ Ref: 'WorkerRole' }],
              PolicyDocument: allow(['logs:CreateLogStream', 'logs:PutLogEvents']),
            },
          },
        },
        subject: 'Worker',
      },
      {
        name: 'by a managed policy',
        resources: {
          Worker: WORKER,
          WorkerRole: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: {},
              ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }],
            },
          },
        },
        subject: 'Worker',
      },
    ],
    unknown: [{ name: 'a role from elsewhere', props: { Role: 'arn:aws:iam::111122223333:role/worker', Code: {} } }],
  },
  check(node, q) {
    const read = q.read(node, 'Role')
    const role = !read.known && read.reference !== undefined ? q.get(read.reference.target) : undefined
    if (role === undefined) return { is: 'unknown', why: 'its role is not in this template', path: 'Role' }
    const { items, unknown } = itemsAt(role, q, 'ManagedPolicyArns')
    const attached = items.map(({ value }) => policyArnEnd(value, q) ?? '')
    if (attached.some((arn) => WRITING.test(arn))) return PASS
    const actions = policiesOf(role, q)
      .flatMap(permissionsOf)
      .flatMap(({ statement }) => (isAllow(statement) ? statement.actions : []))
    const missing = NEEDED.filter((action) => !actions.some((allowed) => allowed !== undefined && covers(allowed, action)))
    if (missing.length === 0) return PASS
    const own = items.every(({ value }) => !q.read(value).known && q.read(value).set === true && isReference(value, q))
    if (unknown !== undefined || !own || actions.includes(undefined))
      return { is: 'unknown', why: `a policy of ${role.id} is not known here`, path: 'Role' }
    return { is: 'fail', what: `${role.id} does not allow ${missing.join(' and ')}`, path: 'Role' }
  },
})

/** The role, the policies that name it, and those of this stack that it names. */
function policiesOf(role: Resource, q: Query): readonly Resource[] {
  const naming = q.edges({ to: role, kind: 'refers' }).flatMap(({ from, path }) => (/^Role(?:s|Name)\b/.test(path) ? [from] : []))
  const named = q.edges({ from: role, kind: 'refers' }).flatMap(({ to, path }) => (path.startsWith('ManagedPolicyArns') ? [to] : []))
  return [role, ...naming, ...named]
}

function isReference(value: Value, q: Query): boolean {
  const read = q.read(value)
  return !read.known && read.reference !== undefined
}

/** Whether an action of IAM, which may have stars, covers another. */
function covers(pattern: string, action: string): boolean {
  const parts = pattern.split(/\*+/).map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action)
}
