import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'
import { portHours } from './ports.js'

/** A dedicated port; what it carries is billed at its virtual interfaces. Hosted connections are ordered from partners. */
export const directConnection: PriceModel = definePriceModel({
  type: 'AWS::DirectConnect::Connection',
  refs: ['https://aws.amazon.com/directconnect/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [portHours(textAt(q, node, 'Bandwidth'))],
})
