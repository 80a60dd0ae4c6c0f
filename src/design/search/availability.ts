import type { Catalog, Provenance } from '#catalog/index.js'
import type { Plan } from '../plan.js'
import type { Figures } from '../types.js'

const MINUTES_A_YEAR = 525_600

interface Mode extends Provenance {
  readonly title: string
  readonly minutesPerYear: number
}

/** A failure mode whose outage lasts as long as the table says, or as long as what survives it takes to take over. */
function mode(
  catalog: Catalog,
  id: string,
  survived?: { readonly seconds: number; readonly share?: number; readonly times?: number; readonly how: string },
): Mode {
  const fact = catalog.failureMode(id)
  const minutes = survived === undefined ? fact.minutes : (survived.seconds / 60) * (survived.share ?? 1)
  return {
    title: survived === undefined ? fact.title : `${fact.title}, ${survived.how}`,
    minutesPerYear: fact.timesPerYear * (survived?.times ?? 1) * minutes,
    source: fact.source,
    asOf: fact.asOf,
    basis: fact.basis,
  }
}

function frontModes({ front }: Plan, catalog: Catalog): readonly Mode[] {
  switch (front.value.kind) {
    case 'cloudfront-s3':
      return [mode(catalog, 'cloudfront.service-event'), mode(catalog, 's3.service-event')]
    case 'cloudfront-alb':
      return [mode(catalog, 'cloudfront.service-event'), mode(catalog, 'elb.service-event')]
    case 'alb':
      return [mode(catalog, 'elb.service-event')]
    case 'queue':
      return [mode(catalog, 'sqs.service-event')]
    case 'http-api':
    case 'rest-api':
      return [mode(catalog, 'apigateway.service-event')]
  }
}

/** Tasks in `zones` zones: a host or a zone that goes takes its share of the requests until the load balancer notices. */
function taskModes(zones: number, catalog: Catalog): readonly Mode[] {
  const { typicalSeconds } = catalog.failover('alb-target')
  if (zones === 1) return [mode(catalog, 'ecs-task.host'), mode(catalog, 'zone.loss')]
  const takeover = { seconds: typicalSeconds, share: 1 / zones }
  return [
    mode(catalog, 'ecs-task.host', { ...takeover, times: zones, how: `1 of ${zones} tasks, until the load balancer notices` }),
    mode(catalog, 'zone.loss', { ...takeover, times: zones, how: `1 of ${zones} zones, until the load balancer notices` }),
  ]
}

function computeModes({ compute, network, zones }: Plan, catalog: Catalog): readonly Mode[] {
  const { kind } = compute.value
  if (kind === 'none') return []
  if (kind === 'lambda') return [mode(catalog, 'lambda.service-event')]
  const single = network.value === 'nat-one' && zones.value > 1 ? [mode(catalog, 'nat-gateway.zone')] : []
  return [...taskModes(zones.value, catalog), ...single]
}

function databaseModes({ store, compute, zones }: Plan, catalog: Catalog): readonly Mode[] {
  const { database } = store.value
  if (database === undefined) return []
  const kind = database.kind
  const spread = kind === 'rds' ? database.multiAz : database.instances === 2
  const events = [mode(catalog, `${kind}.service-event`)]
  if (!spread) {
    // The tasks' own zone loss is counted with the tasks when everything stands in one zone.
    const zone = compute.value.kind === 'fargate' && zones.value === 1 ? [] : [mode(catalog, 'zone.loss')]
    return [...events, mode(catalog, `${kind}.host`), mode(catalog, `${kind}.maintenance`), ...zone]
  }
  const takeover = {
    seconds: catalog.failover(kind === 'rds' ? 'rds-multi-az' : 'aurora-replica').typicalSeconds,
    how: 'until the standby has taken over',
  }
  return [
    ...events,
    mode(catalog, `${kind}.host`, takeover),
    mode(catalog, `${kind}.maintenance`, takeover),
    mode(catalog, 'zone.loss', takeover),
  ]
}

function storeModes(plan: Plan, catalog: Catalog): readonly Mode[] {
  const tables = plan.store.value.tables.length > 0 ? [mode(catalog, 'dynamodb.service-event')] : []
  const buckets = plan.store.value.buckets.length > 0 ? [mode(catalog, 's3.service-event')] : []
  return [...tables, ...buckets, ...databaseModes(plan, catalog)]
}

/** Services on the path of a request, by the id of their commitment. Sign-in and start-up have paths of their own. */
function commitments({ front, compute, store, zones }: Plan): readonly string[] {
  const fronts = {
    'cloudfront-s3': ['cloudfront', 's3'],
    'cloudfront-alb': ['cloudfront', 'elb'],
    alb: ['elb'],
    queue: ['sqs'],
    'http-api': ['apigateway'],
    'rest-api': ['apigateway'],
  } as const
  const { database, tables, buckets } = store.value
  const computes = { none: [], lambda: ['lambda'], fargate: [zones.value === 1 ? 'ecs-single-zone' : 'fargate'] } as const
  const databases =
    database === undefined
      ? []
      : database.kind === 'rds'
        ? [database.multiAz ? 'rds-multi-az' : 'rds-single']
        : [database.instances === 2 ? 'aurora-multi-az' : 'aurora-single']
  return [
    ...fronts[front.value.kind],
    ...(front.value.waf ? ['waf'] : []),
    ...computes[compute.value.kind],
    ...databases,
    ...(tables.length > 0 ? ['dynamodb'] : []),
    ...(buckets.length > 0 ? ['s3'] : []),
  ]
}

/** Estimate from failure modes, and the product of AWS's commitments; both as fractions. */
export function availabilityOf(plan: Plan, catalog: Catalog): Figures['availability'] {
  const modes = [
    ...frontModes(plan, catalog),
    ...(plan.front.value.waf ? [mode(catalog, 'waf.service-event')] : []),
    ...computeModes(plan, catalog),
    ...storeModes(plan, catalog),
  ]
  const lost = modes.reduce((sum, { minutesPerYear }) => sum + minutesPerYear, 0)
  return {
    estimate: 1 - lost / MINUTES_A_YEAR,
    commitment: commitments(plan).reduce((product, id) => product * (catalog.sla(id).percent / 100), 1),
    modes: modes.toSorted((a, b) => b.minutesPerYear - a.minutesPerYear || (a.title < b.title ? -1 : 1)),
  }
}
