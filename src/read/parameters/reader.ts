import { type Diagnostic, didYouMean, entryOf, type ListTree, type MapEntry, type MapTree, type Span, type Tree } from '#core/index.js'

/** The value of a parameter as CloudFormation takes it: text, lists with commas. */
export interface StatedValue {
  readonly value: string
  readonly span: Span | undefined
}

export interface ParametersRead {
  readonly values: ReadonlyMap<string, StatedValue>
  /** No message holds a value: it may be a secret. */
  readonly diagnostics: readonly Diagnostic[]
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

/**
 * What may stand beside the parameters in the files that wrap them: a template configuration of CodePipeline, the input of
 * `create-stack`, `update-stack` and `create-change-set` (`--cli-input-json`), and a deployment file of Git sync.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/git-sync-concepts-terms.html, read 2026-11.
 */
const WRAPPERS: readonly { readonly key: string; readonly beside: ReadonlySet<string> }[] = [
  {
    key: 'Parameters',
    beside: words(
      'Tags StackPolicy StackName ChangeSetName ChangeSetType ClientToken ClientRequestToken Description TemplateBody ' +
        'TemplateURL UsePreviousTemplate Capabilities ResourceTypes RoleARN NotificationARNs StackPolicyBody ' +
        'StackPolicyURL StackPolicyDuringUpdateBody StackPolicyDuringUpdateURL RollbackConfiguration DisableRollback ' +
        'TimeoutInMinutes OnFailure OnStackFailure EnableTerminationProtection RetainExceptOnCreate IncludeNestedStacks ' +
        'ImportExistingResources ResourcesToImport',
    ),
  },
  { key: 'parameters', beside: words('template-file-path template-file-name tags') },
]
const ITEM_KEYS = words('ParameterKey ParameterValue UsePreviousValue ResolvedValue')
const FORMS = 'write a map of names and values, a list of ParameterKey and ParameterValue, or such a map below "Parameters"'

/** The values in a file of parameters, in any of the forms that AWS's own tools read. */
export function parametersIn(tree: Tree): ParametersRead {
  const reading = new Reading()
  if (tree.kind === 'scalar')
    reading.wrong('parameters.form', `a file of parameters cannot be ${described(tree)}; ${FORMS}`, { span: tree.span })
  else if (tree.kind === 'list') readList(tree, reading, [])
  else readFile(tree, reading)
  return reading
}

type Path = readonly (string | number)[]

class Reading implements ParametersRead {
  readonly values = new Map<string, StatedValue>()
  readonly diagnostics: Diagnostic[] = []

  wrong(code: string, message: string, at: { readonly path?: Path; readonly span: Span | undefined }): void {
    const { path = [], span } = at
    this.diagnostics.push({
      code,
      severity: 'error',
      message,
      ...(path.length === 0 ? {} : { path }),
      ...(span === undefined ? {} : { span }),
    })
  }

  state(name: string, value: string, at: { readonly path: Path; readonly span: Span | undefined }): void {
    if (this.values.has(name)) this.wrong('parameters.twice', `parameter "${name}" is given twice; keep one of them`, at)
    else this.values.set(name, { value, span: at.span })
  }
}

function readFile(tree: MapTree, reading: Reading): void {
  for (const { key, beside } of WRAPPERS) {
    const wrapped = entryOf(tree, key)?.value
    if (wrapped === undefined || wrapped.kind === 'scalar') continue
    for (const other of tree.entries)
      if (other.key !== key && !beside.has(other.key))
        reading.wrong(
          'parameters.key',
          `"${other.key}" cannot stand beside "${key}"${didYouMean(other.key, beside)}; move it into "${key}" or remove it`,
          {
            path: [other.key],
            span: other.keySpan,
          },
        )
    if (wrapped.kind === 'list') readList(wrapped, reading, [key])
    else readMap(wrapped, reading, [key])
    return
  }
  readMap(tree, reading, [])
}

function readMap(tree: MapTree, reading: Reading, path: Path): void {
  const wrappers = WRAPPERS.map(({ key }) => key)
  for (const entry of tree.entries) {
    const hint = path.length === 0 && entry.value.kind === 'map' ? didYouMean(entry.key, wrappers) : ''
    readValue(entry.key, entry, { reading, path: [...path, entry.key], hint })
  }
}

/** Pairs of key and value, or `NAME=VALUE` as `aws cloudformation deploy` takes it. */
function readList(tree: ListTree, reading: Reading, path: Path): void {
  tree.items.forEach((item, index) => {
    const at = [...path, index]
    const pair = item.kind === 'scalar' && typeof item.value === 'string' ? pairIn(item.value) : undefined
    if (pair !== undefined) reading.state(pair.name, pair.value, { path: at, span: item.span })
    else if (item.kind === 'map') readItem(item, reading, at)
    else
      reading.wrong(
        'parameters.form',
        `an item must have a ParameterKey and a ParameterValue, or be NAME=VALUE; it is ${described(item)}`,
        {
          path: at,
          span: item.span,
        },
      )
  })
}

/** Parts of `NAME=VALUE`; undefined when it has no name. */
export function pairIn(text: string): { readonly name: string; readonly value: string } | undefined {
  const cut = text.indexOf('=')
  return cut < 1 ? undefined : { name: text.slice(0, cut), value: text.slice(cut + 1) }
}

function readItem(item: MapTree, reading: Reading, path: Path): void {
  for (const { key, keySpan } of item.entries)
    if (!ITEM_KEYS.has(key))
      reading.wrong('parameters.key', `an item has no key "${key}"${didYouMean(key, ITEM_KEYS)}`, { path: [...path, key], span: keySpan })
  const key = entryOf(item, 'ParameterKey')
  const name = key === undefined ? undefined : textOf(key.value)
  if (name === undefined || name === '')
    return reading.wrong('parameters.form', 'an item has no ParameterKey; it names the parameter', { path, span: item.span })
  const value = entryOf(item, 'ParameterValue')
  if (value !== undefined) return readValue(name, value, { reading, path: [...path, 'ParameterValue'], hint: '' })
  const previous = entryOf(item, 'UsePreviousValue')
  const why =
    previous?.value.kind === 'scalar' && String(previous.value.value) === 'true'
      ? 'uses its previous value, which is not known here'
      : 'has no ParameterValue'
  reading.wrong('parameters.value', `parameter "${name}" ${why}; give one`, { path, span: item.span })
}

interface ValueAt {
  readonly reading: Reading
  readonly path: Path
  readonly hint: string
}

function readValue(name: string, { value, keySpan }: MapEntry, { reading, path, hint }: ValueAt): void {
  const at = { path, span: value.span ?? keySpan }
  const text = value.kind === 'list' ? listText(value) : textOf(value)
  if (text !== undefined) return reading.state(name, text, at)
  reading.wrong(
    'parameters.value',
    `the value of "${name}" must be a text, a number, a boolean or a list of them, it is ${described(value)}${hint}`,
    at,
  )
}

function listText({ items }: ListTree): string | undefined {
  const texts = items.map(textOf)
  return texts.every((text) => text !== undefined) ? texts.join(',') : undefined
}

/** As it was written: `007` stays `007`. */
function textOf(tree: Tree): string | undefined {
  if (tree.kind !== 'scalar' || tree.value === null) return undefined
  return typeof tree.value === 'string' ? tree.value : (tree.raw ?? String(tree.value))
}

function described(tree: Tree): string {
  if (tree.kind === 'scalar') return tree.value === null ? 'empty' : `a ${typeof tree.value === 'string' ? 'text' : typeof tree.value}`
  return tree.kind === 'map' ? 'a map' : 'a list that holds more than texts and numbers'
}
