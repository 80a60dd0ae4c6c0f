import { type Diagnostic, entryOf, hasErrors, type Tree } from '#core/index.js'
import {
  type At,
  describe,
  type Field,
  line,
  map,
  number,
  optional,
  quantity,
  Reading,
  record,
  section,
  withDefault,
  wrong,
} from '#read/form/index.js'
import { type PrivateRate, SHARE } from '#spec/index.js'

export interface ReadRates {
  /** Undefined when a diagnostic is an error. */
  readonly rates: readonly PrivateRate[] | undefined
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[]
}

type Terms = Omit<PrivateRate, 'keys'>

const OFF = quantity(SHARE, '0%', '100%')
const DECIMAL = /^[0-9]{1,12}(?:\.[0-9]{1,15})?$/
const PRICE = line({
  write: 'US dollars for a unit as a decimal in quotes such as "0.035"',
  pattern: DECIMAL.source,
  longest: 28,
  examples: ['0.035'],
})
const DAY = line({
  write: 'a day as YYYY-MM-DD',
  pattern: String.raw`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$`,
  longest: 10,
  examples: ['2026-01-31'],
})

const PERCENT = optional('off', { about: 'share of the list price that is taken off', field: OFF })
const RATE = optional('price', { about: 'US dollars for a unit instead of the list price of every tier', field: PRICE })
const FROM = optional('from', { about: 'first day on which it holds', field: DAY })
const UNTIL = optional('until', { about: 'last day on which it holds', field: DAY })

const FULL = map({
  keys: [PERCENT, RATE, FROM, UNTIL],
  build(get): Terms {
    const [off, price, from, until] = [get(PERCENT), get(RATE), get(FROM), get(UNTIL)]
    return {
      ...(off === undefined ? {} : { off }),
      ...(price === undefined ? {} : { price }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    }
  },
})

const TERMS: Field<Terms> = {
  blank: {},
  schema: { anyOf: [OFF.schema, FULL.schema] },
  read(tree, at) {
    if (tree.kind !== 'map') return { off: OFF.read(tree, at) }
    const terms = FULL.read(tree, at)
    if ((terms.off === undefined) === (terms.price === undefined))
      wrong(at, 'bad-value', 'says neither or both of "off" and "price"; write one of them')
    if (terms.from !== undefined && terms.until !== undefined && terms.from > terms.until)
      wrong(at, 'bad-value', `ends on ${terms.until}, before it begins on ${terms.from}`)
    return terms
  },
}

const VERSION = withDefault('version', { about: 'form of this file', field: number(1, 1, 'whole') }, () => ({
  value: 1,
  why: 'the only one',
}))
const RATES = section('rates', {
  about: 'private rates by price key, service or how keys begin',
  field: record({
    keys: 'a key of the price book such as vpc.nat_hour, a service such as lambda, or how keys begin such as ec2.m7g',
    pattern: '^[a-z0-9]+(?:\\.[A-Za-z0-9_.-]+)?$',
    most: 10_000,
    field: TERMS,
  }),
})

const FILE = map({
  keys: [VERSION, RATES],
  build(get): readonly PrivateRate[] {
    get(VERSION)
    return Object.entries(get(RATES)).map(([keys, terms]) => ({ keys, ...terms }))
  },
})

/** Reads a file of private rates from plain data with places. All mistakes are reported, in the order of the file. */
export function ratesOf(tree: Tree, whyUnknown: (keys: string) => string | undefined): ReadRates {
  const reading = new Reading('rates', { kind: undefined, environment: undefined, regions: undefined })
  const at: At = { reading, path: [], span: tree.span }
  if (tree.kind !== 'map') {
    wrong(at, 'wrong-type', `the file holds ${describe(tree)}, not a map of keys; write "rates:" and under it what is paid by price key`)
    return { rates: undefined, diagnostics: reading.diagnostics() }
  }
  const rates = FILE.read(tree, at)
  const named = entryOf(tree, 'rates')?.value
  for (const { keys } of rates) {
    const why = whyUnknown(keys)
    if (why !== undefined) wrong({ reading, path: ['rates', keys], span: entryOf(named, keys)?.keySpan ?? tree.span }, 'unknown-key', why)
  }
  const diagnostics = reading.diagnostics()
  return { rates: hasErrors(diagnostics) ? undefined : rates, diagnostics }
}
