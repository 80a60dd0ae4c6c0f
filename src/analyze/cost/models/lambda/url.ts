import { definePriceModel, type PriceModel } from '../../model.js'

/** Requests are billed at the function. */
export const lambdaUrl: PriceModel = definePriceModel({
  type: 'AWS::Lambda::Url',
  refs: ['https://aws.amazon.com/lambda/pricing/'],
  usage: { internetOutGb: { unit: 'GB', about: 'responses to the internet' } },
  transfers: [{ over: 'internet egress', usage: 'internetOutGb', expected: () => true }],
  meters: () => [],
})
