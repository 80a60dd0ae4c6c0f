import { entryOf, nearest, type Tree } from '#core/index.js'
import { checkDescription } from './outputs.js'
import { atEntry, atItem, type Place, ROOT } from './place.js'
import type { Walk } from './walk.js'
import { textAt } from './template.js'

/**
 * The transforms that AWS has; a name without `AWS::` is a macro of the account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html, read 2026-11.
 */
const TRANSFORMS = [
  'CodeDeployBlueGreen',
  'Include',
  'LanguageExtensions',
  'SecretsManager-2020-07-23',
  'SecretsManager-2024-09-16',
  'Serverless-2016-10-31',
  'ServiceCatalog',
]
const OF_AWS = /^AWS::(.*)$/

/** What stands at the top of a template. `bytes`: its length, where it was read from a text. */
export function checkHeader(walk: Walk, bytes: number | undefined): void {
  const { declared, catalog, report } = walk
  const description = entryOf(declared.root, 'Description')
  const most = catalog.limit('cloudformation.description').value
  if (description !== undefined) checkDescription(description, atEntry(ROOT, description), { most, walk })
  const transform = entryOf(declared.root, 'Transform')
  if (transform !== undefined) checkTransform(transform.value, atEntry(ROOT, transform), walk)
  if (bytes === undefined) return
  const [inS3, inRequest] = [catalog.limit('cloudformation.template-s3').value, catalog.limit('cloudformation.template-body').value]
  if (bytes > inS3) {
    const message = `the template has ${bytes} bytes; CloudFormation takes ${inS3}: split it into nested stacks`
    report.add({ code: 'limit-exceeded', message, place: ROOT })
  } else if (bytes > inRequest) {
    const message = `the template has ${bytes} bytes; above ${inRequest} it must be deployed from a bucket (aws cloudformation deploy --s3-bucket)`
    report.add({ code: 'template-needs-bucket', message, place: ROOT })
  }
}

function checkTransform(tree: Tree, place: Place, walk: Walk): void {
  if (tree.kind === 'list') return tree.items.forEach((item, index) => checkTransform(item, atItem(place, index, item), walk))
  const name = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : textAt(tree, 'Name')
  const own = OF_AWS.exec(name ?? '')?.[1]
  if (own === undefined || TRANSFORMS.includes(own)) return
  const near = nearest(own, TRANSFORMS)
  const message = `AWS has no transform "${name}"${near === undefined ? '' : ` (did you mean "AWS::${near}"?)`}`
  walk.report.add({ code: 'transform-unknown', message, place, atValue: true })
}
