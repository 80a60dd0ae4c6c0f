import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isOn, itemsAt, lengthAt, textAt } from '../../read.js'
import { whereStated } from '../meters.js'
import { cloudFrontZone, zoneTitle } from './zone.js'

export const distribution: PriceModel = definePriceModel({
  type: 'AWS::CloudFront::Distribution',
  refs: ['https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/'],
  usage: {
    requests: { unit: 'request', about: 'HTTPS requests a month' },
    internetOutGb: { unit: 'GB', about: 'responses to the internet' },
    originGb: { unit: 'GB', about: 'request bodies that it sends to its origins' },
    shieldRequests: { unit: 'request', about: 'requests a month that go through Origin Shield' },
    edgeRequests: { unit: 'request', about: 'calls of Lambda@Edge functions a month' },
    edgeGbSeconds: { unit: 'GB-second', about: 'memory of Lambda@Edge functions times their duration' },
    invalidatedPaths: { unit: 'path', about: 'paths invalidated a month' },
    httpRequests: { unit: 'request', about: 'requests a month over plain HTTP' },
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
      ...whereStated(
        { ...region, name: `HTTP requests${viewers}`, price: 'cloudfront.requests_http', unit: 'request' },
        usage['httpRequests'],
      ),
      ...whereStated({ name: 'Invalidations', price: 'cloudfront.invalidation_path', unit: 'path' }, usage['invalidatedPaths']),
      ...originShield(node, usage, q),
      ...edgeFunctions(node, usage, q),
    ]
  },
})

/** Whether a CloudFront Function of the template sees its requests. */
export function runsFunctions(node: Resource, q: Query): boolean {
  return q.edges({ from: node, kind: 'refers' }).some(({ path }) => path.includes('FunctionAssociations'))
}

/** Requests through the layer in front of an origin pay by the region that the layer stands in. */
function originShield(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const origin = itemsAt(q, node, 'DistributionConfig.Origins').find((each) => isOn(q, each, 'OriginShield.Enabled'))
  if (origin === undefined) return []
  const region = textAt(q, origin, 'OriginShield.OriginShieldRegion')
  const meter = { name: 'Requests through Origin Shield', unit: 'request', quantity: usage['shieldRequests'] }
  if (isUnresolved(region)) return [{ ...meter, price: region }]
  return [{ ...meter, price: 'cloudfront.origin_shield_requests', ...(region === undefined ? {} : { region }) }]
}

function edgeFunctions(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const runs =
    lengthAt(q, node, 'DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations') !== 0 ||
    itemsAt(q, node, 'DistributionConfig.CacheBehaviors').some((each) => lengthAt(q, each, 'LambdaFunctionAssociations') !== 0)
  if (!runs) return []
  return [
    { name: 'Lambda@Edge requests', price: 'lambda.edge_requests', unit: 'request', quantity: usage['edgeRequests'] },
    { name: 'Lambda@Edge duration', price: 'lambda.edge_duration', unit: 'GB-second', quantity: usage['edgeGbSeconds'] },
  ]
}
