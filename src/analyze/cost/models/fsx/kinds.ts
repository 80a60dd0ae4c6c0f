import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Measure, product, type Unresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'

const STORAGE = 'Storage'
/** IOPS that come with each gigabyte of an SSD. Source: https://aws.amazon.com/fsx/openzfs/pricing/ */
const IOPS_PER_GB = 3

type Kind = (node: Resource, q: Query, gigabytes: Measure) => readonly Meter[]

function required(q: Query, node: Resource, path: string): number | Unresolved {
  return numberAt(q, node, path) ?? { unresolved: path, why: 'it is not given' }
}

function zonesOf(deployment: string): 'single_az' | 'multi_az' {
  return deployment.startsWith('MULTI_AZ') ? 'multi_az' : 'single_az'
}

const windows: Kind = (node, q, gigabytes) => {
  const deployment = orElse(textAt(q, node, 'WindowsConfiguration.DeploymentType'), 'SINGLE_AZ_1')
  const disk = orElse(textAt(q, node, 'StorageType'), 'SSD')
  if (isUnresolved(deployment)) return [waiting(STORAGE, 'GB-month', deployment)]
  if (isUnresolved(disk)) return [waiting(STORAGE, 'GB-month', disk)]
  const zones = zonesOf(deployment)
  return [
    { name: `${STORAGE} (${disk})`, price: `fsx.windows_${disk.toLowerCase()}_${zones}`, unit: 'GB-month', quantity: gigabytes },
    {
      name: 'Throughput capacity',
      price: `fsx.windows_throughput_${zones}`,
      unit: 'MBps-month',
      quantity: required(q, node, 'WindowsConfiguration.ThroughputCapacity'),
    },
  ]
}

const lustre: Kind = (node, q, gigabytes) => {
  const deployment = orElse(textAt(q, node, 'LustreConfiguration.DeploymentType'), 'SCRATCH_1')
  if (isUnresolved(deployment)) return [waiting(STORAGE, 'GB-month', deployment)]
  const scratch = deployment.startsWith('SCRATCH')
  const per = scratch ? 0 : required(q, node, 'LustreConfiguration.PerUnitStorageThroughput')
  if (isUnresolved(per)) return [waiting(STORAGE, 'GB-month', per)]
  const price = scratch ? 'fsx.lustre_scratch' : `fsx.lustre_${deployment.toLowerCase().replace('persistent_', 'persistent')}_${per}`
  return [{ name: `${STORAGE} (${deployment.toLowerCase()})`, price, unit: 'GB-month', quantity: gigabytes }]
}

const openZfs: Kind = (node, q, gigabytes) => {
  const deployment = textAt(q, node, 'OpenZFSConfiguration.DeploymentType') ?? { unresolved: 'DeploymentType', why: 'it is not given' }
  if (isUnresolved(deployment)) return [waiting(STORAGE, 'GB-month', deployment)]
  return [
    { name: `${STORAGE} (SSD)`, price: `fsx.openzfs_ssd_${zonesOf(deployment)}`, unit: 'GB-month', quantity: gigabytes },
    {
      name: 'Throughput capacity',
      price: 'fsx.openzfs_throughput',
      unit: 'MBps-month',
      quantity: required(q, node, 'OpenZFSConfiguration.ThroughputCapacity'),
    },
    ...moreIops(node, q, gigabytes),
  ]
}

function moreIops(node: Resource, q: Query, gigabytes: Measure): readonly Meter[] {
  const iops = numberAt(q, node, 'OpenZFSConfiguration.DiskIopsConfiguration.Iops')
  const meter = { name: 'IOPS above the included', price: 'fsx.openzfs_iops', unit: 'IOPS-month' }
  if (iops === undefined) return []
  if (isUnresolved(iops)) return [{ ...meter, quantity: iops }]
  const included = typeof gigabytes === 'number' ? gigabytes * IOPS_PER_GB : 0
  return iops > included ? [{ ...meter, quantity: iops - included, formula: `${iops} - ${included}` }] : []
}

const ontap: Kind = (node, q, gigabytes) => {
  const deployment = textAt(q, node, 'OntapConfiguration.DeploymentType') ?? { unresolved: 'DeploymentType', why: 'it is not given' }
  if (isUnresolved(deployment)) return [waiting(STORAGE, 'GB-month', deployment)]
  const zones = zonesOf(deployment)
  return [
    { name: `${STORAGE} (SSD)`, price: `fsx.ontap_ssd_${zones}`, unit: 'GB-month', quantity: gigabytes },
    { name: 'Throughput capacity', price: `fsx.ontap_throughput_${zones}`, unit: 'MBps-month', quantity: ontapThroughput(node, q) },
  ]
}

function ontapThroughput(node: Resource, q: Query): Measure {
  const whole = numberAt(q, node, 'OntapConfiguration.ThroughputCapacity')
  if (whole !== undefined) return whole
  return product(
    required(q, node, 'OntapConfiguration.ThroughputCapacityPerHAPair'),
    orElse(numberAt(q, node, 'OntapConfiguration.HAPairs'), 1),
  )
}

export const KINDS: Readonly<Record<string, Kind>> = { WINDOWS: windows, LUSTRE: lustre, OPENZFS: openZfs, ONTAP: ontap }
