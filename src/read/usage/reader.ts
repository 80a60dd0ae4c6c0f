import { type Diagnostic, entryOf, hasErrors, type Tree } from '#core/index.js'
import {
  type At,
  describe,
  type Field,
  inFileOrder,
  line,
  map,
  type MapField,
  number,
  optional,
  quoted,
  Reading,
  record,
  required,
  section,
  withDefault,
  word,
  wrong,
} from '#read/form/index.js'
import { REGION_WITHOUT_DEFAULT, TRAFFIC_FORM } from '#read/requirements/index.js'
import { readTree } from '#read/text/index.js'
import { type Usage, type UsageValue, WORKLOAD_KINDS } from '#spec/index.js'

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

const DECIMAL = /^[0-9]{1,18}(?:\.[0-9]{1,12})?$/
const MOST = 1e18

/** A number, or a decimal in quotes where a number would lose digits. Not negative. */
const AMOUNT: Field<number | string> = {
  blank: 0,
  schema: {
    anyOf: [
      { type: 'number', minimum: 0, maximum: MOST },
      { type: 'string', pattern: DECIMAL.source },
    ],
  },
  read(tree, at) {
    const value = tree.kind === 'scalar' ? tree.value : undefined
    if (typeof value === 'number' && value >= 0 && value <= MOST) return value
    if (typeof value === 'string' && DECIMAL.test(value)) return value
    wrong(at, 'bad-value', `is ${describe(tree)}; write a number from 0 to 10^18, or a decimal in quotes where a number would lose digits`)
    return 0
  },
}

const NOTE = line({ write: 'a text on one line of at most 500 characters', pattern: String.raw`^[^\p{Cc}]+$`, longest: 500, examples: [] })

const VALUE = required('value', { about: 'how much a month', field: AMOUNT })
const UNIT = optional('unit', { about: 'what is counted', field: NOTE })
const FROM = withDefault(
  'from',
  { about: 'derived from the traffic, or stated by someone', field: word({ words: ['derived', 'stated'] as const }) },
  () => ({
    value: 'stated',
    why: 'what a person writes stays as it is',
  }),
)
const FORMULA = optional('formula', { about: 'the arithmetic', field: NOTE })
const ORIGIN = optional('origin', { about: 'what it comes from', field: NOTE })

const FULL_VALUE: MapField<UsageValue> = map({
  keys: [VALUE, UNIT, FROM, FORMULA, ORIGIN],
  build(get): UsageValue {
    const [unit, formula, origin] = [get(UNIT), get(FORMULA), get(ORIGIN)]
    return {
      value: get(VALUE),
      ...(unit === undefined ? {} : { unit }),
      from: get(FROM),
      ...(formula === undefined ? {} : { formula }),
      ...(origin === undefined ? {} : { origin }),
    }
  },
})

/** A bare number is stated, in the unit of the price model. */
const USAGE_VALUE: Field<UsageValue> = {
  blank: FULL_VALUE.blank,
  schema: { anyOf: [AMOUNT.schema, FULL_VALUE.schema] },
  read: (tree, at) => (tree.kind === 'map' ? FULL_VALUE.read(tree, at) : { value: AMOUNT.read(tree, at), from: 'stated' }),
}

const RESOURCES = section('resources', {
  about: 'quantities a month by logical id; stack/LogicalId for the resources of a second stack',
  field: record({
    keys: 'a logical id such as OrdersFunction, or stack/OrdersFunction for a second stack',
    pattern: '^(?:[A-Za-z][A-Za-z0-9-]{0,127}/)?[A-Za-z0-9]{1,255}$',
    most: 100_000,
    field: record({
      keys: 'the name of a quantity such as requests',
      pattern: '^[A-Za-z][A-Za-z0-9-]{0,63}$',
      most: 100,
      field: USAGE_VALUE,
    }),
  }),
})
const VERSION = withDefault('version', { about: 'form of this file', field: number(1, 1, 'whole') }, () => ({
  value: 1,
  why: 'the only one',
}))
const TRAFFIC = optional('traffic', { about: 'what derived quantities are computed from', field: TRAFFIC_FORM })

const USAGE = map({
  keys: [VERSION, REGION_WITHOUT_DEFAULT, TRAFFIC, RESOURCES],
  build(get): Usage {
    get(VERSION)
    const [region, traffic] = [get(REGION_WITHOUT_DEFAULT), get(TRAFFIC)]
    return { ...(region === undefined ? {} : { region }), ...(traffic === undefined ? {} : { traffic }), resources: get(RESOURCES) }
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
  const foreign = tree.entries.find(({ key }) => key === 'resource_usage' || key === 'resource_type_default_usage')
  if (foreign !== undefined) {
    wrong(
      at,
      'not-built',
      `${quoted(foreign.key)} belongs to Infracost's usage files, which are not read yet; write "resources:" and under it quantities by logical id`,
    )
    return { usage: undefined, diagnostics: reading.diagnostics() }
  }
  const usage = USAGE.read(tree, at)
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
