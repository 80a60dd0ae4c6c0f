import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Node hours'

export const daxCluster: PriceModel = definePriceModel({
  type: 'AWS::DAX::Cluster',
  refs: ['https://aws.amazon.com/dynamodb/pricing/on-demand/'],
  usage: {},
  meters(node, _usage, q) {
    const type = textAt(q, node, 'NodeType') ?? { unresolved: 'NodeType', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'node-hour', type)]
    const nodes = numberAt(q, node, 'ReplicationFactor') ?? { unresolved: 'ReplicationFactor', why: 'it is not given' }
    return [allMonth({ name: `${NAME} (${type})`, price: `dax.${type}`, unit: 'node-hour' }, nodes)]
  },
})
