import { amountOf, entryOf } from '#core/index.js'
import {
  type At,
  describe,
  type Field,
  line,
  map,
  type MapField,
  optional,
  quoted,
  required,
  withDefault,
  word,
  wrong,
} from '#read/form/index.js'
import { parseStated, type UsageValue, type WrittenAmount } from '#spec/index.js'

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
const LEAST = optional('low', { about: 'the least that it may be', field: AMOUNT })
const MAXIMUM = optional('high', { about: 'the most that it may be', field: AMOUNT })
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

/** The form that `design` writes. */
const FULL_VALUE: MapField<UsageValue> = map({
  keys: [VALUE, LEAST, MAXIMUM, UNIT, FROM, FORMULA, ORIGIN],
  build(get): UsageValue {
    const [low, high, unit, formula, origin] = [get(LEAST), get(MAXIMUM), get(UNIT), get(FORMULA), get(ORIGIN)]
    return {
      value: get(VALUE),
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      ...(unit === undefined ? {} : { unit }),
      from: get(FROM),
      ...(formula === undefined ? {} : { formula }),
      ...(origin === undefined ? {} : { origin }),
    }
  },
})

const EXAMPLES = 'write a number with its unit such as 100 GB, 2M requests or 20/s, or three of them: 1 GB / 5 GB / 20 GB'
const BLANK: WrittenAmount = { value: '0', unit: '' }

/** `100 GB`. */
const WRITTEN: Field<WrittenAmount> = {
  blank: BLANK,
  schema: { type: 'string', examples: ['100 GB', '2M requests', '20/s'] },
  read(tree, at) {
    const value = tree.kind === 'scalar' ? tree.value : undefined
    if (typeof value === 'number') {
      wrong(
        at,
        'bad-value',
        `is ${describe(tree)}: ${value < 0 ? 'it is negative; write what is used, 0 or more' : `it has no unit; ${EXAMPLES}`}`,
      )
      return BLANK
    }
    if (typeof value === 'string') return writtenIn(value, at)
    wrong(at, 'bad-value', `is ${describe(tree)}; ${EXAMPLES}`)
    return BLANK
  },
}

function writtenIn(text: string, at: At): WrittenAmount {
  const parsed = parseStated(text)
  if (parsed.ok) return parsed.value
  wrong(at, 'bad-value', `is ${quoted(text)}: ${parsed.message}`)
  return BLANK
}

const LOW = required('low', { about: 'the least', field: WRITTEN })
const EXPECTED = required('expected', { about: 'what is most likely', field: WRITTEN })
const HIGH = required('high', { about: 'the most', field: WRITTEN })

const THREE: MapField<readonly WrittenAmount[]> = map({
  keys: [LOW, EXPECTED, HIGH],
  build: (get) => [get(LOW), get(EXPECTED), get(HIGH)],
})

function threePoints(parts: readonly WrittenAmount[], at: At): UsageValue {
  const [low = BLANK, expected = BLANK, high = BLANK] = parts
  if (!at.reading.sound(at.path)) return { value: 0, from: 'stated' }
  if (low.unit !== expected.unit || high.unit !== expected.unit)
    wrong(
      at,
      'contradiction',
      `has the units ${[low, expected, high].map(({ unit }) => quoted(unit)).join(', ')}; write all three in one unit`,
    )
  else if (amountOf(low.value) > amountOf(expected.value) || amountOf(expected.value) > amountOf(high.value))
    wrong(at, 'contradiction', `goes from ${low.value} over ${expected.value} to ${high.value}; write the least first and the most last`)
  return { value: expected.value, low: low.value, high: high.value, unit: expected.unit, from: 'stated' }
}

/** What a person writes: a quantity with its unit, or three. A bare number is kept, and refused where the unit of the quantity is known. */
export const USAGE_VALUE: Field<UsageValue> = {
  blank: FULL_VALUE.blank,
  schema: { anyOf: [AMOUNT.schema, WRITTEN.schema, THREE.schema, FULL_VALUE.schema] },
  read(tree, at) {
    if (tree.kind === 'map') {
      const three = entryOf(tree, 'expected') !== undefined
      return three ? threePoints(THREE.read(tree, at), at) : FULL_VALUE.read(tree, at)
    }
    const value = tree.kind === 'scalar' ? tree.value : undefined
    if (typeof value === 'number' && value >= 0 && value <= MOST) return { value, from: 'stated' }
    if (typeof value !== 'string') {
      WRITTEN.read(tree, at)
      return { value: 0, from: 'stated' }
    }
    if (DECIMAL.test(value)) return { value, from: 'stated' }
    const parts = value.split(' / ')
    if (parts.length === 3)
      return threePoints(
        parts.map((part) => writtenIn(part, at)),
        at,
      )
    return { ...writtenIn(value, at), from: 'stated' }
  },
}
