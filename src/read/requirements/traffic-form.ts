import { type Key, map, type MapField, optional } from '#read/form/index.js'
import type { Traffic } from '#spec/index.js'
import { ASSUMPTIONS_KEY } from './assumption-keys.js'
import { DATA } from './data-keys.js'
import { REGION_FIELD } from './requirements-keys.js'
import { AVERAGE, KIND, NO_WORK, PAYLOAD, PEAK, ratesOf, USERS, WORK } from './workload-keys.js'

/** The part of the requirements that quantities are computed from, flat, as `usage.yaml` carries it. */
export const TRAFFIC_FORM: MapField<Traffic> = map({
  keys: [KIND, AVERAGE, PEAK, WORK, PAYLOAD, USERS, DATA, ASSUMPTIONS_KEY],
  build(get): Traffic {
    const kind = get(KIND)
    return {
      kind,
      ...ratesOf(get),
      work: kind === 'static-site' ? NO_WORK : get(WORK),
      payload: get(PAYLOAD),
      users: get(USERS),
      data: get(DATA),
      assumptions: get(ASSUMPTIONS_KEY),
    }
  },
})

/** `region` where nothing says which is meant. */
export const REGION_WITHOUT_DEFAULT: Key<string | undefined> = optional('region', { about: 'AWS region', field: REGION_FIELD })
