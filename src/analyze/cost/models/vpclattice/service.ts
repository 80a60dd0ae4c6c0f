import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

/** Requests above 300,000 an hour are billed as well; the price book has no price of them. */
export const latticeService: PriceModel = definePriceModel({
  type: 'AWS::VpcLattice::Service',
  refs: ['https://aws.amazon.com/vpc/lattice/pricing/'],
  usage: { processedGb: { unit: 'GB', about: 'data through the service, both directions' } },
  meters: (_node, usage) => [
    allMonth({ name: 'Service hours', price: 'vpc.lattice_service', unit: 'hour' }),
    { name: 'Data processed', price: 'vpc.lattice_data', unit: 'GB', quantity: usage['processedGb'] },
  ],
})
