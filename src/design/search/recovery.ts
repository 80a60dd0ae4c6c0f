import type { Catalog, Failover } from '#catalog/index.js'
import { DURATION, printQuantity } from '#spec/index.js'
import type { Plan } from '../plan.js'
import type { Figures, Recovery } from '../types.js'

function none(why: string): Recovery {
  return { rtoSeconds: 0, rpoSeconds: 0, why }
}

const secondsText = (seconds: number): string => printQuantity(DURATION, seconds * 1000)

function from(fact: Failover, rpoSeconds = 0): Recovery {
  return {
    rtoSeconds: fact.typicalSeconds,
    rpoSeconds,
    why: `${fact.title}: usually ${secondsText(fact.typicalSeconds)}, at worst ${secondsText(fact.worstSeconds)} (${fact.source}, ${fact.asOf})`,
  }
}

/** The slowest of several, and the one that loses most. */
function worst(parts: readonly Recovery[]): Recovery {
  const slow = parts.toSorted((a, b) => b.rtoSeconds - a.rtoSeconds)[0] ?? none('nothing to recover')
  return { rtoSeconds: slow.rtoSeconds, rpoSeconds: Math.max(0, ...parts.map(({ rpoSeconds }) => rpoSeconds)), why: slow.why }
}

function computeRecovery({ compute, zones }: Plan, catalog: Catalog): { readonly instance: Recovery; readonly zone: Recovery } {
  if (compute.value.kind !== 'fargate')
    return { instance: none('the services replace what fails by themselves'), zone: none('the services span zones by themselves') }
  const single = zones.value === 1
  return {
    instance: from(catalog.failover(single ? 'ecs-task' : 'alb-target')),
    zone: single
      ? { ...from(catalog.failover('ecs-task')), rtoSeconds: ZONE_LOSS_SECONDS(catalog), why: 'one zone only: back when the zone is back' }
      : from(catalog.failover('alb-target')),
  }
}

/** With one NAT gateway the loss of its zone cuts every container off from what it calls. */
function withGateway(
  { network, zones }: Plan,
  compute: { readonly instance: Recovery; readonly zone: Recovery },
  catalog: Catalog,
): { readonly instance: Recovery; readonly zone: Recovery } {
  if (network.value !== 'nat-one' || zones.value < 2) return compute
  const cut = { rtoSeconds: ZONE_LOSS_SECONDS(catalog), rpoSeconds: 0, why: 'the one NAT gateway is back when its zone is back' }
  return { instance: compute.instance, zone: worst([compute.zone, cut]) }
}

const ZONE_LOSS_SECONDS = (catalog: Catalog): number => catalog.failureMode('zone.loss').minutes * 60

function databaseRecovery({ store }: Plan, catalog: Catalog): { readonly instance: Recovery; readonly zone: Recovery } | undefined {
  const { database } = store.value
  if (database === undefined) return undefined
  if (database.kind === 'rds') {
    if (database.multiAz) return { instance: from(catalog.failover('rds-multi-az')), zone: from(catalog.failover('rds-multi-az')) }
    const restart = from(catalog.failover('rds-single'))
    // Losing the zone means restoring a copy elsewhere, from logs that are shipped every five minutes.
    return { instance: restart, zone: from(catalog.failover('rds-restore'), catalog.failover('rds-restore-point').typicalSeconds) }
  }
  const fact = catalog.failover(database.instances === 2 ? 'aurora-replica' : 'aurora-single')
  return { instance: from(fact), zone: from(fact) }
}

function restoreOf({ store, front }: Plan, catalog: Catalog): Recovery {
  const { database, tables, buckets } = store.value
  const parts: Recovery[] = []
  if (database?.kind === 'rds') parts.push(from(catalog.failover('rds-restore'), catalog.failover('rds-restore-point').typicalSeconds))
  if (database?.kind === 'aurora')
    parts.push(from(catalog.failover('aurora-restore'), catalog.failover('rds-restore-point').typicalSeconds))
  if (tables.length > 0) parts.push(from(catalog.failover('dynamodb-restore'), catalog.failover('dynamodb-restore-point').typicalSeconds))
  if (buckets.length > 0 || front.value.kind === 'cloudfront-s3') parts.push(none('the bucket keeps old versions of every object'))
  if (front.value.kind === 'queue') parts.push(none('what waits in the queue is stored in several zones; a queue has no backup'))
  return parts.length === 0 ? none('holds no data') : worst(parts)
}

/** Time to recover and data lost for the loss of an instance, of a zone, and of the data itself (restored in the region). */
export function recoveryOf(plan: Plan, catalog: Catalog): Figures['recovery'] {
  const compute = withGateway(plan, computeRecovery(plan, catalog), catalog)
  const database = databaseRecovery(plan, catalog)
  return {
    instance: worst(database === undefined ? [compute.instance] : [compute.instance, database.instance]),
    zone: worst(database === undefined ? [compute.zone] : [compute.zone, database.zone]),
    restore: restoreOf(plan, catalog),
  }
}
