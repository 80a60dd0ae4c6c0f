import { type Json, type JsonObject, treeOf } from '#core/index.js'
import { graphOf, type Query, queryOf } from '#graph/index.js'
import { assumptionsOf, type Traffic, type Usage } from '#spec/index.js'

export const AS_OF = '2026-11-21'
export const NO_USAGE: Usage = { resources: {} }

/** A template as its resources: `{ Id: [type, properties] }`. */
export type Stack = Readonly<Record<string, readonly [string, JsonObject?]>>

export function stackOf(resources: Stack, region = 'us-east-1'): Query {
  const bodies = Object.entries(resources).map(([id, [Type, Properties]]): [string, Json] => [
    id,
    Properties === undefined ? { Type } : { Type, Properties },
  ])
  return queryOf(graphOf(treeOf({ Resources: Object.fromEntries(bodies) })), { region, asOf: AS_OF })
}

/** What a test states of one resource: numbers in the units of its price model. */
export function stated(resources: Readonly<Record<string, Readonly<Record<string, number | string>>>>): Usage {
  return {
    resources: Object.fromEntries(
      Object.entries(resources).map(([id, named]) => [
        id,
        Object.fromEntries(Object.entries(named).map(([name, value]) => [name, { value, from: 'stated' as const }])),
      ]),
    ),
  }
}

/** Workload A of the break-even: 512 MB, 100 ms of which 20 ms compute; everything else as the defaults say. */
export function trafficAt(averagePerSecond: number, change: Partial<Traffic> = {}): Traffic {
  return {
    kind: 'api',
    averagePerSecond,
    peakPerSecond: averagePerSecond * 10,
    work: { wallMs: 100, cpuMs: 20, memoryMb: 512, maxSeconds: 29 },
    payload: { inBytes: 1024, outBytes: 1024 },
    users: undefined,
    data: [],
    assumptions: assumptionsOf({}),
    ...change,
  }
}
