import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt } from '../../read.js'
import { allMonth } from '../meters.js'

export const athenaCapacity: PriceModel = definePriceModel({
  type: 'AWS::Athena::CapacityReservation',
  refs: ['https://aws.amazon.com/athena/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [
    allMonth(
      { name: 'Reserved capacity', price: 'athena.provisioned_dpu', unit: 'DPU-hour' },
      numberAt(q, node, 'TargetDpus') ?? { unresolved: 'TargetDpus', why: 'it is not given' },
    ),
  ],
})
