import { isNeeded, isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'

export const logGroup: PriceModel = definePriceModel({
  type: 'AWS::Logs::LogGroup',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {
    ingestedGb: { unit: 'GB', about: 'logs that applications write' },
    vendedGb: { unit: 'GB', about: 'logs that AWS services write: access logs, flow logs' },
    storedGb: { unit: 'GB-month', about: 'logs kept, compressed' },
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
    ]
  },
})
