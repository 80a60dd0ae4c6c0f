import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { flagAt, waiting } from '../../read.js'

export const queue: PriceModel = definePriceModel({
  type: 'AWS::SQS::Queue',
  refs: ['https://aws.amazon.com/sqs/pricing/'],
  usage: { requests: { unit: 'request', about: 'sends, receives and deletes a month, in pieces of 64 KB' } },
  meters(node, usage, q) {
    const fifo = flagAt(q, node, 'FifoQueue')
    if (isUnresolved(fifo)) return [waiting('Requests', 'request', fifo)]
    return [{ name: 'Requests', price: fifo ? 'sqs.requests_fifo' : 'sqs.requests_standard', unit: 'request', quantity: usage['requests'] }]
  },
})
