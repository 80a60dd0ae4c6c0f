import type { Resource } from '#graph/index.js'
import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, originOf, size } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Load } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'
import { isOn, numberAt, orElse } from '../../read.js'
import { backupGb, type Caller, callersOf, crossZone, logsOf, relationalData, requestsPerSecond } from './database.js'

export const dbCluster: Flow = defineFlow({
  type: 'AWS::RDS::DBCluster',
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_AuroraOverview.html'],
  receives: ['reads', 'writes'],
  flow(node, incoming, context) {
    const callers = callersOf(incoming, context)
    const load = requestsOf(callers)
    return {
      quantities: [
        ...stored(node, context),
        ...(load === undefined ? [] : [perRequest('ioRequests', load, context.assumption('database-io-per-request'), 'storage requests')]),
        ...dataApi(node, callers, context),
        ...crossZone(callers, context),
        ...logsOf(node, context),
      ],
      send: (edge) => (edge.kind === 'contains' && load !== undefined ? scaledLoad(load, 1, edge.to) : undefined),
    }
  },
})

function requestsOf(callers: readonly Caller[]): Load | undefined {
  const [first] = callers
  if (first === undefined) return undefined
  if (callers.length === 1) return first.load
  const perSecond = requestsPerSecond(callers)
  return { ...first.load, perSecond, formula: `${count(perSecond)}/s` }
}

function perRequest(name: string, load: Load, each: number, what: string): FlowQuantity {
  return {
    name,
    unit: 'request',
    value: perMonth(load.perSecond) * each,
    formula: `${load.formula} x ${count(SECONDS_A_MONTH)} s x ${count(each)} ${what}`,
    origin: originOf(load, 'database-io-per-request'),
  }
}

function stored(node: Resource, context: FlowContext): readonly FlowQuantity[] {
  const data = relationalData(node, context)
  if (data === undefined) return []
  const days = orElse(numberAt(context.q, node, 'BackupRetentionPeriod'), 1)
  const gb = data.bytes / GB
  return [
    { name: 'storedGb', unit: 'GB-month', value: gb, formula: size(data.bytes), origin: data.origin },
    // The first day of backups is part of the price.
    ...(typeof days === 'number' ? [backupGb({ gb, free: gb, days: days - 1 }, context)] : []),
  ]
}

function dataApi(node: Resource, callers: readonly Caller[], context: FlowContext): readonly FlowQuantity[] {
  if (callers.length === 0 || !isOn(context.q, node, 'EnableHttpEndpoint')) return []
  const load = requestsOf(callers.filter(({ connects }) => !connects))
  if (load === undefined)
    return [{ name: 'dataApiRequests', unit: 'request', value: 0, formula: 'all callers connect to the database', origin: 'callers' }]
  const calls = perRequest('dataApiRequests', load, context.assumption('operations-per-request'), 'calls')
  return [{ ...calls, origin: originOf(load, 'operations-per-request') }]
}
