import { isNeeded, isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { numberAt, textAt, waiting } from '../../read.js'
import { allMonth, whereStated } from '../meters.js'

/** Gigabytes that an empty cache pays for. Source: https://aws.amazon.com/elasticache/pricing/ */
const LEAST_GB: Readonly<Record<string, number>> = { valkey: 0.1, redis: 1, memcached: 1 }

export const serverlessCache: PriceModel = definePriceModel({
  type: 'AWS::ElastiCache::ServerlessCache',
  refs: ['https://aws.amazon.com/elasticache/pricing/'],
  usage: {
    storedGb: { unit: 'GB', about: 'data in the cache, mean over the month' },
    processingUnits: { unit: 'ECPU', about: 'ElastiCache processing units a month: one for each kilobyte of a simple command' },
    snapshotGb: { unit: 'GB-month', about: 'snapshots kept' },
  },
  meters(node, usage, q) {
    const engine = textAt(q, node, 'Engine') ?? { unresolved: 'Engine', why: 'it is not given' }
    if (isUnresolved(engine)) return [waiting('Data stored', 'GB-hour', engine), waiting('Processing units', 'ECPU', engine)]
    const storage = { name: 'Data stored', price: `elasticache.serverless_${engine}_storage`, unit: 'GB-hour' }
    const least = numberAt(q, node, 'CacheUsageLimits.DataStorage.Minimum') ?? LEAST_GB[engine]
    return [
      ...stored(storage, usage['storedGb'] ?? { needs: 'storedGb' }, least),
      { name: 'Processing units', price: `elasticache.serverless_${engine}_ecpu`, unit: 'ECPU', quantity: usage['processingUnits'] },
      ...whereStated({ name: 'Snapshots', price: 'elasticache.backup_storage', unit: 'GB-month' }, usage['snapshotGb']),
    ]
  },
})

/** What is stated; else the least that is billed, and what is above it. */
function stored(meter: Omit<Meter, 'quantity'>, average: Measure, least: number | undefined | Unresolved): readonly Meter[] {
  if (!isNeeded(average) || least === undefined) return [allMonth(meter, average)]
  if (isUnresolved(least)) return [allMonth(meter, least)]
  return [allMonth(meter, least), allMonth({ ...meter, name: `${meter.name} above ${least} GB` }, average)]
}
