import { type Diagnostic, entryOf, hasErrors, type Tree } from '#core/index.js'
import { type At, describe, inFileOrder, map, number, optional, Reading, record, section, withDefault, wrong } from '#read/form/index.js'
import { REGION_WITHOUT_DEFAULT, STATED_ASSUMPTIONS, TRAFFIC_FORM } from '#read/requirements/index.js'
import { readTree } from '#read/text/index.js'
import { type Usage, WORKLOAD_KINDS } from '#spec/index.js'
import { infracostUsage, isInfracost } from './infracost/reader.js'
import { USAGE_VALUE } from './value.js'

export interface UsageOptions {
  /** Names of the regions that exist; without it only the form of `region` is checked. */
  readonly regions?: readonly string[]
}

export interface ReadUsage {
  /** Undefined when a diagnostic is an error. */
  readonly usage: Usage | undefined
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[]
}

const QUANTITIES = record({
  keys: 'the name of a quantity such as requests',
  pattern: '^[A-Za-z][A-Za-z0-9-]{0,63}$',
  most: 100,
  field: USAGE_VALUE,
})
const RESOURCES = section('resources', {
  about: 'quantities a month by logical id; stack/LogicalId for the resources of a second stack; Orders* for all that begin so',
  field: record({
    keys: 'a logical id such as OrdersFunction, stack/OrdersFunction for a second stack, or a pattern such as Orders*',
    pattern: '^(?:[A-Za-z][A-Za-z0-9-]{0,127}/)?[A-Za-z0-9*]{1,255}$',
    most: 100_000,
    field: QUANTITIES,
  }),
})
const TYPES = optional('types', {
  about: 'quantities a month of every resource of a type that says nothing nearer',
  field: record({
    keys: 'a resource type such as AWS::Lambda::Function',
    pattern: '^[A-Za-z0-9]{1,64}(?:::[A-Za-z0-9]{1,64}){1,3}$',
    most: 2_000,
    field: QUANTITIES,
  }),
})
const VERSION = withDefault('version', { about: 'form of this file', field: number(1, 1, 'whole') }, () => ({
  value: 1,
  why: 'the only one',
}))
const TRAFFIC = optional('traffic', { about: 'what derived quantities are computed from', field: TRAFFIC_FORM })

const USAGE = map({
  keys: [VERSION, REGION_WITHOUT_DEFAULT, TRAFFIC, STATED_ASSUMPTIONS, TYPES, RESOURCES],
  build(get): Usage {
    get(VERSION)
    const [region, traffic, assumptions, types] = [get(REGION_WITHOUT_DEFAULT), get(TRAFFIC), get(STATED_ASSUMPTIONS), get(TYPES)]
    return {
      ...(region === undefined ? {} : { region }),
      ...(traffic === undefined ? {} : { traffic }),
      ...(assumptions === undefined ? {} : { assumptions }),
      ...(types === undefined ? {} : { types }),
      resources: get(RESOURCES),
    }
  },
})

function kindOf(tree: Tree): Reading['scope']['kind'] {
  const kind = entryOf(entryOf(tree, 'traffic')?.value, 'kind')?.value
  return WORKLOAD_KINDS.find((each) => kind?.kind === 'scalar' && each === kind.value)
}

/** Reads a usage file from plain data with places. All mistakes are reported, in the order of the file. */
export function usageOf(tree: Tree, options: UsageOptions = {}): ReadUsage {
  const reading = new Reading('usage', { kind: kindOf(tree), environment: undefined, regions: options.regions })
  const at: At = { reading, path: [], span: tree.span }
  if (tree.kind !== 'map') {
    const what = tree.kind === 'scalar' && tree.value === null ? 'the file is empty' : `the file holds ${describe(tree)}, not a map of keys`
    wrong(at, 'wrong-type', `${what}; write "resources:" and under it quantities by logical id`)
    return { usage: undefined, diagnostics: reading.diagnostics() }
  }
  const usage = isInfracost(tree) ? infracostUsage(tree, reading) : USAGE.read(tree, at)
  const diagnostics = reading.diagnostics()
  return { usage: hasErrors(diagnostics) ? undefined : usage, diagnostics }
}

/** Reads a usage file: YAML, or JSON. Mistakes of the text and of what it says are reported together. */
export async function readUsage(text: string, file: string, options: UsageOptions = {}): Promise<ReadUsage> {
  const { tree, diagnostics } = await readTree(text, file, { strictKeys: true })
  if (tree === undefined) return { usage: undefined, diagnostics }
  const read = usageOf(tree, options)
  const all = inFileOrder([...diagnostics, ...read.diagnostics])
  return { usage: hasErrors(diagnostics) ? undefined : read.usage, diagnostics: all }
}
