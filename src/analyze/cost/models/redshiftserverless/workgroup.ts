import { isUnresolved, product } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse } from '../../read.js'

/** Capacity of a workgroup where nothing is said. Source: https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-capacity.html */
const DEFAULT_RPU = 128

export const workgroup: PriceModel = definePriceModel({
  type: 'AWS::RedshiftServerless::Workgroup',
  refs: ['https://aws.amazon.com/redshift/pricing/'],
  usage: { activeHours: { unit: 'hour', about: 'hours in which queries run, a month; at least a minute each time' } },
  meters(node, usage, q) {
    const capacity = orElse(numberAt(q, node, 'Workgroup.BaseCapacity') ?? numberAt(q, node, 'BaseCapacity'), DEFAULT_RPU)
    const active = usage['activeHours'] ?? { needs: 'activeHours' }
    return [
      {
        name: isUnresolved(capacity) ? 'Capacity in use' : `Capacity in use (${capacity} RPU)`,
        price: 'redshift.serverless_rpu',
        unit: 'RPU-hour',
        quantity: product(active, capacity),
      },
    ]
  },
})
