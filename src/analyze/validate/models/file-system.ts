import { isWhole, numberAt, textAt } from './links.js'
import { at, type Located, type ModelContext, type ResourceModel } from './model.js'

const CONFIGURATIONS: ReadonlyMap<string, string> = new Map([
  ['LUSTRE', 'LustreConfiguration'],
  ['ONTAP', 'OntapConfiguration'],
  ['OPENZFS', 'OpenZFSConfiguration'],
  ['WINDOWS', 'WindowsConfiguration'],
])
const windows = { FileSystemType: 'WINDOWS', StorageCapacity: 300, SubnetIds: ['subnet-1'] }
const lustre = { FileSystemType: 'LUSTRE', SubnetIds: ['subnet-1'] }

export const settingsOfFileSystem: ResourceModel = {
  id: 'file-system',
  code: 'file-system',
  types: ['AWS::FSx::FileSystem'],
  refs: ['https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystem.html'],
  examples: {
    wrong: [
      {
        name: 'settings of another kind',
        props: { ...lustre, StorageCapacity: 1200, WindowsConfiguration: { ThroughputCapacity: 8 } },
        says: 'WindowsConfiguration is for WINDOWS',
      },
      { name: 'none', props: windows, says: 'needs WindowsConfiguration' },
      {
        name: 'too small',
        props: { ...windows, StorageCapacity: 16, WindowsConfiguration: { ThroughputCapacity: 8 } },
        says: 'at least 32',
      },
      {
        name: 'between two steps',
        props: { ...lustre, StorageCapacity: 3000, LustreConfiguration: { DeploymentType: 'SCRATCH_2' } },
        says: '1200, or a multiple of 2400',
      },
      {
        name: 'between two steps of the first kind',
        props: { ...lustre, StorageCapacity: 4800, LustreConfiguration: { DeploymentType: 'SCRATCH_1' } },
        says: '1200, 2400, or a multiple of 3600',
      },
      {
        name: 'two zones in one subnet',
        props: {
          ...windows,
          WindowsConfiguration: { ThroughputCapacity: 16, DeploymentType: 'MULTI_AZ_1', PreferredSubnetId: 'subnet-1' },
        },
        says: 'two subnets',
      },
      {
        name: 'two zones without a first',
        props: { ...windows, SubnetIds: ['a', 'b'], WindowsConfiguration: { ThroughputCapacity: 16, DeploymentType: 'MULTI_AZ_1' } },
        says: 'PreferredSubnetId',
      },
      {
        name: 'two directories',
        props: {
          ...windows,
          WindowsConfiguration: { ThroughputCapacity: 8, ActiveDirectoryId: 'd-1', SelfManagedActiveDirectoryConfiguration: {} },
        },
        says: 'ActiveDirectoryId and SelfManagedActiveDirectoryConfiguration',
      },
    ],
    right: [
      { name: 'Windows', props: { ...windows, WindowsConfiguration: { ThroughputCapacity: 8, ActiveDirectoryId: 'd-1' } } },
      { name: 'Lustre', props: { ...lustre, StorageCapacity: 4800, LustreConfiguration: { DeploymentType: 'PERSISTENT_2' } } },
      { name: 'Lustre without settings', props: { ...lustre, StorageCapacity: 1200 } },
      {
        name: 'disks that turn',
        props: { ...lustre, StorageCapacity: 6000, StorageType: 'HDD', LustreConfiguration: { DeploymentType: 'PERSISTENT_1' } },
      },
      {
        name: 'Lustre that grows by itself',
        props: { ...lustre, StorageType: 'INTELLIGENT_TIERING', LustreConfiguration: { DeploymentType: 'PERSISTENT_2' } },
      },
      {
        name: 'two zones',
        props: {
          ...windows,
          SubnetIds: ['a', 'b'],
          WindowsConfiguration: { ThroughputCapacity: 16, DeploymentType: 'MULTI_AZ_1', PreferredSubnetId: 'a' },
        },
      },
      { name: 'from a backup', props: { FileSystemType: 'WINDOWS', BackupId: 'backup-1', SubnetIds: ['a'], WindowsConfiguration: {} } },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    const own = { tree, place }
    const type = textAt(own, 'FileSystemType')
    const name = CONFIGURATIONS.get(type ?? '')
    if (!isWhole(own) || type === undefined || name === undefined) return
    checkKind(own, type, complain)
    const settings = at(own, name)
    if (settings === undefined && type !== 'LUSTRE') complain(`a file system of type ${type} needs ${name}`, place)
    checkCapacity(own, { type, deployment: settings && textAt(settings, 'DeploymentType'), complain })
    if (settings !== undefined) checkZones(own, settings, complain)
  },
}

function checkKind(own: Located, type: string, complain: ModelContext['complain']): void {
  const right = CONFIGURATIONS.get(type)
  for (const [kind, name] of CONFIGURATIONS) {
    const given = at(own, name)
    if (kind !== type && given !== undefined) complain(`${name} is for ${kind}; a file system of type ${type} takes ${right}`, given.place)
  }
}

/** In gigabytes; the smallest that any kind of storage takes. */
const SMALLEST: ReadonlyMap<string, number> = new Map([
  ['ONTAP', 1024],
  ['OPENZFS', 64],
  ['WINDOWS', 32],
])

interface Around {
  readonly type: string
  readonly deployment: string | undefined
  readonly complain: ModelContext['complain']
}

function checkCapacity(own: Located, { type, deployment, complain }: Around): void {
  const capacity = numberAt(own, 'StorageCapacity')
  const place = at(own, 'StorageCapacity')?.place
  if (capacity === undefined || place === undefined) return
  const least = SMALLEST.get(type) ?? 0
  if (capacity < least) complain(`a file system of type ${type} has at least ${least} GiB, not ${capacity}`, place, { atValue: true })
  const steps = type === 'LUSTRE' && isOnSsd(own) ? STEPS.get(deployment ?? '') : undefined
  if (steps === undefined || steps.small.includes(capacity) || isMultiple(capacity, steps.every)) return
  const words = [...steps.small.map(String), `or a multiple of ${steps.every}`].join(', ')
  complain(`${deployment} has ${words} GiB, not ${capacity}`, place, { atValue: true })
}

function isMultiple(count: number, of: number): boolean {
  return count > 0 && count % of === 0
}

function isOnSsd(own: Located): boolean {
  return at(own, 'StorageType') === undefined || textAt(own, 'StorageType') === 'SSD'
}

const STEPS: ReadonlyMap<string, { readonly small: readonly number[]; readonly every: number }> = new Map([
  ['SCRATCH_1', { small: [1200, 2400], every: 3600 }],
  ['SCRATCH_2', { small: [1200], every: 2400 }],
  ['PERSISTENT_1', { small: [1200], every: 2400 }],
  ['PERSISTENT_2', { small: [1200], every: 2400 }],
])

function checkZones(own: Located, settings: Located, complain: ModelContext['complain']): void {
  const directory = at(settings, 'SelfManagedActiveDirectoryConfiguration')
  if (directory !== undefined && at(settings, 'ActiveDirectoryId') !== undefined)
    complain('a file system takes one of ActiveDirectoryId and SelfManagedActiveDirectoryConfiguration', directory.place)
  const deployment = textAt(settings, 'DeploymentType') ?? ''
  if (!deployment.startsWith('MULTI_AZ')) return
  const subnets = at(own, 'SubnetIds')
  if (subnets?.tree.kind === 'list' && subnets.tree.items.length === 1)
    complain(`${deployment} needs two subnets in two zones`, subnets.place)
  if (isWhole(settings) && at(settings, 'PreferredSubnetId') === undefined)
    complain(`${deployment} needs a PreferredSubnetId: the subnet that serves as long as its zone does`, settings.place)
}
