import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

/** A network at a transit gateway, under either of the two names that CloudFormation has for it. */
export function networkAttachment(type: string): PriceModel {
  return definePriceModel({
    type,
    refs: ['https://aws.amazon.com/transit-gateway/pricing/'],
    usage: { processedGb: { unit: 'GB', about: 'data that the network sends to the transit gateway' } },
    meters: (_node, usage) => [
      allMonth({ name: 'Attachment hours', price: 'vpc.tgw_vpc_attachment', unit: 'attachment-hour' }),
      { name: 'Data processed', price: 'vpc.tgw_data', unit: 'GB', quantity: usage['processedGb'] },
    ],
  })
}
