import type { Grants, LambdaParts, Source } from './types.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { functionUrl, invokeConfig } from './function-extras.js'
import { expandEvents } from './function-events.js'
import { publish } from './function-versions.js'
import { policiesOf } from './policies.js'
import { codeFrom } from './locations.js'
import {
  assumedBy,
  getAtt,
  isIntrinsic,
  isList,
  isNoValue,
  isObj,
  type Obj,
  obj,
  objOr,
  pick,
  tagList,
  text,
  type Value,
} from './values.js'

/** Properties that go to the function as they are. Source: AWS SAM developer guide, "AWS::Serverless::Function", read 2026-11-21. */
const AS_THEY_ARE = [
  'FunctionName',
  'Handler',
  'Runtime',
  'Description',
  'Timeout',
  'MemorySize',
  'VpcConfig',
  'Environment',
  'KmsKeyArn',
  'Layers',
  'ReservedConcurrentExecutions',
  'FileSystemConfigs',
  'PackageType',
  'Architectures',
  'EphemeralStorage',
  'SnapStart',
  'RuntimeManagementConfig',
  'LoggingConfig',
  'RecursiveLoop',
  'CodeSigningConfigArn',
  'ImageConfig',
  'TenancyConfig',
  'DurableConfig',
  'FunctionScalingConfig',
  'PublishToLatestPublished',
] as const

const DEAD_LETTER_ACTIONS: Readonly<Record<string, string>> = { SQS: 'sqs:SendMessage', SNS: 'sns:Publish' }

/** Expands `AWS::Serverless::Function`. */
export function expandFunction(expansion: Expansion, source: Source): void {
  const { properties } = source
  const made = lambdaFunction(expansion, source)
  const version = publish(expansion, source, made)
  const role =
    properties['Role'] === undefined || isNoValue(properties['Role']) || isConditionalRole(properties['Role'])
      ? newRole(expansion, source)
      : undefined
  made.properties['Role'] = roleOf(source)
  const target = { source, alias: version, role: role?.grants }
  invokeConfig(expansion, source, { alias: version?.alias, grants: role?.grants })
  functionUrl(expansion, source, version?.alias)
  expandEvents(expansion, target)
  if (role !== undefined) role.put()
  expansion.put(source.id, { Type: 'AWS::Lambda::Function', ...kept(source), Properties: made.properties }, source)
}

function isConditionalRole(role: Value): boolean {
  const branches = isObj(role) ? role['Fn::If'] : undefined
  return isList(branches) && branches.slice(1).some(isNoValue)
}

function roleOf(source: Source): Value {
  const role = source.properties['Role']
  const own = getAtt(`${source.id}Role`, 'Arn')
  if (role === undefined || isNoValue(role)) return own
  const branches = isObj(role) ? role['Fn::If'] : undefined
  if (!isList(branches)) return role
  return { 'Fn::If': branches.map((branch, index) => (index > 0 && isNoValue(branch) ? own : branch)) }
}

function lambdaFunction(expansion: Expansion, source: Source): LambdaParts {
  const { properties } = source
  const code = codeOf(expansion, source)
  const dead = objOr(properties['DeadLetterQueue'])
  const tracing = properties['Tracing']
  const made: Obj = {
    ...pick(properties, AS_THEY_ARE),
    Code: code,
    Tags: tagList(properties['Tags'], 'lambda:createdBy'),
    ...obj({
      CapacityProviderConfig: capacityProvider(properties['CapacityProviderConfig']),
      DeadLetterConfig:
        properties['DeadLetterQueue'] === undefined || dead['TargetArn'] === undefined ? undefined : { TargetArn: dead['TargetArn'] },
      TracingConfig: isTraced(expansion, tracing) ? { Mode: typeof tracing === 'number' ? String(tracing) : (tracing ?? null) } : undefined,
    }),
  }
  const vpc = made['VpcConfig']
  if (vpc === null) delete made['VpcConfig']
  return { properties: made, code }
}

function capacityProvider(given: Value | undefined): Value | undefined {
  if (!isObj(given) || isIntrinsic(given)) return given
  const { Arn: arn, ...rest } = given
  return { LambdaManagedInstancesCapacityProviderConfig: { ...rest, ...obj({ CapacityProviderArn: arn }) } }
}

function isTraced(expansion: Expansion, tracing: Value | undefined): boolean {
  return tracing !== undefined && tracing !== null && tracing !== '' && expansion.resolve(tracing) !== 'Disabled' && !isNoValue(tracing)
}

function codeOf(expansion: Expansion, source: Source): Obj {
  const { properties, id } = source
  const image = expansion.resolve(properties['PackageType'] ?? null) === 'Image'
  if (image) {
    const uri = properties['ImageUri']
    if (uri === undefined) expansion.reject(id, "'ImageUri' must be set", ['Properties'])
    return { ImageUri: uri ?? null }
  }
  const key = properties['SourceKMSKeyArn']
  const inline = properties['InlineCode']
  if (inline !== undefined && !isNoValue(inline)) return { ZipFile: inline }
  const uri = properties['CodeUri']
  if (uri === undefined || uri === null) {
    expansion.reject(id, "one of 'InlineCode' or 'CodeUri' must be set", ['Properties'])
    return {}
  }
  return { ...codeFrom(expansion, source, 'CodeUri'), ...obj({ SourceKMSKeyArn: key }) }
}

interface NewRole {
  readonly grants: Grants
  put(): void
}

function newRole(expansion: Expansion, source: Source): NewRole {
  const { properties, id } = source
  const roleId = `${id}Role`
  const grants: Grants = { arns: [], inline: [] }
  const own = policiesOf(expansion, source, roleId)
  const managed: Value[] = [expansion.arn('iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')]
  if (isTraced(expansion, properties['Tracing']))
    managed.push(expansion.arn(`iam::aws:policy/${expansion.partition === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess'}`))
  if (properties['VpcConfig'] !== undefined && !isNoValue(properties['VpcConfig']))
    managed.push(expansion.arn('iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'))
  const dead = deadLetterPolicy(expansion, source)
  return {
    grants,
    put: () => {
      const arns = unique([...managed, ...grants.arns, ...own.arns])
      const inline = [...grants.inline, ...dead, ...own.inline]
      const made = {
        AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? assumedBy('lambda.amazonaws.com'),
        ManagedPolicyArns: arns,
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
  const role = source.properties['Role']
  const branches = isObj(role) ? role['Fn::If'] : undefined
  if (!isList(branches) || source.resource['Condition'] !== undefined) return {}
  const [given, yes] = branches
  const condition = text(given)
  if (condition === undefined) return {}
  if (isNoValue(yes)) return { Condition: condition }
  const name = `NOT${condition}`
  expansion.conditions[name] = { 'Fn::Not': [{ Condition: condition }] }
  expansion.template['Conditions'] = expansion.conditions
  return { Condition: name }
}

function unique(values: readonly Value[]): Value[] {
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = JSON.stringify(value)
    const fresh = !seen.has(key)
    seen.add(key)
    return fresh
  })
}

function deadLetterPolicy(expansion: Expansion, source: Source): Obj[] {
  const given = source.properties['DeadLetterQueue']
  if (given === undefined) return []
  const type = text(objOr(given)['Type'])
  const target = objOr(given)['TargetArn']
  const action = type === undefined ? undefined : DEAD_LETTER_ACTIONS[type]
  if (action === undefined || target === undefined) {
    expansion.reject(source.id, "'DeadLetterQueue' needs a 'TargetArn' and a 'Type' of SNS or SQS", ['Properties', 'DeadLetterQueue'])
    return []
  }
  return [
    {
      PolicyName: 'DeadLetterQueuePolicy',
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Action: action, Effect: 'Allow', Resource: target }] },
    },
  ]
}
