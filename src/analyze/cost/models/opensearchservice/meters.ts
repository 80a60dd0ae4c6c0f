import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Measure, product, type Unresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { flagAt, isOn, numberAt, orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'

const NAME = 'Data node hours'
/** IOPS and MiB/s that a gp3 volume of a node has at no extra price. */
const GP3 = { iops: 3000, throughput: 125 }

/** How one of the two generations of the service writes what is the same. */
export interface Dialect {
  readonly config: string
  /** `m4.large.elasticsearch` of the older is `m4.large.search` of the price book. */
  readonly suffix: string
}

export function domainMeters(node: Resource, q: Query, dialect: Dialect, warmGb: Measure | undefined): readonly Meter[] {
  const nodes = orElse(numberAt(q, node, `${dialect.config}.InstanceCount`), 1)
  return [
    hours(
      NAME,
      textAt(q, node, `${dialect.config}.InstanceType`) ?? { unresolved: 'InstanceType', why: 'it is not given' },
      nodes,
      dialect,
    ),
    ...masters(node, q, dialect),
    ...warm(node, q, dialect, warmGb),
    ...volumes(node, q, nodes),
  ]
}

function hours(name: string, type: string | Unresolved, count: Measure, { suffix }: Dialect): Meter {
  if (isUnresolved(type)) return waiting(name, 'instance-hour', type)
  const key = type.startsWith('ultrawarm') ? type.replace(suffix, '') : type.replace(suffix, '.search')
  return allMonth({ name: `${name} (${type})`, price: `opensearch.${key}`, unit: 'instance-hour' }, count)
}

function masters(node: Resource, q: Query, dialect: Dialect): readonly Meter[] {
  const at = (name: string): string => `${dialect.config}.${name}`
  const enabled = flagAt(q, node, at('DedicatedMasterEnabled'))
  if (isUnresolved(enabled)) return [waiting('Master node hours', 'instance-hour', enabled)]
  if (!enabled) return []
  const type = textAt(q, node, at('DedicatedMasterType')) ?? { unresolved: 'DedicatedMasterType', why: 'it is not given' }
  return [hours('Master node hours', type, orElse(numberAt(q, node, at('DedicatedMasterCount')), 3), dialect)]
}

function warm(node: Resource, q: Query, dialect: Dialect, warmGb: Measure | undefined): readonly Meter[] {
  if (!isOn(q, node, `${dialect.config}.WarmEnabled`)) return []
  const type = textAt(q, node, `${dialect.config}.WarmType`) ?? { unresolved: 'WarmType', why: 'it is not given' }
  const count = numberAt(q, node, `${dialect.config}.WarmCount`) ?? { unresolved: 'WarmCount', why: 'it is not given' }
  return [
    hours('UltraWarm node hours', type, count, dialect),
    { name: 'UltraWarm storage', price: 'opensearch.managed_storage_or_uw', unit: 'GB-month', quantity: warmGb },
  ]
}

/** Each data node has a volume of the size that the domain gives. */
function volumes(node: Resource, q: Query, nodes: Measure): readonly Meter[] {
  const enabled = flagAt(q, node, 'EBSOptions.EBSEnabled')
  if (isUnresolved(enabled)) return [waiting('Node storage', 'GB-month', enabled)]
  if (!enabled) return []
  const type = orElse(textAt(q, node, 'EBSOptions.VolumeType'), 'gp2')
  if (isUnresolved(type)) return [waiting('Node storage', 'GB-month', type)]
  const size = numberAt(q, node, 'EBSOptions.VolumeSize') ?? { unresolved: 'EBSOptions.VolumeSize', why: 'it is not given' }
  const free = type === 'gp3' ? GP3 : { iops: 0, throughput: 0 }
  return [
    { name: `Node storage (${type})`, price: `opensearch.ebs_${type}`, unit: 'GB-month', quantity: product(size, nodes) },
    ...above(numberAt(q, node, 'EBSOptions.Iops'), free.iops, nodes, {
      name: 'IOPS above the included',
      price: `opensearch.ebs_${type}_iops`,
      unit: 'IOPS-month',
    }),
    ...above(numberAt(q, node, 'EBSOptions.Throughput'), free.throughput, nodes, {
      name: 'Throughput above the included',
      price: `opensearch.ebs_${type}_throughput`,
      unit: 'MiBps-month',
    }),
  ]
}

function above(value: number | undefined | Unresolved, free: number, nodes: Measure, meter: Omit<Meter, 'quantity'>): readonly Meter[] {
  if (value === undefined) return []
  if (isUnresolved(value)) return [{ ...meter, quantity: value }]
  return value <= free ? [] : [{ ...meter, quantity: product(value - free, nodes) }]
}
