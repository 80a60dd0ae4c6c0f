import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'

/** In a log group it is billed there; delivery to S3 is billed by itself. */
export const flowLog: PriceModel = definePriceModel({
  type: 'AWS::EC2::FlowLog',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: { deliveredGb: { unit: 'GB', about: 'flow log text that is delivered to a bucket' } },
  meters: (node, usage, q) =>
    textAt(q, node, 'LogDestinationType') === 's3'
      ? [{ name: 'Log delivery', price: 'cloudwatch.logs_delivered_s3', unit: 'GB', quantity: usage['deliveredGb'] }]
      : [],
})
