import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Measure } from '../../measure.js'
import type { Meter } from '../../model.js'
import { numberAt, orElse, textAt, waiting } from '../../read.js'

const NAME = 'Storage'

/** IOPS and MiB/s of gp3 storage at no extra price: more from a size on that depends on the engine. */
function included(engine: string, gigabytes: number): { readonly iops: number; readonly throughput: number } {
  const striped = engine.startsWith('sqlserver') ? Number.POSITIVE_INFINITY : engine.startsWith('oracle') ? 200 : 400
  return gigabytes >= striped ? { iops: 12_000, throughput: 500 } : { iops: 3000, throughput: 125 }
}

/**
 * Storage of a database instance; with a standby in a second zone each part has a price of its own, about twice as high.
 * Source of the included IOPS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 */
export function storageMeters(node: Resource, q: Query, engine: string, multiAz: boolean): readonly Meter[] {
  const iops = numberAt(q, node, 'Iops')
  const type = orElse(textAt(q, node, 'StorageType'), iops === undefined ? 'gp2' : 'io1')
  if (isUnresolved(type)) return [waiting(NAME, 'GB-month', type)]
  const gigabytes = numberAt(q, node, 'AllocatedStorage') ?? { unresolved: 'AllocatedStorage', why: 'it is not given' }
  const zones = multiAz ? 'multi_az' : 'single_az'
  const where = multiAz ? ', two zones' : ''
  const storage: Meter = {
    name: `${NAME} (${type}${where})`,
    price: `rds.${type === 'standard' ? 'magnetic' : type}_${zones}`,
    unit: 'GB-month',
    quantity: gigabytes,
    formula: isUnresolved(gigabytes) ? undefined : `${gigabytes} GB`,
  }
  const free = isUnresolved(gigabytes) ? included(engine, 0) : included(engine, gigabytes)
  if (type === 'gp3')
    return [
      storage,
      ...above(iops, free.iops, { name: 'IOPS above the included', price: `rds.gp3_iops_${zones}`, unit: 'IOPS-month' }),
      ...above(numberAt(q, node, 'StorageThroughput'), free.throughput, {
        name: 'Throughput above the included',
        price: `rds.gp3_throughput_${zones}`,
        unit: 'MBps-month',
      }),
    ]
  return type === 'io1' || type === 'io2'
    ? [storage, ...above(iops, 0, { name: 'IOPS', price: `rds.iops_${zones}`, unit: 'IOPS-month' })]
    : [storage]
}

function above(value: ReturnType<typeof numberAt>, free: number, meter: Pick<Meter, 'name' | 'price' | 'unit'>): readonly Meter[] {
  if (isUnresolved(value)) return [{ ...meter, quantity: value }]
  const more: Measure = (value ?? 0) - free
  return more > 0 ? [{ ...meter, quantity: more, formula: `${String(value)} - ${free}` }] : []
}
