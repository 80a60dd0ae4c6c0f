import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isUnresolved, product } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { lengthAt } from '../../read.js'

/** An endpoint besides the one that a proxy comes with is an interface endpoint in each of its subnets. */
export const dbProxyEndpoint: PriceModel = definePriceModel({
  type: 'AWS::RDS::DBProxyEndpoint',
  refs: ['https://aws.amazon.com/rds/proxy/pricing/', 'https://aws.amazon.com/privatelink/pricing/'],
  usage: { processedGb: { unit: 'GB', about: 'data through the endpoint, both directions' } },
  meters(node, usage, q) {
    const zones = lengthAt(q, node, 'VpcSubnetIds')
    return [
      {
        name: 'Endpoint hours',
        price: 'vpc.interface_endpoint',
        unit: 'ENI-AZ-hour',
        quantity: isUnresolved(zones) ? zones : product(factor(zones, `${zones} zones`), factor(HOURS_A_MONTH, '730 h')),
      },
      { name: 'Data processed', price: 'vpc.interface_endpoint_data', unit: 'GB', quantity: usage['processedGb'] },
    ]
  },
})
