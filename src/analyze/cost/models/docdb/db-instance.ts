import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const CLUSTER = 'AWS::DocDB::DBCluster'
const NAME = 'Instance hours'

export const docdbInstance: PriceModel = definePriceModel({
  type: 'AWS::DocDB::DBInstance',
  refs: ['https://aws.amazon.com/documentdb/pricing/'],
  usage: {},
  meters(node, _usage, q) {
    const type = textAt(q, node, 'DBInstanceClass') ?? { unresolved: 'DBInstanceClass', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'instance-hour', type)]
    const cluster = clusterOf(node, q)
    const storage = cluster === undefined ? undefined : textAt(q, cluster, 'StorageType')
    if (isUnresolved(storage)) return [waiting(NAME, 'instance-hour', storage)]
    const prefix = storage === 'iopt1' ? 'docdb.io_optimized' : 'docdb'
    return [allMonth({ name: `${NAME} (${type})`, price: `${prefix}.${type}`, unit: 'instance-hour' })]
  },
})

function clusterOf(instance: Resource, q: Query): Resource | undefined {
  return q.edges({ from: instance, kind: 'refers' }).find(({ to }) => to.type === CLUSTER)?.to
}
