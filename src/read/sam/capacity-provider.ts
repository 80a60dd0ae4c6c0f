import type { Source } from './types.js'
import { type Expansion, kept, passedOn } from './expansion.js'
import { type PropertyTypes, table, wrongEntries } from './property-types.js'
import { assumedBy, getAtt, isObj, type Obj, obj, objOr, pick, type Value } from './values.js'

const SHAPES: Readonly<Record<string, PropertyTypes>> = {
  VpcConfig: table('SecurityGroupIds list map\nSubnetIds! list map'),
  InstanceRequirements: table('Architectures list map\nAllowedTypes list map\nExcludedTypes list map'),
  ScalingConfig: table('MaxVCpuCount number map\nAverageCPUUtilization number map'),
  ManagedResourceTags: table('Tags map'),
}

/** Expands `AWS::Serverless::CapacityProvider`. */
export function expandCapacityProvider(expansion: Expansion, source: Source): void {
  const { properties, id } = source
  checkShapes(expansion, source)
  const vpc = objOr(properties['VpcConfig'])
  const made = {
    ...obj({ CapacityProviderName: properties['CapacityProviderName'] }),
    VpcConfig: pick(vpc, ['SubnetIds', 'SecurityGroupIds']),
    PermissionsConfig: { CapacityProviderOperatorRoleArn: properties['OperatorRole'] ?? operatorRole(expansion, source) },
    Tags: tagsOf(properties['Tags']),
    ...obj({
      InstanceRequirements: requirements(properties['InstanceRequirements']),
      CapacityProviderScalingConfig: scaling(properties['ScalingConfig']),
      KmsKeyArn: properties['KmsKeyArn'],
      TelemetryConfig: properties['LoggingConfig'] === undefined ? undefined : { LoggingConfig: properties['LoggingConfig'] },
      PropagateTags: explicitTags(properties['ManagedResourceTags']),
    }),
  }
  expansion.put(id, { Type: 'AWS::Lambda::CapacityProvider', ...kept(source), Properties: made }, source)
}

function checkShapes(expansion: Expansion, { id, properties }: Source): void {
  for (const [key, types] of Object.entries(SHAPES)) {
    const given = properties[key]
    if (!isObj(given)) continue
    for (const [inner, why] of wrongEntries(types, given))
      expansion.reject(id, `property '${key}.${inner}' ${why}`, ['Properties', key, inner])
  }
  const { AllowedTypes: allowed, ExcludedTypes: excluded } = objOr(properties['InstanceRequirements'])
  if (allowed !== undefined && excluded !== undefined)
    expansion.reject(id, "'InstanceRequirements' takes either 'AllowedTypes' or 'ExcludedTypes', not both", [
      'Properties',
      'InstanceRequirements',
    ])
}

/** The user's tags, and SAM's own as the last word. */
function tagsOf(given: Value | undefined): Value {
  const tags = { ...objOr(given), 'lambda:createdBy': 'SAM' }
  return Object.entries(tags).map(([Key, value]) => ({ Key, Value: value }))
}

function explicitTags(given: Value | undefined): Obj | undefined {
  const tags = objOr(given)['Tags']
  if (!isObj(tags)) return undefined
  return { Mode: 'Explicit', ExplicitTags: Object.entries(tags).map(([Key, value]) => ({ Key, Value: value })) }
}

function requirements(given: Value | undefined): Obj | undefined {
  if (!isObj(given) || Object.keys(given).length === 0) return undefined
  return obj({
    Architectures: given['Architectures'],
    AllowedInstanceTypes: given['AllowedTypes'],
    ExcludedInstanceTypes: given['ExcludedTypes'],
  })
}

function scaling(given: Value | undefined): Obj | undefined {
  if (!isObj(given) || Object.keys(given).length === 0) return undefined
  const target = given['AverageCPUUtilization']
  const policy = { PredefinedMetricType: 'LambdaCapacityProviderAverageCPUUtilization', TargetValue: target ?? null }
  return {
    ...pick(given, ['MaxVCpuCount']),
    ...(target === undefined ? { ScalingMode: 'Auto' } : { ScalingMode: 'Manual', ScalingPolicies: [policy] }),
  }
}

/** The role with which Lambda starts and stops instances. */
function operatorRole(expansion: Expansion, source: Source): Obj {
  const roleId = `${source.id}OperatorRole`
  const own = source.properties['PropagateTags'] === true ? source.properties['Tags'] : {}
  const made = {
    AssumeRolePolicyDocument: assumedBy('lambda.amazonaws.com'),
    ManagedPolicyArns: [expansion.arn('iam::aws:policy/AWSLambdaManagedEC2ResourceOperator')],
    Tags: tagsOf(own),
  }
  expansion.put(roleId, { Type: 'AWS::IAM::Role', ...passedOn(source), Properties: made }, source)
  return getAtt(roleId, 'Arn')
}
