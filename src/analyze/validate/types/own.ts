/** Custom resources: the registry knows what all of them have in common. */
const CUSTOM = /^Custom::[\w@-]+$/
const MODULE = /::MODULE$/
const CUSTOM_RESOURCE = 'AWS::CloudFormation::CustomResource'

/** Whether the type is one that its author gave its properties: a custom resource or a module. */
export function isOwn(type: string): boolean {
  return CUSTOM.test(type) || MODULE.test(type)
}

/** The type of the registry that says what a resource of this type may have. */
export function schemaTypeOf(type: string): string {
  return CUSTOM.test(type) ? CUSTOM_RESOURCE : type
}

/** Types that AWS takes and no registry describes: the CDK's count of its constructs. https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html, read 2026-11. */
const UNDESCRIBED: ReadonlySet<string> = new Set(['AWS::CDK::Metadata'])

export function isUndescribed(type: string): boolean {
  return UNDESCRIBED.has(type)
}

/** Attributes that hold whatever the user put there. */
const FREE_ATTRIBUTES: ReadonlySet<string> = new Set(['AWS::SSM::Parameter.Value'])

export function isFreeAttribute(type: string, attribute: string): boolean {
  return FREE_ATTRIBUTES.has(`${type}.${attribute}`)
}

/**
 * Types that are identified by one thing with a property and by another without it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html, read 2026-11.
 */
const NAMED_WITHOUT: ReadonlyMap<string, { readonly property: string; readonly with: string; readonly without: string }> = new Map([
  ['AWS::EC2::SecurityGroup', { property: 'VpcId', with: 'AWS::EC2::SecurityGroup.Id', without: 'AWS::EC2::SecurityGroup.Name' }],
])

/** Of the formats that `Ref` may give, those that it gives with these properties. */
export function nameAmong(
  type: string,
  formats: readonly string[],
  presenceOf: (property: string) => 'given' | 'maybe' | 'absent',
): readonly string[] {
  const row = NAMED_WITHOUT.get(type)
  if (row === undefined) return formats
  const presence = presenceOf(row.property)
  return presence === 'maybe' ? formats : [presence === 'given' ? row.with : row.without]
}
