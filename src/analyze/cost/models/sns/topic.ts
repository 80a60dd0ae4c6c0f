import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { flagAt, waiting } from '../../read.js'
import { deliveriesOf } from './deliveries.js'

export const topic: PriceModel = definePriceModel({
  type: 'AWS::SNS::Topic',
  refs: ['https://aws.amazon.com/sns/pricing/'],
  usage: {
    publishes: { unit: 'request', about: 'messages published a month, in pieces of 64 KB' },
    emails: { unit: 'notification', about: 'e-mails delivered a month' },
    httpDeliveries: { unit: 'notification', about: 'deliveries to HTTP and HTTPS endpoints a month' },
  },
  meters(node, usage, q) {
    const fifo = flagAt(q, node, 'FifoTopic')
    if (isUnresolved(fifo)) return [waiting('Publishes', 'request', fifo)]
    const delivers = deliveriesOf(node, q)
    return [
      { name: 'Publishes', price: fifo ? 'sns.fifo_publish' : 'sns.api_requests', unit: 'request', quantity: usage['publishes'] },
      ...(delivers.emails > 0 ? [{ name: 'E-mails', price: 'sns.delivery_email', unit: 'notification', quantity: usage['emails'] }] : []),
      ...(delivers.http > 0
        ? [{ name: 'HTTP deliveries', price: 'sns.delivery_http', unit: 'notification', quantity: usage['httpDeliveries'] }]
        : []),
    ]
  },
})
