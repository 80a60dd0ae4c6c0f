import type { Query, Resource } from '#graph/index.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt, lengthAt, textAt } from '../../read.js'
import { whereStated } from '../meters.js'

/** The first copy of management events in a region is free; whether this trail is the first one the template cannot say. */
export const trail: PriceModel = definePriceModel({
  type: 'AWS::CloudTrail::Trail',
  refs: ['https://aws.amazon.com/cloudtrail/pricing/'],
  usage: {
    copiedEvents: { unit: 'event', about: 'management events a month of which another trail has the first copy' },
    dataEvents: { unit: 'event', about: 'data events a month' },
    insightEvents: { unit: 'event', about: 'events a month that Insights looks at' },
  },
  meters(node, usage, q) {
    const data = { name: 'Data events', price: 'cloudtrail.data_events', unit: 'event' }
    const insights = { name: 'Events looked at by Insights', price: 'cloudtrail.insights_events', unit: 'event' }
    return [
      ...whereStated(
        { name: 'Further copies of management events', price: 'cloudtrail.management_events_additional_copy', unit: 'event' },
        usage['copiedEvents'],
      ),
      ...(recordsData(node, q) ? [{ ...data, quantity: usage['dataEvents'] }] : whereStated(data, usage['dataEvents'])),
      ...(lengthAt(q, node, 'InsightSelectors') === 0
        ? whereStated(insights, usage['insightEvents'])
        : [{ ...insights, quantity: usage['insightEvents'] }]),
    ]
  },
})

function recordsData(node: Resource, q: Query): boolean {
  if (itemsAt(q, node, 'EventSelectors').some((selector) => lengthAt(q, selector, 'DataResources') !== 0)) return true
  return itemsAt(q, node, 'AdvancedEventSelectors').some((selector) =>
    itemsAt(q, selector, 'FieldSelectors').some(
      (field) =>
        textAt(q, field, 'Field') === 'eventCategory' && itemsAt(q, field, 'Equals').some((value) => textAt(q, value, '') === 'Data'),
    ),
  )
}
