import { definePriceModel, type PriceModel } from '../../model.js'
import { allMonth } from '../meters.js'

export const accelerator: PriceModel = definePriceModel({
  type: 'AWS::GlobalAccelerator::Accelerator',
  refs: ['https://aws.amazon.com/global-accelerator/pricing/'],
  usage: {
    premiumGb: { unit: 'GB', about: 'data in the direction that carries more, which pays a premium by where it comes from and goes to' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
  },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => false }],
  meters: (_node, usage) => [
    allMonth({ name: 'Accelerator hours', price: 'globalaccelerator.accelerator', unit: 'hour' }),
    { name: 'Premium on data', price: 'globalaccelerator.data_premium', unit: 'GB', quantity: usage['premiumGb'] },
  ],
})
