import { type Diagnostic, entryOf, hasErrors, type Tree } from '#core/index.js'
import { type DefaultUsed, ENVIRONMENTS, type Requirements, WORKLOAD_KINDS } from '#spec/index.js'
import { type At, describe, Reading, type Scope } from './reading.js'
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
