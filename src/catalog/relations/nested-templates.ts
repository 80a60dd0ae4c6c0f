/**
 * The properties that name the template of a nested stack, by type; before `aws cloudformation package` or `sam package` they hold a path beside
 * the template. https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html, read 2026-11.
 */
export const NESTED_TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
])
