import type { LambdaParts, Source } from './types.js'
import { type Expansion, kept } from './expansion.js'
import { checkFunction } from './function-checks.js'
import { expandEvents } from './function-events.js'
import { functionUrl } from './function-extras.js'
import { invokeConfig } from './function-invoke.js'
import { isTraced, needsRole, newRole, roleOf } from './function-role.js'
import { publish } from './function-versions.js'
import { codeFrom } from './locations.js'
import { propagateTags } from './propagated-tags.js'
import { isIntrinsic, isObj, type Obj, obj, objOr, pick, tagList, type Value, isThere } from './values.js'

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

/** Expands `AWS::Serverless::Function`. */
export function expandFunction(expansion: Expansion, source: Source): void {
  const { properties } = source
  checkFunction(expansion, source)
  checkTags(expansion, source)
  const made = lambdaFunction(expansion, source)
  const version = publish(expansion, source, made)
  const role = needsRole(source) ? newRole(expansion, source) : undefined
  made.properties['Role'] = roleOf(expansion, source)
  const target = { source, alias: version, role: role?.grants }
  if (isThere(properties['EventInvokeConfig'])) invokeConfig(expansion, source, { alias: version, grants: role?.grants })
  if (isThere(properties['FunctionUrlConfig'])) functionUrl(expansion, source, version?.aliasId)
  expandEvents(expansion, target)
  role?.put()
  expansion.put(source.id, { Type: 'AWS::Lambda::Function', ...kept(source), Properties: made.properties }, source)
  propagateTags(expansion, source)
}

const RESERVED_TAGS = ['lambda:createdBy', 'serverlessrepo:applicationId', 'serverlessrepo:semanticVersion']

/** Tags that only SAM itself sets. */
export function checkTags(expansion: Expansion, { properties, id }: Source): void {
  for (const tag of RESERVED_TAGS)
    if (Object.hasOwn(objOr(properties['Tags']), tag))
      expansion.reject(id, `${tag} is a reserved tag key; use another key`, ['Properties', 'Tags', tag])
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
      DeadLetterConfig: dead['TargetArn'] === undefined ? undefined : { TargetArn: dead['TargetArn'] },
      TracingConfig: isTraced(expansion, tracing) ? { Mode: tracing ?? null } : undefined,
    }),
  }
  return { properties: made, code }
}

function capacityProvider(given: Value | undefined): Value | undefined {
  if (!isObj(given) || isIntrinsic(given)) return given
  const { Arn: arn, ...rest } = given
  return { LambdaManagedInstancesCapacityProviderConfig: { ...rest, ...obj({ CapacityProviderArn: arn }) } }
}

function codeOf(expansion: Expansion, source: Source): Obj {
  const { properties, id } = source
  if (expansion.resolve(properties['PackageType'] ?? null) === 'Image') {
    const uri = properties['ImageUri']
    if (isThere(uri)) return { ImageUri: uri }
    if (!expansion.lenient) expansion.reject(id, "'ImageUri' must be set", ['Properties'])
    return {}
  }
  const key = properties['SourceKMSKeyArn']
  const inline = properties['InlineCode']
  if (isThere(inline)) return { ZipFile: inline, ...obj({ SourceKMSKeyArn: key }) }
  if (properties['CodeUri'] === undefined) {
    if (!expansion.lenient) expansion.reject(id, "one of 'InlineCode' or 'CodeUri' must be set", ['Properties'])
    return {}
  }
  return { ...codeFrom(expansion, source, 'CodeUri'), ...obj({ SourceKMSKeyArn: key }) }
}
