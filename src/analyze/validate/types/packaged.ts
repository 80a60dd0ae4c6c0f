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
export function isPackaged(resource: Tree | undefined, [section, property, ...deeper]: readonly string[]): boolean {
  const type = entryOf(resource, 'Type')?.value
  if (type?.kind !== 'scalar' || section !== 'Properties' || property === undefined || deeper.length > 0) return false
  if (PACKAGED.get(String(type.value)) !== property) return false
  const value = entryOf(entryOf(resource, 'Properties')?.value, property)?.value
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return false
  return value.value.startsWith('s3://') || localPathOf(value.value) !== undefined
}
