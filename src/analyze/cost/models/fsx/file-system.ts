import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { numberAt, textAt, waiting } from '../../read.js'
import { whereStated } from '../meters.js'
import { KINDS } from './kinds.js'

const NAME = 'Storage'

export const fsxFileSystem: PriceModel = definePriceModel({
  type: 'AWS::FSx::FileSystem',
  refs: [
    'https://aws.amazon.com/fsx/windows/pricing/',
    'https://aws.amazon.com/fsx/lustre/pricing/',
    'https://aws.amazon.com/fsx/openzfs/pricing/',
    'https://aws.amazon.com/fsx/netapp-ontap/pricing/',
  ],
  usage: {
    backupGb: { unit: 'GB-month', about: 'backups, compressed' },
    capacityPoolGb: { unit: 'GB-month', about: 'data of ONTAP that moved to the capacity pool' },
  },
  meters(node, usage, q): readonly Meter[] {
    const type = textAt(q, node, 'FileSystemType') ?? { unresolved: 'FileSystemType', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'GB-month', type)]
    const kind = KINDS[type]
    if (kind === undefined)
      return [waiting(NAME, 'GB-month', { unresolved: 'FileSystemType', why: `"${type}" is not a kind of file system` })]
    const size = numberAt(q, node, 'StorageCapacity') ?? {
      unresolved: 'StorageCapacity',
      why: 'it is as large as the backup it is made from',
    }
    return [
      ...kind(node, q, size),
      ...whereStated({ name: 'Backups', price: `fsx.${type.toLowerCase()}_backup`, unit: 'GB-month' }, usage['backupGb']),
      ...(type === 'ONTAP'
        ? whereStated({ name: 'Capacity pool', price: 'fsx.ontap_capacity_pool_single_az', unit: 'GB-month' }, usage['capacityPoolGb'])
        : []),
    ]
  },
})
