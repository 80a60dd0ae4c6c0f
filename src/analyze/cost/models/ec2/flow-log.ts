import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'

/** Where logs are delivered to, and the price of it; in a log group they are billed at the log group. */
const DELIVERY: Readonly<Record<string, string>> = {
  s3: 'cloudwatch.logs_delivered_s3',
  'kinesis-data-firehose': 'cloudwatch.logs_delivered_firehose',
}
const METER = { name: 'Log delivery', unit: 'GB' }

export const flowLog: PriceModel = definePriceModel({
  type: 'AWS::EC2::FlowLog',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: { deliveredGb: { unit: 'GB', about: 'flow log text that is delivered to a bucket or a stream' } },
  meters(node, usage, q) {
    const type = orElse(textAt(q, node, 'LogDestinationType'), 'cloud-watch-logs')
    if (isUnresolved(type)) return [waiting(METER.name, METER.unit, type)]
    const price = DELIVERY[type]
    return price === undefined ? [] : [{ ...METER, price, quantity: usage['deliveredGb'] }]
  },
})
