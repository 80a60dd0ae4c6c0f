import { entryOf, type Tree } from '#core/index.js'
import { localPathOf } from '../local-path.js'

/**
 * Maps that may stand as a local path or an S3 address until `aws cloudformation package` makes maps of them.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html, read 2026-11.
 */
const PACKAGED: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::RestApi', 'BodyS3Location'],
  ['AWS::Lambda::Function', 'Code'],
  ['AWS::Lambda::LayerVersion', 'Content'],
  ['AWS::ElasticBeanstalk::ApplicationVersion', 'SourceBundle'],
  ['AWS::StepFunctions::StateMachine', 'DefinitionS3Location'],
])

/** Whether a path below a resource is one that the package command fills in. */
export function isPackaged(resource: Tree | undefined, path: readonly string[]): boolean {
  const property = PACKAGED.get(textIn(resource, 'Type') ?? '')
  if (property === undefined || path.join('/') !== `Properties/${property}`) return false
  const value = textIn(entryOf(resource, 'Properties')?.value, property)
  return value?.startsWith('s3://') === true || localPathOf(value) !== undefined
}

function textIn(tree: Tree | undefined, key: string): string | undefined {
  const value = entryOf(tree, key)?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}
