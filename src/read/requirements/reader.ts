import { type Diagnostic, entryOf, hasErrors, type Span, type Tree, treeOf } from '#core/index.js'
import { type At, describe, inFileOrder, Reading, type Scope } from '#read/form/index.js'
import { readTree } from '#read/text/index.js'
import { type DefaultUsed, ENVIRONMENTS, type Requirements, WORKLOAD_KINDS } from '#spec/index.js'
import { REQUIREMENTS } from './requirements-keys.js'

export interface RequirementsOptions {
  /** Names of the regions that exist; without it only the form of `region` is checked. */
  readonly regions?: readonly string[]
}

export interface ReadRequirements {
  /** Undefined when a diagnostic is an error. */
  readonly requirements: Requirements | undefined
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[]
  /** What the file leaves open, with what was taken and why; empty when a diagnostic is an error. */
  readonly defaults: readonly DefaultUsed[]
}

/** The value of a key where it is one of `words`, `absent` where the key is not there, else undefined. */
function wordAt<W extends string>(tree: Tree | undefined, words: readonly W[], absent: W | undefined): W | undefined {
  if (tree === undefined) return absent
  return words.find((each) => tree.kind === 'scalar' && each === tree.value)
}

/** Kind and environment come first: the meaning of other keys hangs on them, wherever they stand in the file. */
function scopeOf(tree: Tree, regions: readonly string[] | undefined): Scope {
  return {
    kind: wordAt(entryOf(entryOf(tree, 'workload')?.value, 'kind')?.value, WORKLOAD_KINDS, undefined),
    environment: wordAt(entryOf(tree, 'environment')?.value, ENVIRONMENTS, 'prod'),
    regions,
  }
}

/** Reads requirements from plain data with places. All mistakes are reported, in the order of the file. */
export function requirementsOf(tree: Tree, options: RequirementsOptions = {}): ReadRequirements {
  const reading = new Reading('requirements', scopeOf(tree, options.regions))
  const at: At = { reading, path: [], span: tree.span }
  const empty = tree.kind === 'scalar' && tree.value === null
  if (empty || tree.kind !== 'map') {
    const what = empty ? 'the file is empty' : `the file holds ${describe(tree)}, not a map of keys`
    reading.report('error', empty ? 'empty' : 'wrong-type', `${what}; begin with "name: orders", or let "stanchion init" write a file`, at)
    return { requirements: undefined, diagnostics: reading.diagnostics(), defaults: [] }
  }
  const requirements = REQUIREMENTS.read(tree, at)
  const diagnostics = reading.diagnostics()
  return hasErrors(diagnostics)
    ? { requirements: undefined, diagnostics, defaults: [] }
    : { requirements, diagnostics, defaults: reading.defaults }
}

function startOf(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 }
}

/** Far above any requirements file that a person writes. */
const LIMITS = { maxLength: 1_000_000, maxNodes: 20_000, maxDepth: 20 } as const

/** Reads a requirements file: YAML, or JSON. Mistakes of the text and of what it says are reported together. */
export async function readRequirements(text: string, file: string, options: RequirementsOptions = {}): Promise<ReadRequirements> {
  const { tree, diagnostics } = await readTree(text, file, { strictKeys: true, ...LIMITS })
  const empty = diagnostics.find(({ code }) => code === 'empty-file')
  if (empty !== undefined) return requirementsOf({ ...treeOf(null), span: empty.span ?? startOf(file) }, options)
  if (tree === undefined) return { requirements: undefined, diagnostics, defaults: [] }
  const read = requirementsOf(tree, options)
  const all = inFileOrder([...diagnostics, ...read.diagnostics])
  return hasErrors(diagnostics) ? { requirements: undefined, diagnostics: all, defaults: [] } : { ...read, diagnostics: all }
}
