import { definePriceModel, type PriceModel } from '../../model.js'

export const securityHub: PriceModel = definePriceModel({
  type: 'AWS::SecurityHub::Hub',
  refs: ['https://aws.amazon.com/security-hub/pricing/'],
  usage: { checks: { unit: 'check', about: 'security checks a month: each control for each resource' } },
  meters: (_node, usage) => [{ name: 'Security checks', price: 'securityhub.checks', unit: 'check', quantity: usage['checks'] }],
})
