import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { GB, originOf, size, storedLogs } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowQuantity, type Load, NOTHING } from '../../flow.js'
import { numberAt } from '../../read.js'

export const logGroup: Flow = defineFlow({
  type: 'AWS::Logs::LogGroup',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html'],
  receives: ['logs-to', 'refers'],
  flow(node, incoming, context) {
    const loads = (incoming?.parts ?? []).map(({ load }) => load)
    const own = loads.filter(({ carries }) => carries === 'logs')
    const vended = loads.filter(({ carries }) => carries === 'vended-logs')
    if (own.length === 0 && vended.length === 0) return NOTHING
    const ingested = [
      ...(own.length === 0 ? [] : [ingestion('ingestedGb', own)]),
      ...(vended.length === 0 ? [] : [ingestion('vendedGb', vended)]),
    ]
    const days = numberAt(context.q, node, 'RetentionInDays')
    const total = ingested.reduce((sum, { value }) => sum + value, 0)
    return { quantities: [...ingested, storedLogs('storedGb', total, typeof days === 'number' ? days : undefined, context)] }
  },
})

function ingestion(name: string, loads: readonly Load[]): FlowQuantity {
  return {
    name,
    unit: 'GB',
    value: loads.reduce((sum, load) => sum + perMonth(load.perSecond) * load.inBytes, 0) / GB,
    formula: loads.map((load) => `${load.formula} x ${count(SECONDS_A_MONTH)} s x ${size(load.inBytes)}`).join(' + '),
    origin: [...new Set(loads.map((load) => originOf(load)))].join('; '),
  }
}
