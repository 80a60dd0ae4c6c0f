import type { BillMeter } from './compare.js'

/** What a row of AWS's price list is known by, as the catalog has it. */
export interface PriceListMeter {
  readonly key: string
  readonly usage: string
  readonly operation?: readonly string[]
  readonly per?: number
}

/** In a bill the engine of a database is the operation; in the price list it is a column. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/User_DBInstance_Billing.html */
const ENGINES: readonly (readonly [prefix: string, operation: string])[] = [
  ['rds.mysql.', 'CreateDBInstance:0002'],
  ['rds.postgres.', 'CreateDBInstance:0014'],
  ['rds.mariadb.', 'CreateDBInstance:0018'],
  ['aurora.mysql.', 'CreateDBInstance:0016'],
  ['aurora.postgres.', 'CreateDBInstance:0021'],
  ['elasticache.memcached.', 'CreateCacheCluster:0001'],
  ['elasticache.redis.', 'CreateCacheCluster:0002'],
]

/** How bills meter what prices are for: as the price list does, but for engines. */
export function billMeters(offers: readonly { readonly offer: string; readonly rules: readonly PriceListMeter[] }[]): readonly BillMeter[] {
  return offers.flatMap(({ offer, rules }) =>
    rules.map(({ key, usage, operation, per }) => {
      const engine = key.includes('{') ? ENGINES.find(([prefix]) => key.startsWith(prefix)) : undefined
      const operations = engine === undefined ? operation : [engine[1]]
      return {
        key,
        service: offer,
        usage,
        ...(per === undefined ? {} : { per }),
        ...(operations === undefined ? {} : { operation: operations }),
      }
    }),
  )
}
