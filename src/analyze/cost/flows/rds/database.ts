import type { Query, Resource } from '#graph/index.js'
import { perMonth } from '#spec/index.js'
import { GB, originOf, resting, size, zonesOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import type { FlowContext, FlowQuantity, Incoming, Load, StoreNeed } from '../../flow.js'
import { isConnection } from '../../models/rds/connections.js'
import { itemsAt, numberAt, orElse } from '../../read.js'
import { single } from '../../work.js'

const CLUSTER = 'AWS::RDS::DBCluster'
const INSTANCE = 'AWS::RDS::DBInstance'
const TABLE = 'AWS::DynamoDB::Table'

export interface Caller {
  readonly node: Resource
  /** Its requests or messages, before they become operations. */
  readonly load: Load
  /** By the database's address; otherwise by what a policy allows, which is the Data API. */
  readonly connects: boolean
}

/** Who asks the database for something, each once. */
export function callersOf(incoming: Incoming | undefined, context: FlowContext): readonly Caller[] {
  const callers = new Map<string, Caller>()
  for (const { edge } of incoming?.parts ?? []) {
    if (edge === undefined || (edge.kind !== 'reads' && edge.kind !== 'writes')) continue
    const load = context.load(edge.from)
    const known = callers.get(edge.from.id)
    const connects = isConnection(edge) || known?.connects === true
    if (load !== undefined) callers.set(edge.from.id, { node: edge.from, load: single(load), connects })
  }
  return [...callers.values()]
}

export function requestsPerSecond(callers: readonly Caller[]): number {
  return callers.reduce((sum, { load }) => sum + load.perSecond, 0)
}

/** Bytes kept: all relational data when there is one database, else what is named like it. Without tables, what has a key is in it too. */
export function relationalData(node: Resource, context: FlowContext): { readonly bytes: number; readonly origin: string } | undefined {
  const { q, traffic } = context
  const databases = context.stores('databases', () => [...q.all(CLUSTER), ...q.all(INSTANCE).filter((each) => !inCluster(each, q))])
  const tables = q.all(TABLE).length > 0
  const needs = traffic.data
    .filter(({ model }) => model === 'relational' || (model === 'key-value' && !tables))
    .map(({ name, sizeBytes }) => ({ sizeBytes, origin: `data ${name}` }))
  const own: readonly Pick<StoreNeed, 'sizeBytes' | 'origin'>[] =
    databases.length === 1 ? needs : [context.need(node, 'relational', databases)].flatMap((need) => need ?? [])
  const sizes = own.flatMap(({ sizeBytes }) => sizeBytes ?? [])
  if (own.length === 0 || sizes.length < own.length) return undefined
  return { bytes: sizes.reduce((sum, each) => sum + each, 0), origin: own.map(({ origin }) => origin).join(', ') }
}

export function inCluster(instance: Resource, q: Query): boolean {
  return q.edges({ to: instance, kind: 'contains' }).some(({ from }) => from.type === CLUSTER)
}

/** Data between callers and a database that is in one zone at a time: a writer. */
export function crossZone(callers: readonly Caller[], context: FlowContext): readonly FlowQuantity[] {
  const share = context.assumption('cross-zone-share')
  const bytes = context.assumption('database-bytes-per-request')
  const parts = callers.filter(({ connects }) => connects).map(({ node, load }) => ({ load, zones: Math.max(1, zonesOf(node, context)) }))
  const [first] = parts
  if (first === undefined) return []
  const gb = ({ load, zones }: (typeof parts)[number]): number => (perMonth(load.perSecond) * bytes * share * (zones - 1)) / zones / GB
  return [
    {
      name: 'crossZoneGb',
      unit: 'GB',
      value: parts.reduce((sum, part) => sum + gb(part), 0),
      formula: parts
        .map(({ load, zones }) => `${load.formula} x 2,628,000 s x ${size(bytes)} x ${count(share * 100)}% x ${zones - 1}/${zones}`)
        .join(' + '),
      origin: originOf(first.load, 'database-bytes-per-request', 'cross-zone-share'),
    },
  ]
}

/** A first copy and what each day changes, less the size up to which backups are free. */
export function backupGb(
  stored: { readonly gb: number; readonly free: number; readonly days: number },
  context: FlowContext,
): FlowQuantity {
  const change = context.assumption('backup-change-rate')
  const { gb, free, days } = stored
  return {
    name: 'backupGb',
    unit: 'GB-month',
    value: Math.max(0, gb * (1 + change * days) - free),
    formula: `${count(gb)} GB x (1 + ${count(change * 100)}% x ${days} days) - ${count(free)} GB free`,
    origin: resting('retention of the backups', 'backup-change-rate'),
  }
}

/** What a database logs when statements are not logged, and what enhanced monitoring writes: nothing in the template says how much. */
export function logsOf(node: Resource, { q }: FlowContext): readonly FlowQuantity[] {
  const origin = 'estimate of this project, 2026-08'
  const interval = orElse(numberAt(q, node, 'MonitoringInterval'), 0)
  const samples = typeof interval === 'number' && interval > 0 ? perMonth(1 / interval) : 0
  return [
    ...(itemsAt(q, node, 'EnableCloudwatchLogsExports').length === 0
      ? []
      : [
          {
            name: 'exportedLogGb',
            unit: 'GB',
            value: (30 * 10) / 1024,
            formula: '30 days x 10 MB',
            origin: `${origin}; more where statements are logged`,
          },
        ]),
    ...(samples === 0
      ? []
      : [{ name: 'monitoringLogGb', unit: 'GB', value: (samples * 10 * 1024) / GB, formula: `${count(samples)} samples x 10 KB`, origin }]),
  ]
}
