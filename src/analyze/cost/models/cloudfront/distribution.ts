import type { Query, Resource } from '#graph/index.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { cloudFrontZone, zoneTitle } from './zone.js'

export const distribution: PriceModel = definePriceModel({
  type: 'AWS::CloudFront::Distribution',
  refs: ['https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/'],
  usage: {
    requests: { unit: 'request', about: 'HTTPS requests a month' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
    originGb: { unit: 'GB', about: 'request bodies that it sends to its origins' },
    functionCalls: { unit: 'invocation', about: 'calls of CloudFront Functions a month' },
  },
  meters(node, usage, q) {
    // Viewers pay by where they are; the template cannot say, so they are taken to be near the region of the system.
    const zone = cloudFrontZone(q.region)
    const region = zone === undefined ? {} : { region: `cloudfront:${zone}` }
    const viewers = zone === undefined ? '' : ` (viewers in ${zoneTitle(zone)})`
    return [
      { ...region, name: `HTTPS requests${viewers}`, price: 'cloudfront.requests_https', unit: 'request', quantity: usage['requests'] },
      { ...region, name: `Data out${viewers}`, price: 'cloudfront.data_out_internet', unit: 'GB', quantity: usage['internetOutGb'] },
      { ...region, name: 'Data to origins', price: 'cloudfront.data_to_origin', unit: 'GB', quantity: usage['originGb'] },
      ...(runsFunctions(node, q)
        ? [{ name: 'Function calls', price: 'cloudfront.functions', unit: 'invocation', quantity: usage['functionCalls'] }]
        : []),
    ]
  },
})

/** Whether a CloudFront Function of the template sees its requests. */
export function runsFunctions(node: Resource, q: Query): boolean {
  return q.edges({ from: node, kind: 'refers' }).some(({ path }) => path.includes('FunctionAssociations'))
}
