import { isNeeded, isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { isGiven, orElse, textAt, waiting } from '../../read.js'
import { whereStated } from '../meters.js'

export const logGroup: PriceModel = definePriceModel({
  type: 'AWS::Logs::LogGroup',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {
    ingestedGb: { unit: 'GB', about: 'logs that applications write' },
    vendedGb: { unit: 'GB', about: 'logs that AWS services write: access logs, flow logs' },
    storedGb: { unit: 'GB-month', about: 'logs kept, compressed' },
    queriedGb: { unit: 'GB', about: 'logs that queries of Logs Insights look through' },
    maskedGb: { unit: 'GB', about: 'logs that data protection looks through' },
    tailMinutes: { unit: 'minute', about: 'minutes of live tail a month' },
  },
  meters(node, usage, q) {
    const logClass = orElse(textAt(q, node, 'LogGroupClass'), 'STANDARD')
    if (isUnresolved(logClass)) return [waiting('Log ingestion', 'GB', logClass)]
    const { ingestedGb, vendedGb, storedGb } = usage
    const ingestion: Meter = {
      name: 'Log ingestion',
      price: logClass === 'INFREQUENT_ACCESS' ? 'cloudwatch.logs_ingest_ia' : 'cloudwatch.logs_ingest_standard',
      unit: 'GB',
      quantity: ingestedGb,
    }
    const vended: Meter = { name: 'Ingestion of service logs', price: 'cloudwatch.logs_vended', unit: 'GB', quantity: vendedGb }
    const hasVended = vendedGb !== undefined && !isNeeded(vendedGb)
    const hasOwn = ingestedGb !== undefined && !isNeeded(ingestedGb)
    return [
      ...(hasOwn || !hasVended ? [ingestion] : []),
      ...(hasVended ? [vended] : []),
      { name: 'Log storage', price: 'cloudwatch.logs_storage', unit: 'GB-month', quantity: storedGb },
      ...whereStated({ name: 'Log queries', price: 'cloudwatch.logs_insights_query', unit: 'GB' }, usage['queriedGb']),
      ...whereStated({ name: 'Live tail', price: 'cloudwatch.live_tail', unit: 'minute' }, usage['tailMinutes']),
      ...(!isGiven(q, node, 'DataProtectionPolicy')
        ? []
        : [{ name: 'Data protection', price: 'cloudwatch.data_protection', unit: 'GB', quantity: usage['maskedGb'] }]),
    ]
  },
})
