import { atEntry } from '../place.js'
import { isWhole, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at, textOf, valuesAt } from './model.js'

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, read 2026-11. */
const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
])
const MOST_BYTES = 4096
const zip = { Code: { ZipFile: 'x' }, Runtime: 'nodejs22.x', Handler: 'index.handler' }

export const environmentOfFunction: ResourceModel = {
  id: 'function-environment',
  code: 'function-configuration',
  types: ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html'],
  examples: {
    wrong: [
      { name: 'a name of AWS', props: { ...zip, Environment: { Variables: { AWS_REGION: 'eu-west-1' } } }, says: '"AWS_REGION"' },
      { name: 'a name that is none', props: { ...zip, Environment: { Variables: { 'TABLE-NAME': 't' } } }, says: '"TABLE-NAME"' },
      { name: 'more than fits', props: { ...zip, Environment: { Variables: { TEXT: 'x'.repeat(5000) } } }, says: '4096' },
      { name: 'no handler', props: { Code: { S3Bucket: 'b', S3Key: 'k' }, Runtime: 'nodejs22.x' }, says: 'needs Handler' },
      { name: 'an image without its address', props: { PackageType: 'Image', Code: { S3Bucket: 'b', S3Key: 'k' } }, says: 'ImageUri' },
      { name: 'an image of the other kind', props: { ...zip, Code: { ImageUri: 'u' } }, says: 'PackageType: Image' },
      { name: 'a handler that names no function', props: { ...zip, Handler: 'index' }, says: 'file.function' },
    ],
    right: [
      { name: 'a function', props: { ...zip, Environment: { Variables: { TABLE: { Ref: 'Table' }, _DEBUG: '1' } } } },
      { name: 'an image', props: { PackageType: 'Image', Code: { ImageUri: { Ref: 'Image' } } } },
      { name: 'a handler of a class', props: { ...zip, Runtime: 'java21', Handler: 'example.Handler' } },
      { name: 'code decided at deployment', props: { ...zip, Code: { Ref: 'Code' } } },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    for (const variables of valuesAt(own, 'Environment', 'Variables')) checkVariables(variables, context)
    // SAM has defaults for all functions.
    if (type === 'AWS::Lambda::Function') checkPackage(own, context)
    checkHandler(own, context)
  },
}

function checkVariables({ tree, place }: Located, { complain }: ModelContext): void {
  if (tree.kind !== 'map' || !isWhole({ tree, place })) return
  let bytes = 0
  for (const entry of tree.entries) {
    const where = atEntry(place, entry)
    bytes += entry.key.length + (textOf(entry.value)?.length ?? 0)
    if (RESERVED.has(entry.key)) complain(`Lambda sets the variable "${entry.key}" itself and takes no other value for it`, where)
    else if (!/^[A-Za-z_]\w+$/.test(entry.key) && !entry.key.includes('${'))
      complain(`"${entry.key}" is no name of a variable; it has letters, digits and underscores, and begins with a letter`, where)
  }
  if (bytes > MOST_BYTES) complain(`the variables have more than ${bytes} bytes; Lambda takes ${MOST_BYTES}`, place)
}

function checkPackage(own: Located, { complain }: ModelContext): void {
  const kind = at(own, 'PackageType') === undefined ? 'Zip' : textAt(own, 'PackageType')
  const code = at(own, 'Code')
  const image = code === undefined || !isWhole(code) ? undefined : at(code, 'ImageUri')
  if (kind === 'Image' && code !== undefined && isWhole(code) && image === undefined)
    complain('a function of an image needs ImageUri in Code', code.place)
  if (kind !== 'Zip') return
  if (image !== undefined) return complain('ImageUri needs PackageType: Image', image.place)
  for (const name of ['Handler', 'Runtime'])
    if (at(own, name) === undefined) complain(`a function that is no image needs ${name}`, own.place)
}

/** Runtimes whose handlers are `file.function`. */
const FILES = /^(?:nodejs|python|ruby)/

function checkHandler(own: Located, { complain }: ModelContext): void {
  if (!FILES.test(textAt(own, 'Runtime') ?? '')) return
  for (const { tree, place } of valuesAt(own, 'Handler')) {
    const text = textOf(tree)
    if (text !== undefined && !text.includes('.') && !text.includes('${'))
      complain(`"${text}" is no handler; write file.function, for example index.handler`, place, { atValue: true, severity: 'warning' })
  }
}
