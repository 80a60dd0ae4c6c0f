import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { flagAt, isOn, orElse, textAt, waiting } from '../../read.js'

const NAME = 'Cache hours'
const FUNCTION = 'AWS::Lambda::Function'

export const restStage: PriceModel = definePriceModel({
  type: 'AWS::ApiGateway::Stage',
  refs: ['https://aws.amazon.com/api-gateway/pricing/', 'https://aws.amazon.com/xray/pricing/'],
  usage: { traces: { unit: 'trace', about: 'requests traced by X-Ray a month' } },
  meters: (node, usage, q) => [
    ...cache(node, q),
    ...(startsTraces(node, q) ? [{ name: 'Traces', price: 'xray.traces_stored', unit: 'trace', quantity: usage['traces'] }] : []),
  ],
})

function cache(node: Resource, q: Query): readonly Meter[] {
  const enabled = flagAt(q, node, 'CacheClusterEnabled')
  if (isUnresolved(enabled)) return [waiting(NAME, 'hour', enabled)]
  if (!enabled) return []
  const size = orElse(textAt(q, node, 'CacheClusterSize'), '0.5')
  if (isUnresolved(size)) return [waiting(NAME, 'hour', size)]
  return [
    { name: NAME, price: `apigateway.cache_${size}GB`, unit: 'hour', quantity: HOURS_A_MONTH, formula: `a cache of ${size} GB for 730 h` },
  ]
}

/** A trace goes through stage and functions and is billed once: at the functions where they trace too. */
export function startsTraces(node: Resource, q: Query): boolean {
  return isOn(q, node, 'TracingEnabled') && !q.all(FUNCTION).some((each) => textAt(q, each, 'TracingConfig.Mode') === 'Active')
}
