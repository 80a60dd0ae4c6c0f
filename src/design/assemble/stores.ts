import { ref } from '#graph/index.js'
import type { DataNeed } from '#spec/index.js'
import { dataBucket, dynamodbTable, openTableToFunction, useTable, useTableKey } from '../blocks/index.js'
import { type Assembly, logicalName } from './context.js'
import { tableWatches } from './watches.js'

interface User {
  readonly function: string
  readonly role: string
}

/** Capacity units a second that a table needs at `perSecond` requests. */
function units(
  perSecond: number,
  need: { readonly readShare: number; readonly itemBytes: number; readonly consistency: string },
): { readonly read: number; readonly write: number } {
  const factor = need.consistency === 'transactional' ? 2 : need.consistency === 'strong' ? 1 : 0.5
  return {
    read: perSecond * need.readShare * Math.ceil(need.itemBytes / 4096) * factor,
    write: perSecond * (1 - need.readShare) * Math.ceil(need.itemBytes / 1024) * (need.consistency === 'transactional' ? 2 : 1),
  }
}

// Autoscaling holds 70% use, so the ends of its range are the need divided by it.
const TARGET_USE = 0.7
const provisioned = (need: number): number => Math.max(1, Math.ceil(need / TARGET_USE))

/**
 * Autoscaling follows a rise within minutes; until then unused capacity of the last five minutes helps out. So a table
 * keeps standing what a peak asks for, over the factor that this bridges (knowledge).
 */
const CATCHES_UP = 2

/** The tables of a plan, each connected to the code that uses it. */
export function addTables(assembly: Assembly, user: User | undefined, actions: readonly string[]): void {
  const { graph, site, plan, requirements, key, watches } = assembly
  for (const [index, need] of plan.store.value.tables.entries()) {
    graph.section(`Data: ${need.name}`)
    const { traffic } = requirements
    const least = units(Math.max(traffic.averagePerSecond, traffic.peakPerSecond / CATCHES_UP), need)
    const most = units(traffic.peakPerSecond, need)
    const range = (low: number, high: number) => ({ minimum: provisioned(low), maximum: provisioned(high) })
    const ports = dynamodbTable.add(
      graph,
      {
        name: logicalName(need.name),
        ...(need.key === undefined ? {} : { key: need.key }),
        billing: plan.store.value.billing,
        read: range(least.read, most.read),
        write: range(least.write, most.write),
        encryptionKey: key,
      },
      site,
    )
    // The first handler works with the first table; your code finds the others by their names.
    if (user !== undefined && index === 0) useTable(graph, user, { ...ports, actions })
    else if (user !== undefined) openTableToFunction(graph, user, { name: need.name, table: ports.table })
    if (user !== undefined && key !== undefined) useTableKey(graph, user.role, key)
    watches.push(...tableWatches(ports.table))
    graph.output(`${logicalName(need.name)}TableName`, `Table that holds ${need.name}`, { Ref: ports.table })
  }
}

/** The buckets of a plan; `connect` gives each to the code that uses it. */
export function addBuckets(assembly: Assembly, connect: (bucket: string, need: DataNeed) => void): void {
  const { graph, site, plan, key } = assembly
  for (const need of plan.store.value.buckets) {
    graph.section(`Data: ${need.name}`)
    const { bucket } = dataBucket.add(graph, { name: logicalName(need.name), ...(key === undefined ? {} : { key }) }, site)
    connect(bucket, need)
    graph.output(`${logicalName(need.name)}BucketName`, `Bucket that holds ${need.name}`, ref(bucket))
  }
}
