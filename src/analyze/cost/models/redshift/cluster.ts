import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isOn, numberAt, orElse, textAt, waiting } from '../../read.js'
import { publicAddresses } from '../ec2/public-address.js'
import { allMonth, whereStated } from '../meters.js'
import { managedSecret } from '../rds/managed-secret.js'

const NAME = 'Node hours'

export const redshiftCluster: PriceModel = definePriceModel({
  type: 'AWS::Redshift::Cluster',
  refs: ['https://aws.amazon.com/redshift/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'data in managed storage, which RA3 and later nodes pay for apart' },
    scannedTb: { unit: 'TB', about: 'data in S3 that queries read through Spectrum' },
  },
  meters(node, usage, q) {
    const type = textAt(q, node, 'NodeType') ?? { unresolved: 'NodeType', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'node-hour', type)]
    return [
      allMonth({ name: `${NAME} (${type})`, price: `redshift.${type}`, unit: 'node-hour' }, nodesOf(node, q)),
      ...(type.startsWith('ra3')
        ? [{ name: 'Managed storage', price: 'redshift.managed_storage_ra3', unit: 'GB-month', quantity: usage['storedGb'] }]
        : []),
      ...whereStated({ name: 'Spectrum scans', price: 'redshift.spectrum', unit: 'TB' }, usage['scannedTb']),
      ...managedSecret(q, node, 'ManageMasterPassword'),
      ...(isOn(q, node, 'PubliclyAccessible') ? [publicAddresses(1)] : []),
    ]
  },
})

/** A cluster in two zones has its nodes in each of them. */
function nodesOf(node: Resource, q: Query): Measure {
  const single = textAt(q, node, 'ClusterType') === 'single-node'
  const count: number | Unresolved = single ? 1 : orElse(numberAt(q, node, 'NumberOfNodes'), 1)
  if (isUnresolved(count)) return count
  return isOn(q, node, 'MultiAZ') ? count * 2 : count
}
