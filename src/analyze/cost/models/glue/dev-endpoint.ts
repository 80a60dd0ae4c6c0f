import type { Query, Resource } from '#graph/index.js'
import type { Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse } from '../../read.js'
import { allMonth } from '../meters.js'

/** Units of an endpoint that names none. Source: https://aws.amazon.com/glue/pricing/ */
const DEFAULT_UNITS = 5

export const devEndpoint: PriceModel = definePriceModel({
  type: 'AWS::Glue::DevEndpoint',
  refs: ['https://aws.amazon.com/glue/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [
    allMonth({ name: 'Endpoint capacity', price: 'glue.interactive_session', unit: 'DPU-hour' }, unitsOf(node, q)),
  ],
})

function unitsOf(node: Resource, q: Query): number | Unresolved {
  const nodes = numberAt(q, node, 'NumberOfNodes')
  if (nodes !== undefined) return nodes
  return orElse(numberAt(q, node, 'NumberOfWorkers'), DEFAULT_UNITS)
}
