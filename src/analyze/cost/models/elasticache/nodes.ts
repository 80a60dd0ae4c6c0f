import type { Query, Resource } from '#graph/index.js'
import { HOURS_A_MONTH } from '#spec/index.js'
import { factor, isUnresolved, type Measure, product } from '../../measure.js'
import type { Meter } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'

const NAME = 'Node hours'

export function nodeHours(node: Resource, q: Query, count: Measure, defaultEngine: string): Meter {
  const type = textAt(q, node, 'CacheNodeType') ?? { unresolved: 'CacheNodeType', why: 'it is not given' }
  const engine = orElse(textAt(q, node, 'Engine'), defaultEngine)
  if (isUnresolved(type)) return waiting(NAME, 'node-hour', type)
  if (isUnresolved(engine)) return waiting(NAME, 'node-hour', engine)
  return {
    name: `${NAME} (${type}, ${engine})`,
    price: `elasticache.${engine}.${type}`,
    unit: 'node-hour',
    quantity: product(count, factor(HOURS_A_MONTH, '730 h')),
  }
}
