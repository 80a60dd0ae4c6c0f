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
