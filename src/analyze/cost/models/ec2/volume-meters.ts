import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import type { Meter } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'

/** IOPS and MiB/s that a gp3 volume has at no extra price. */
const GP3_IOPS = 3000
const GP3_THROUGHPUT = 125

/** What an EBS volume is billed for. `size` is the property that holds its gigabytes; `prefix` says which volume in its names. */
export function volumeMeters(q: Query, volume: Resource | Value, size: string, prefix: string): readonly Meter[] {
  // AWS makes gp2 volumes where no type is given.
  const type = orElse(textAt(q, volume, 'VolumeType'), 'gp2')
  if (isUnresolved(type)) return [waiting(`${prefix} storage`, 'GB-month', type)]
  const gigabytes = numberAt(q, volume, size) ?? { unresolved: size, why: 'it is as large as the snapshot or image it is made from' }
  const storage: Meter = {
    name: `${prefix} storage (${type})`,
    price: `ebs.${type}_storage`,
    unit: 'GB-month',
    quantity: gigabytes,
    formula: isUnresolved(gigabytes) ? undefined : `${gigabytes} GB`,
  }
  return [storage, ...performance(q, volume, type, prefix)]
}

function performance(q: Query, volume: Resource | Value, type: string, prefix: string): readonly Meter[] {
  const above = (property: string, free: number, meter: Pick<Meter, 'name' | 'price' | 'unit'>): readonly Meter[] => {
    const value = orElse(numberAt(q, volume, property), free)
    if (isUnresolved(value)) return [{ ...meter, quantity: value }]
    return value <= free ? [] : [{ ...meter, quantity: value - free, formula: `${value} - ${free}` }]
  }
  if (type === 'gp3')
    return [
      ...above('Iops', GP3_IOPS, { name: `${prefix} IOPS above ${GP3_IOPS}`, price: 'ebs.gp3_iops_over_3000', unit: 'IOPS-month' }),
      ...above('Throughput', GP3_THROUGHPUT, {
        name: `${prefix} throughput above ${GP3_THROUGHPUT} MiB/s`,
        price: 'ebs.gp3_throughput_over_125',
        unit: 'MiBps-month',
      }),
    ]
  return type === 'io1' || type === 'io2' ? above('Iops', 0, { name: `${prefix} IOPS`, price: `ebs.${type}_iops`, unit: 'IOPS-month' }) : []
}
