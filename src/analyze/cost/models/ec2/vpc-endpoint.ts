import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isUnresolved, product } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { lengthAt, orElse, textAt, waiting } from '../../read.js'

const HOURS = 'Endpoint hours'

export const vpcEndpoint: PriceModel = definePriceModel({
  type: 'AWS::EC2::VPCEndpoint',
  refs: ['https://aws.amazon.com/privatelink/pricing/'],
  usage: { processedGb: { unit: 'GB', about: 'data through the endpoint, both directions' } },
  meters(node, usage, q): readonly Meter[] {
    const kind = orElse(textAt(q, node, 'VpcEndpointType'), 'Gateway')
    if (isUnresolved(kind)) return [waiting(HOURS, 'ENI-AZ-hour', kind)]
    if (kind === 'Gateway') return []
    const zones = lengthAt(q, node, 'SubnetIds')
    const price = kind === 'GatewayLoadBalancer' ? 'vpc.gwlb_endpoint' : 'vpc.interface_endpoint'
    return [
      {
        name: HOURS,
        price,
        unit: 'ENI-AZ-hour',
        quantity: isUnresolved(zones) ? zones : product(factor(zones, `${zones} zones`), factor(HOURS_A_MONTH, '730 h')),
      },
      { name: 'Data processed', price: `${price}_data`, unit: 'GB', quantity: usage['processedGb'] },
    ]
  },
})
