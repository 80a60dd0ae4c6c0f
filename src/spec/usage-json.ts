import type { Json, JsonObject } from '#core/index.js'
import { assumptionRow, EVERY_ASSUMPTION, type StatedAssumptions } from './assumptions/every.js'
import { ASSUMPTION_NAMES, ASSUMPTIONS, type Assumptions, unitKindOf } from './assumptions/assumptions.js'
import type { DataNeed, Payload, Work } from './requirements.js'
import type { Traffic } from './traffic.js'
import { DURATION, printMonthlyUsers, printQuantity, RATE, SHARE, SIZE } from './units.js'
import type { Usage } from './usage.js'

const MB = 1024 ** 2

function workJson({ wallMs, cpuMs, memoryMb, maxSeconds }: Work): JsonObject {
  return {
    wall: printQuantity(DURATION, wallMs),
    cpu: printQuantity(DURATION, cpuMs),
    memory: printQuantity(SIZE, memoryMb * MB),
    max: printQuantity(DURATION, maxSeconds * 1000),
  }
}

function payloadJson({ inBytes, outBytes }: Payload): JsonObject {
  return { in: printQuantity(SIZE, inBytes), out: printQuantity(SIZE, outBytes) }
}

function dataJson({ name, model, sizeBytes, itemBytes, readShare, consistency, key }: DataNeed): JsonObject {
  const sizes = { size: printQuantity(SIZE, sizeBytes), item: printQuantity(SIZE, itemBytes) }
  return { name, model, ...sizes, reads: printQuantity(SHARE, readShare), consistency, ...(key === undefined ? {} : { key }) }
}

function assumptionsJson(assumptions: Assumptions): JsonObject {
  const pairs = ASSUMPTION_NAMES.map((name): [string, Json] => {
    const kind = unitKindOf(ASSUMPTIONS[name].unit)
    return [name, kind === undefined ? assumptions[name] : printQuantity(kind, assumptions[name])]
  })
  return Object.fromEntries(pairs)
}

/** Traffic in the keys and units of the requirements file; the reader of usage files reads it back as the same numbers. */
function trafficJson(traffic: Traffic): JsonObject {
  return {
    kind: traffic.kind,
    average: printQuantity(RATE, traffic.averagePerSecond),
    peak: printQuantity(RATE, traffic.peakPerSecond),
    ...(traffic.kind === 'static-site' ? {} : { work: workJson(traffic.work) }),
    payload: payloadJson(traffic.payload),
    ...(traffic.users === undefined ? {} : { users: printMonthlyUsers(traffic.users) }),
    data: traffic.data.map(dataJson),
    assumptions: assumptionsJson(traffic.assumptions),
  }
}

/** What `usage.yaml` says, for any writer. Resources and their quantities keep the order in which they are given. */
export function usageJson({ region, traffic, assumptions, types, resources }: Usage): JsonObject {
  return {
    version: 1,
    ...(region === undefined ? {} : { region }),
    ...(traffic === undefined ? {} : { traffic: trafficJson(traffic) }),
    ...(assumptions === undefined ? {} : { assumptions: statedJson(assumptions) }),
    ...(types === undefined ? {} : { types: quantitiesJson(types) }),
    resources: quantitiesJson(resources),
  }
}

function statedJson(stated: StatedAssumptions): JsonObject {
  const pairs = EVERY_ASSUMPTION.flatMap((name): [string, Json][] => {
    const value = stated[name]
    if (value === undefined) return []
    const kind = unitKindOf(assumptionRow(name).unit)
    return [[name, kind === undefined ? value : printQuantity(kind, value)]]
  })
  return Object.fromEntries(pairs)
}

function quantitiesJson(resources: Usage['resources']): JsonObject {
  const resourceJson = Object.entries(resources).map(([id, values]): [string, Json] => [
    id,
    Object.fromEntries(Object.entries(values).map(([name, value]): [string, Json] => [name, { ...value }])),
  ])
  return Object.fromEntries(resourceJson)
}
