import { type Key, map, type MapField, number, optional, quantity, section, withDefault } from '#read/form/index.js'
import {
  type AnyAssumption,
  ASSUMPTION_NAMES,
  type AssumptionName,
  assumptionRow,
  type Assumptions,
  assumptionsOf,
  EVERY_ASSUMPTION,
  type StatedAssumptions,
  unitKindOf,
} from '#spec/index.js'

function assumptionKey(name: AnyAssumption): Key<number> {
  const row = assumptionRow(name)
  const kind = unitKindOf(row.unit)
  const field = kind === undefined ? number(Number(row.from), Number(row.to)) : quantity(kind, row.from, row.to)
  return withDefault(name, { about: row.about, field }, () => ({
    value: kind === undefined ? Number(row.default) : row.default,
    why: row.why,
  }))
}

const ASSUMPTION_KEYS = ASSUMPTION_NAMES.map((name) => ({ name, key: assumptionKey(name) }))

const ASSUMPTIONS_FIELD: MapField<Assumptions> = map({
  keys: ASSUMPTION_KEYS.map(({ key }) => key),
  build(get) {
    const stated: Partial<Record<AssumptionName, number>> = {}
    for (const { name, key } of ASSUMPTION_KEYS) stated[name] = get(key)
    return assumptionsOf(stated)
  },
})
export const ASSUMPTIONS_KEY = section('assumptions', {
  about: 'numbers that the figures rest on, by the names that reports print',
  field: ASSUMPTIONS_FIELD,
})

const EVERY_KEY = EVERY_ASSUMPTION.map((name) => ({ name, key: assumptionKey(name) }))

/** Those that a usage file sets; the others keep what they have. */
const SOME_ASSUMPTIONS: MapField<StatedAssumptions> = map({
  keys: EVERY_KEY.map(({ key }) => key),
  build(get) {
    const stated: Partial<Record<AnyAssumption, number>> = {}
    for (const { name, key } of EVERY_KEY) if (get.states(key)) stated[name] = get(key)
    return stated
  },
})
export const STATED_ASSUMPTIONS: Key<StatedAssumptions | undefined> = optional('assumptions', {
  about: 'what is assumed where only traffic is known, by the names that bills print',
  field: SOME_ASSUMPTIONS,
})
