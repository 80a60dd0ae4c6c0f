import type { Query, Resource } from '#graph/index.js'
import { isNeeded, isUnresolved, type Measure } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const TYPE = 'AWS::OpenSearchServerless::Collection'
const METER = { name: 'Compute units', price: 'opensearch.serverless_ocu', unit: 'OCU-hour' }
/** Half a unit each for indexing and for searching, twice with standby. Source: https://aws.amazon.com/opensearch-service/pricing/ */
const LEAST = { redundant: 2, single: 1 }

/** Collections share units; the least that is billed stands at the first one of the template. */
export const collection: PriceModel = definePriceModel({
  type: TYPE,
  refs: ['https://aws.amazon.com/opensearch-service/pricing/'],
  usage: {
    averageOcu: { unit: 'OCU', about: 'compute units for indexing and searching, mean over the month' },
    storedGb: { unit: 'GB-month', about: 'data and indexes' },
  },
  meters(node, usage, q) {
    const standby = orElse(textAt(q, node, 'StandbyReplicas'), 'ENABLED')
    if (isUnresolved(standby)) return [waiting(METER.name, METER.unit, standby)]
    return [
      ...compute(node, q, usage['averageOcu'] ?? { needs: 'averageOcu' }, standby === 'DISABLED' ? LEAST.single : LEAST.redundant),
      { name: 'Storage', price: 'opensearch.serverless_storage', unit: 'GB-month', quantity: usage['storedGb'] },
    ]
  },
})

function compute(node: Resource, q: Query, average: Measure, least: number): readonly Meter[] {
  if (!isNeeded(average)) return [allMonth(METER, average)]
  const first = q.all(TYPE)[0]?.id === node.id
  return [
    ...(first ? [allMonth(METER, least)] : []),
    allMonth({ ...METER, name: first ? `${METER.name} above ${least}` : METER.name }, average),
  ]
}
