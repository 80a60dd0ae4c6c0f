import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Measure, product } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isOn, numberAt, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Broker hours'
const STORAGE = 'BrokerNodeGroupInfo.StorageInfo.EBSStorageInfo'

export const mskCluster: PriceModel = definePriceModel({
  type: 'AWS::MSK::Cluster',
  refs: ['https://aws.amazon.com/msk/pricing/'],
  usage: {
    tieredGb: { unit: 'GB-month', about: 'data that moved to tiered storage' },
    storedGb: { unit: 'GB-month', about: 'data on Express brokers, which pay for what is used' },
    writtenGb: { unit: 'GB', about: 'data written to Express brokers' },
    crossZoneGb: { unit: 'GB', about: 'data between brokers and clients in other zones' },
  },
  transfers: [{ over: 'cross-zone transfer', usage: 'crossZoneGb', expected: () => false }],
  meters(node, usage, q) {
    const type = textAt(q, node, 'BrokerNodeGroupInfo.InstanceType') ?? { unresolved: 'InstanceType', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'broker-hour', type)]
    const brokers = numberAt(q, node, 'NumberOfBrokerNodes') ?? { unresolved: 'NumberOfBrokerNodes', why: 'it is not given' }
    const express = type.startsWith('express.')
    const price = express ? `msk.kafka.${type}` : `msk.${type}`
    return [
      allMonth({ name: `${NAME} (${type})`, price, unit: 'broker-hour' }, brokers),
      ...(express ? expressStorage(usage) : storage(node, q, brokers)),
      ...(textAt(q, node, 'StorageMode') === 'TIERED'
        ? [{ name: 'Tiered storage', price: 'msk.tiered_storage', unit: 'GB-month', quantity: usage['tieredGb'] }]
        : []),
    ]
  },
})

function expressStorage(usage: ModelUsage): readonly Meter[] {
  return [
    { name: 'Storage', price: 'msk.express_storage', unit: 'GB-month', quantity: usage['storedGb'] },
    { name: 'Data written', price: 'msk.express_in', unit: 'GB', quantity: usage['writtenGb'] },
  ]
}

/** Each broker has a volume of the size that the cluster gives. */
function storage(node: Resource, q: Query, brokers: Measure): readonly Meter[] {
  const size = numberAt(q, node, `${STORAGE}.VolumeSize`) ?? { unresolved: 'EBSStorageInfo.VolumeSize', why: 'it is not given' }
  const throughput = numberAt(q, node, `${STORAGE}.ProvisionedThroughput.VolumeThroughput`)
  return [
    { name: 'Broker storage', price: 'msk.broker_storage', unit: 'GB-month', quantity: product(size, brokers) },
    ...(throughput !== undefined && isOn(q, node, `${STORAGE}.ProvisionedThroughput.Enabled`)
      ? [{ name: 'Provisioned throughput', price: 'msk.broker_throughput', unit: 'MBps-month', quantity: product(throughput, brokers) }]
      : []),
  ]
}
