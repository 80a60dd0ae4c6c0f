import type { Severity } from '#core/index.js'

/**
 * Every code that validation gives, with what it means. `error`: CloudFormation refuses it, or it cannot work once deployed. `cfnLint`: the rules
 * of cfn-lint that find the same, so that what a template switches off for cfn-lint is not said again as an error.
 */
export const CODES = {
  'logical-id': { severity: 'error', title: 'A logical id is not alphanumeric', cfnLint: ['E3006', 'E2003'] },
  'name-twice': { severity: 'error', title: 'A parameter and a resource have the same name', cfnLint: ['E3007'] },
  'limit-exceeded': {
    severity: 'error',
    title: 'The template is larger than CloudFormation takes',
    cfnLint: ['E3010', 'E2010', 'E6010', 'E7010'],
  },
  'null-value': { severity: 'error', title: 'A null stands where a value must be', cfnLint: ['E0000'] },
  'type-missing': { severity: 'error', title: 'A resource has no type', cfnLint: ['E3001'] },
  'type-unknown': { severity: 'error', title: 'AWS has no such resource type', cfnLint: ['E3006'] },
  'type-not-public': {
    severity: 'warning',
    title: 'A resource type of a third party that must be activated in the account',
    cfnLint: ['E3006'],
  },
  'type-not-in-region': { severity: 'error', title: 'The region does not have this resource type', cfnLint: ['E3006'] },
  'region-unknown': { severity: 'warning', title: 'The catalog does not know the region', cfnLint: [] },
  'resource-attribute-unknown': { severity: 'error', title: 'A resource has no such attribute', cfnLint: ['E3001'] },
  'resource-attribute-value': {
    severity: 'error',
    title: 'A resource attribute has a value that it cannot have',
    cfnLint: ['E3035', 'E3036', 'E3005'],
  },
  'property-unknown': { severity: 'error', title: 'There is no such property', cfnLint: ['E3002'] },
  'property-missing': {
    severity: 'error',
    title: 'A required property is missing',
    cfnLint: ['E3003', 'E3014', 'E3017', 'E3018', 'E3058'],
  },
  'property-read-only': { severity: 'error', title: 'A property is set that AWS sets', cfnLint: ['E3040'] },
  'property-not-allowed': { severity: 'error', title: 'A property is set that may not be set here', cfnLint: ['E3002'] },
  'properties-exclude': { severity: 'error', title: 'Two properties exclude each other', cfnLint: ['E3020', 'E3014', 'E3018'] },
  'properties-together': { severity: 'error', title: 'A property needs another one', cfnLint: ['E3021'] },
  'value-type': { severity: 'error', title: 'A value has the wrong type', cfnLint: ['E3012'] },
  'value-not-allowed': { severity: 'error', title: 'A value is none of those that are allowed', cfnLint: ['E3030'] },
  'value-pattern': { severity: 'error', title: 'A text has the wrong form', cfnLint: ['E3031'] },
  'value-length': { severity: 'error', title: 'A text is too short or too long', cfnLint: ['E3033'] },
  'value-range': { severity: 'error', title: 'A number is too small or too large', cfnLint: ['E3034'] },
  'list-length': { severity: 'error', title: 'A list or map has too few or too many members', cfnLint: ['E3032'] },
  'list-duplicates': { severity: 'error', title: 'A list has a member twice', cfnLint: ['E3037'] },
  'no-form-fits': { severity: 'error', title: 'A value fits none of the forms that are allowed', cfnLint: ['E3017', 'E3018'] },
  'reference-missing': {
    severity: 'error',
    title: 'A reference names nothing in the template',
    cfnLint: ['E1020', 'E1010', 'E1019', 'E1012'],
  },
  'reference-not-allowed': { severity: 'error', title: 'A reference stands where it is not allowed', cfnLint: ['E1020', 'E1010'] },
  'attribute-unknown': { severity: 'error', title: 'A resource type has no such attribute for Fn::GetAtt', cfnLint: ['E1010'] },
  'depends-on-missing': { severity: 'error', title: 'DependsOn names no resource of the template', cfnLint: ['E3005'] },
  'condition-missing': { severity: 'error', title: 'A condition is used that is not defined', cfnLint: ['E8002', 'E3015', 'E1028'] },
  'mapping-missing': { severity: 'error', title: 'Fn::FindInMap names no mapping of the template', cfnLint: ['E1011'] },
  'mapping-key-missing': { severity: 'error', title: 'A mapping has no such key', cfnLint: ['E1011'] },
  'mapping-shape': { severity: 'error', title: 'A mapping has two levels of keys and then values', cfnLint: ['E7001'] },
  'reference-cycle': { severity: 'error', title: 'Resources need each other in a circle', cfnLint: ['E3004'] },
  'condition-cycle': { severity: 'error', title: 'Conditions use each other in a circle', cfnLint: ['E8001'] },
  'function-unknown': { severity: 'error', title: 'CloudFormation has no such function', cfnLint: ['E3012', 'E3002'] },
  'function-arguments': {
    severity: 'error',
    title: 'A function has the wrong arguments',
    cfnLint: ['E1016', 'E1017', 'E1018', 'E1019', 'E1021', 'E1022', 'E1024'],
  },
  'parameter-attribute-unknown': { severity: 'error', title: 'A parameter has no such attribute', cfnLint: ['E2001'] },
  'parameter-type': { severity: 'error', title: 'A parameter has no type or one that does not exist', cfnLint: ['E2002', 'E2001'] },
  'parameter-default': { severity: 'error', title: "A parameter's default is not one of its allowed values", cfnLint: ['E2015'] },
  'parameter-unused': { severity: 'warning', title: 'A parameter is used nowhere', cfnLint: ['W2001'] },
  'output-attribute-unknown': { severity: 'error', title: 'An output has no such attribute', cfnLint: ['E6001', 'E6002'] },
  'output-value': { severity: 'error', title: 'An output has no value, or one that is no text', cfnLint: ['E6002', 'E6101'] },
  'policy-malformed': { severity: 'error', title: 'IAM takes no such policy document', cfnLint: ['E3510', 'E3511', 'E3512', 'E3513'] },
  'condition-unused': { severity: 'warning', title: 'A condition is used nowhere', cfnLint: ['W8001'] },
  'mapping-unused': { severity: 'warning', title: 'A mapping is used nowhere', cfnLint: ['W7001'] },
} as const satisfies Record<string, { severity: Severity; title: string; cfnLint: readonly string[] }>

export type Code = keyof typeof CODES
