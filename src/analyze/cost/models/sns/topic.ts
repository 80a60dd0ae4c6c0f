import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { flagAt, waiting } from '../../read.js'
import { type Named, whereStated } from '../meters.js'
import { deliveriesOf } from './deliveries.js'

/** What a FIFO topic is billed for besides its requests. */
const FIFO: readonly (readonly [string, Named])[] = [
  ['publishedGb', { name: 'Published data', price: 'sns.fifo_publish_payload', unit: 'GB' }],
  ['fifoDeliveries', { name: 'Deliveries', price: 'sns.fifo_delivery', unit: 'message' }],
  ['deliveredGb', { name: 'Delivered data', price: 'sns.fifo_delivery_payload', unit: 'GB' }],
]

export const topic: PriceModel = definePriceModel({
  type: 'AWS::SNS::Topic',
  refs: ['https://aws.amazon.com/sns/pricing/'],
  usage: {
    publishes: { unit: 'request', about: 'messages published a month, in pieces of 64 KB' },
    emails: { unit: 'notification', about: 'e-mails delivered a month' },
    pushes: { unit: 'notification', about: 'notices to mobile devices a month' },
    streamDeliveries: { unit: 'notification', about: 'deliveries to Firehose a month' },
    fifoDeliveries: { unit: 'message', about: 'messages delivered by a FIFO topic a month, once for each subscriber' },
    publishedGb: { unit: 'GB', about: 'messages published to a FIFO topic' },
    deliveredGb: { unit: 'GB', about: 'messages delivered by a FIFO topic' },
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
      ...whereStated({ name: 'Mobile notices', price: 'sns.delivery_mobile_push', unit: 'notification' }, usage['pushes']),
      ...whereStated({ name: 'Deliveries to Firehose', price: 'sns.delivery_firehose', unit: 'notification' }, usage['streamDeliveries']),
      ...(fifo ? FIFO.flatMap(([name, meter]) => whereStated(meter, usage[name])) : []),
    ]
  },
})
