import { definePriceModel, type PriceModel } from '../../model.js'
import { isGiven } from '../../read.js'
import { whereStated } from '../meters.js'

/** Events of AWS services are free. */
export const eventBus: PriceModel = definePriceModel({
  type: 'AWS::Events::EventBus',
  refs: ['https://aws.amazon.com/eventbridge/pricing/'],
  usage: {
    events: { unit: 'event-64KB', about: 'events that applications put on the bus a month, in pieces of 64 KB' },
    partnerEvents: { unit: 'event', about: 'events of software partners a month' },
  },
  meters(node, usage, q) {
    const partner = isGiven(q, node, 'EventSourceName')
    const partners = { name: 'Partner events', price: 'eventbridge.third_party_events', unit: 'event' }
    if (partner) return [{ ...partners, quantity: usage['partnerEvents'] }]
    return [
      { name: 'Custom events', price: 'eventbridge.custom_events', unit: 'event-64KB', quantity: usage['events'] },
      ...whereStated(partners, usage['partnerEvents']),
    ]
  },
})
