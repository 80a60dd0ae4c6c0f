import { type Key, map, type MapField, number, quantity, section, withDefault } from '#read/form/index.js'
import { ASSUMPTION_NAMES, type AssumptionName, ASSUMPTIONS, type Assumptions, assumptionsOf, unitKindOf } from '#spec/index.js'

function assumptionKey(name: AssumptionName): Key<number> {
  const row = ASSUMPTIONS[name]
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
