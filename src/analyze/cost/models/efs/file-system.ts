import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isGiven, itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { whereStated } from '../meters.js'

const NAME = 'Storage'

export const efsFileSystem: PriceModel = definePriceModel({
  type: 'AWS::EFS::FileSystem',
  refs: ['https://aws.amazon.com/efs/pricing/'],
  usage: {
    storedGb: { unit: 'GB-month', about: 'files in the standard class' },
    infrequentGb: { unit: 'GB-month', about: 'files that were moved to infrequent access' },
    archiveGb: { unit: 'GB-month', about: 'files that were moved to the archive' },
    readGb: { unit: 'GB', about: 'data read' },
    writtenGb: { unit: 'GB', about: 'data written' },
    infrequentReadGb: { unit: 'GB', about: 'data read from infrequent access' },
    backupGb: { unit: 'GB-month', about: 'backups of the file system, kept warm' },
  },
  meters(node, usage, q) {
    const oneZone = isGiven(q, node, 'AvailabilityZoneName')
    const mode = orElse(textAt(q, node, 'ThroughputMode'), 'bursting')
    if (isUnresolved(mode)) return [waiting(NAME, 'GB-month', mode)]
    return [
      {
        name: oneZone ? `${NAME}, one zone` : NAME,
        price: oneZone ? 'efs.onezone_storage' : 'efs.standard_storage',
        unit: 'GB-month',
        quantity: usage['storedGb'],
      },
      ...colder(node, usage, q, oneZone),
      ...throughput(node, usage, q, mode),
      ...(textAt(q, node, 'BackupPolicy.Status') === 'ENABLED'
        ? [{ name: 'Automatic backups', price: 'backup.efs_warm', unit: 'GB-month', quantity: usage['backupGb'] }]
        : []),
    ]
  },
})

function colder(node: Resource, usage: ModelUsage, q: Query, oneZone: boolean): readonly Meter[] {
  const policies = itemsAt(q, node, 'LifecyclePolicies')
  const moves = (name: string): boolean => policies.some((policy) => isGiven(q, policy, name))
  const infrequent: Meter = {
    name: 'Infrequent access',
    price: oneZone ? 'efs.onezone_ia_storage' : 'efs.ia_storage',
    unit: 'GB-month',
    quantity: usage['infrequentGb'],
  }
  const archive: Meter = { name: 'Archive', price: 'efs.archive_storage', unit: 'GB-month', quantity: usage['archiveGb'] }
  return [
    ...(moves('TransitionToIA') ? [infrequent] : []),
    ...(moves('TransitionToArchive') ? [archive] : []),
    ...whereStated({ name: 'Reads from infrequent access', price: 'efs.ia_read', unit: 'GB' }, usage['infrequentReadGb']),
  ]
}

/** Reads and writes pay only in elastic mode; in bursting mode throughput comes with the storage. */
function throughput(node: Resource, usage: ModelUsage, q: Query, mode: string): readonly Meter[] {
  if (mode === 'elastic')
    return [
      { name: 'Data read', price: 'efs.elastic_read', unit: 'GB', quantity: usage['readGb'] },
      { name: 'Data written', price: 'efs.elastic_write', unit: 'GB', quantity: usage['writtenGb'] },
    ]
  if (mode !== 'provisioned') return []
  const provisioned: number | Unresolved = numberAt(q, node, 'ProvisionedThroughputInMibps') ?? {
    unresolved: 'ProvisionedThroughputInMibps',
    why: 'it is not given',
  }
  return [{ name: 'Provisioned throughput', price: 'efs.provisioned_throughput', unit: 'MBps-month', quantity: provisioned }]
}
