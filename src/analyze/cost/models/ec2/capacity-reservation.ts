import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'
import { instanceHours } from './instance-hours.js'

/** What runs in a reservation is billed as an instance; the rest of it costs the same as if it ran. */
export const capacityReservation: PriceModel = definePriceModel({
  type: 'AWS::EC2::CapacityReservation',
  refs: ['https://aws.amazon.com/ec2/pricing/on-demand/'],
  usage: { unusedInstances: { unit: 'instance', about: 'reserved instances that nothing runs in, mean over the month' } },
  meters: (node, usage, q) => [
    instanceHours({
      type: textAt(q, node, 'InstanceType'),
      count: usage['unusedInstances'] ?? { needs: 'unusedInstances' },
      title: ' that are reserved and not used',
      market: textAt(q, node, 'Tenancy') === 'dedicated' ? 'dedicated' : 'on-demand',
    }),
  ],
})
