import type { LinkedEdge, Query, Resource } from '#graph/index.js'
import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, logLoad, monthsKept, originOf, resting, size } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import {
  defineFlow,
  type Flow,
  type FlowContext,
  type FlowQuantity,
  type FlowResult,
  type Incoming,
  type Load,
  NOTHING,
  type StoreNeed,
} from '../../flow.js'
import { type Operations, operationsOf } from '../../operations.js'
import { movesObjects } from '../../models/s3/lifecycle.js'
import { scaledLoad } from '../../propagate.js'
import { changesFromOutside } from '../leads.js'
import { itemsAt, numberAt, textAt } from '../../read.js'

/** A bucket holds the pages of a site, objects of the application, or the logs of others. */
export const bucket: Flow = defineFlow({
  type: 'AWS::S3::Bucket',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html'],
  receives: ['routes', 'reads', 'writes', 'logs-to', 'refers'],
  entry: changesFromOutside,
  flow(node, incoming, context) {
    const { q } = context
    if (isLogBucket(node, q)) return { quantities: logs(node, incoming, context) }
    const need = context.need(
      node,
      'object',
      context.stores('buckets without logs', () => q.all(node.type).filter((store) => !isLogBucket(store, q))),
    )
    if (q.edges({ to: node, kind: 'routes' }).length > 0) return incoming === undefined ? NOTHING : site(node, need, incoming, context)
    if (need === undefined) return NOTHING
    const quantities = [...objects(need, incoming, oldVersionDays(node, q)), ...(movesObjects(node, q) ? [meanSize(need)] : [])]
    return incoming === undefined ? { quantities } : { quantities, send: (edge) => uploaded(edge, need, incoming) }
  },
})

/** Every object that is written is told of. */
function uploaded(edge: LinkedEdge, need: StoreNeed, incoming: Incoming): Load | undefined {
  if (edge.kind !== 'invokes' && edge.kind !== 'publishes') return undefined
  const { perSecond, formula } = operationsOf(incoming, need.readShare).writes
  return { ...scaledLoad(incoming, 1, edge.to), perSecond, formula }
}

function isLogBucket(node: Resource, q: Query): boolean {
  return q
    .edges({ to: node })
    .some(({ kind, path }) => kind === 'logs-to' || (kind === 'refers' && path.startsWith('LoadBalancerAttributes')))
}

function site(node: Resource, need: StoreNeed | undefined, incoming: Incoming, context: FlowContext): FlowResult {
  const files = context.assumption('site-objects')
  const publishes = context.assumption('site-publishes-per-month')
  const [stored = pages(files, context)] = need === undefined ? [] : storedObjects(need)
  const quantities: readonly FlowQuantity[] = [
    withOldVersions(stored, oldVersionDays(node, context.q), publishes),
    {
      name: 'putRequests',
      unit: 'request',
      value: files * publishes,
      formula: `${count(files)} files x ${count(publishes)} uploads`,
      origin: 'assumption site-objects; assumption site-publishes-per-month',
    },
    each('getRequests', incoming, originOf(incoming)),
  ]
  return {
    quantities,
    send: (edge) => (edge.kind === 'logs-to' ? logLoad(incoming, edge, context, 'service') : undefined),
  }
}

/** Days for which a bucket keeps what a new version replaced; 0 where it keeps no versions. */
function oldVersionDays(node: Resource, q: Query): number | undefined {
  if (textAt(q, node, 'VersioningConfiguration.Status') !== 'Enabled') return 0
  return longestOf(node, q, 'NoncurrentVersionExpiration.NoncurrentDays')
}

/** Every publication replaces all files, and the old ones stay for a while. */
function withOldVersions(stored: FlowQuantity, days: number | undefined, publishes: number): FlowQuantity {
  if (days === 0 || publishes === 0) return stored
  const kept = monthsKept(days)
  return {
    ...stored,
    value: stored.value * (1 + publishes * kept.months),
    formula: `${stored.formula} x (1 + ${count(publishes)} old versions a month x ${kept.text})`,
    origin: resting(stored.origin, 'site-publishes-per-month'),
  }
}

/** As large as its files are in the mean, where the requirements do not say how large it is. */
function pages(files: number, { traffic }: FlowContext): FlowQuantity {
  const { outBytes } = traffic.payload
  const formula = `${count(files)} files x ${size(outBytes)}`
  return {
    name: 'storedGb',
    unit: 'GB-month',
    value: (files * outBytes) / GB,
    formula,
    origin: `assumption site-objects; ${traffic.plain === undefined ? 'workload.payload.out' : 'assumption response-size'}`,
  }
}

function storedObjects({ origin, sizeBytes }: StoreNeed): readonly FlowQuantity[] {
  if (sizeBytes === undefined) return []
  return [{ name: 'storedGb', unit: 'GB-month', value: sizeBytes / GB, formula: size(sizeBytes), origin }]
}

/** What rules move is counted by object. */
function meanSize({ origin, itemBytes }: StoreNeed): FlowQuantity {
  return { name: 'objectKb', unit: 'KB', value: itemBytes / 1024, formula: size(itemBytes), origin }
}

function objects(need: StoreNeed, incoming: Incoming | undefined, oldDays: number | undefined): readonly FlowQuantity[] {
  const stored = storedObjects(need)
  if (incoming === undefined) return stored
  const { reads, writes } = operationsOf(incoming, need.readShare)
  return [
    ...stored.map((kept) => withReplaced(kept, oldDays, { writes, need, incoming })),
    each('putRequests', writes, `${originOf(incoming)}${sharing(need)}`),
    each('getRequests', reads, `${originOf(incoming)}${sharing(need)}`),
  ]
}

/** The share of reads is said by requirements, or assumed. */
function sharing({ sizeBytes }: StoreNeed): string {
  return sizeBytes === undefined ? '; assumption read-share' : ''
}

/** The size of the store stays as it was said, so what is written replaces as much, which stays for a while as old versions. */
function withReplaced(
  stored: FlowQuantity,
  days: number | undefined,
  { writes, need, incoming }: { readonly writes: Operations; readonly need: StoreNeed; readonly incoming: Incoming },
): FlowQuantity {
  if (days === 0 || writes.perSecond === 0) return stored
  const kept = monthsKept(days)
  return {
    ...stored,
    value: stored.value + ((perMonth(writes.perSecond) * need.itemBytes) / GB) * kept.months,
    formula: `${stored.formula} + ${writes.formula} x ${count(SECONDS_A_MONTH)} s x ${size(need.itemBytes)} as old versions x ${kept.text}`,
    origin: `${stored.origin}; ${originOf(incoming)}`,
  }
}

function each(name: string, load: { readonly perSecond: number; readonly formula: string }, origin: string): FlowQuantity {
  return { name, unit: 'request', value: perMonth(load.perSecond), formula: `${load.formula} x ${count(SECONDS_A_MONTH)} s`, origin }
}

/** AWS writes logs in files of many lines; what is kept is billed, the few writes are not counted. */
function logs(node: Resource, incoming: Incoming | undefined, { q }: FlowContext): readonly FlowQuantity[] {
  const loads: readonly Load[] = (incoming?.parts ?? []).filter(({ load }) => load.carries.endsWith('logs')).map(({ load }) => load)
  const bytes = loads.reduce((sum, load) => sum + perMonth(load.perSecond) * load.inBytes, 0)
  const kept = monthsKept(expiryDays(node, q))
  const written = loads.map((load) => `${load.formula} x ${count(SECONDS_A_MONTH)} s x ${size(load.inBytes)}`).join(' + ')
  const origin = resting(loads.map(({ path }) => path).join('; ') || 'no traffic is logged here', 'access-log-per-request')
  const none = (name: string, formula: string): FlowQuantity => ({ name, unit: 'request', value: 0, formula, origin })
  return [
    { name: 'storedGb', unit: 'GB-month', value: (bytes / GB) * kept.months, formula: `(${written || '0'}) x ${kept.text}`, origin },
    none('putRequests', 'the delivery of logs is not counted'),
    none('getRequests', 'nobody reads the logs in the estimate'),
  ]
}

const expiryDays = (node: Resource, q: Query): number | undefined => longestOf(node, q, 'ExpirationInDays')

/** The longest that a rule of the bucket keeps something; undefined where nothing expires. */
function longestOf(node: Resource, q: Query, path: string): number | undefined {
  const days = itemsAt(q, node, 'LifecycleConfiguration.Rules').flatMap((rule) => {
    const expiry = numberAt(q, rule, path)
    return typeof expiry === 'number' ? [expiry] : []
  })
  return days.length === 0 ? undefined : Math.max(...days)
}
