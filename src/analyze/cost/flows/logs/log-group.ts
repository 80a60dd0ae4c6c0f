import type { Query, Resource } from '#graph/index.js'
import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, originOf, size, storedLogs } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowQuantity, type Load, NOTHING } from '../../flow.js'
import { itemsAt, numberAt, textAt } from '../../read.js'

const REST_API = 'AWS::ApiGateway::RestApi'
const REST_STAGE = 'AWS::ApiGateway::Stage'

export const logGroup: Flow = defineFlow({
  type: 'AWS::Logs::LogGroup',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html'],
  receives: ['logs-to', 'refers'],
  flow(node, incoming, context) {
    const loads = (incoming?.parts ?? []).map(({ load }) => load)
    const own = loads.filter(({ carries }) => carries === 'logs')
    const vended = loads.filter(({ carries }) => carries === 'vended-logs')
    if (own.length === 0 && vended.length === 0) return logsOnlyErrors(node, context.q) ? { quantities: noErrors() } : NOTHING
    const ingested = [
      ...(own.length === 0 ? [] : [ingestion('ingestedGb', own)]),
      ...(vended.length === 0 ? [] : [ingestion('vendedGb', vended)]),
    ]
    const days = numberAt(context.q, node, 'RetentionInDays')
    const total = ingested.reduce((sum, { value }) => sum + value, 0)
    return { quantities: [...ingested, storedLogs('storedGb', total, typeof days === 'number' ? days : undefined, context)] }
  },
})

/** The group into which a REST API writes its execution log, where its stages log errors alone. */
function logsOnlyErrors(node: Resource, q: Query): boolean {
  const api = q.edges({ from: node, kind: 'refers' }).find(({ to, path }) => to.type === REST_API && path.startsWith('LogGroupName'))?.to
  if (api === undefined) return false
  const stages = q.edges({ from: api, kind: 'contains' }).filter(({ to }) => to.type === REST_STAGE)
  const levels = stages.flatMap(({ to }) => itemsAt(q, to, 'MethodSettings').map((setting) => textAt(q, setting, 'LoggingLevel')))
  return levels.every((level) => level === undefined || level === 'ERROR' || level === 'OFF')
}

function noErrors(): readonly FlowQuantity[] {
  const none = { value: 0, formula: 'no errors in the estimate', origin: 'logging level of the stage' }
  return [
    { ...none, name: 'ingestedGb', unit: 'GB' },
    { ...none, name: 'storedGb', unit: 'GB-month' },
  ]
}

function ingestion(name: string, loads: readonly Load[]): FlowQuantity {
  return {
    name,
    unit: 'GB',
    value: loads.reduce((sum, load) => sum + perMonth(load.perSecond) * load.inBytes, 0) / GB,
    formula: loads.map((load) => `${load.formula} x ${count(SECONDS_A_MONTH)} s x ${size(load.inBytes)}`).join(' + '),
    origin: [...new Set(loads.map((load) => originOf(load)))].join('; '),
  }
}
