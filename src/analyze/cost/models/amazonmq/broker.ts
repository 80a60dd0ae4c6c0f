import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Broker hours'

/** Prices are those of the whole deployment: a pair or a cluster of brokers has a price of its own. */
export const broker: PriceModel = definePriceModel({
  type: 'AWS::AmazonMQ::Broker',
  refs: ['https://aws.amazon.com/amazon-mq/pricing/'],
  usage: { storedGb: { unit: 'GB-month', about: 'messages kept, mean over the month' } },
  meters(node, usage, q) {
    const kind = kindOf(node, q)
    const type = textAt(q, node, 'HostInstanceType') ?? { unresolved: 'HostInstanceType', why: 'it is not given' }
    if (isUnresolved(kind)) return [waiting(NAME, 'hour', kind)]
    if (isUnresolved(type)) return [waiting(NAME, 'hour', type)]
    const disk = textAt(q, node, 'StorageType')
    const ebs = kind.startsWith('rabbitmq') || disk === 'EBS' || disk === 'ebs'
    return [
      allMonth({ name: `${NAME} (${type})`, price: `mq.${kind}.${type}`, unit: 'hour' }),
      { name: 'Storage', price: ebs ? 'mq.broker_storage_ebs' : 'mq.broker_storage_efs', unit: 'GB-month', quantity: usage['storedGb'] },
    ]
  },
})

/** `activemq.single`, `activemq.ha`, `rabbitmq.single` or `rabbitmq_cluster.ha`, as price keys name it. */
function kindOf(node: Resource, q: Query): string | Unresolved {
  const engine = textAt(q, node, 'EngineType') ?? { unresolved: 'EngineType', why: 'it is not given' }
  const mode = orElse(textAt(q, node, 'DeploymentMode'), 'SINGLE_INSTANCE')
  if (isUnresolved(engine)) return engine
  if (isUnresolved(mode)) return mode
  const name = engine.toLowerCase()
  return mode === 'SINGLE_INSTANCE' ? `${name}.single` : mode === 'CLUSTER_MULTI_AZ' ? `${name}_cluster.ha` : `${name}.ha`
}
