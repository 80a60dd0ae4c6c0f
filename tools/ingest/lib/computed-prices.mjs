// Instance prices that follow from a family's base price: what the price packs of ec2, rds and elasticache carry besides their rows.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ENGINES = { pg: 'postgres', my: 'mysql', ma: 'mariadb' }

/** `{ region: { bases, exceptions } }` with decimals as texts; `split` sends a name of the source to its table and name here. */
function tablesOf(compact, split, decimal) {
  const tables = {}
  for (const part of ['bases', 'exceptions']) {
    for (const [region, prices] of Object.entries(compact[part])) {
      for (const [name, price] of Object.entries(prices)) {
        const [table, rest] = split(name)
        const at = ((tables[table] ??= {})[region] ??= { bases: {}, exceptions: {} })
        at[part][rest] = decimal(price)
      }
    }
  }
  return tables
}

/** Sizes of each family that exist in some region: a computed price for a type nobody can start would be an invention. */
function sizesOf(names) {
  const sizes = {}
  for (const name of names) {
    const [family, size] = name.split('.')
    if (size !== undefined) (sizes[family] ??= new Set()).add(size)
  }
  return Object.fromEntries(Object.entries(sizes).map(([family, all]) => [family, [...all].sort()]))
}

/** Every text of the region lists that looks like an instance type with this prefix. */
function typesIn(file, prefix) {
  const pattern = new RegExp(`"${prefix.replaceAll('.', '\\.')}([a-z0-9-]+\\.[a-z0-9-]+)"`, 'g')
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name)
}

function typesOfKeys(shard, pattern) {
  return Object.keys(shard?.keys ?? {}).flatMap((key) => pattern.exec(key)?.[1] ?? [])
}

export function computedTables({ readData, extensions, shards, decimal }) {
  const databases = Object.values(ENGINES)
  return {
    ec2: {
      unit: 'instance-hour',
      digits: 5,
      tables: tablesOf(readData('ec2_on_demand_compact.json'), (name) => ['linux', name], decimal),
      groups: [{ prefix: 'ec2.', table: 'linux', times: '1', own: true }],
      sizes: sizesOf([
        ...typesIn(join(extensions, 'aws_ec2_instance/instancetype_enum.json'), ''),
        ...typesOfKeys(shards.get('ec2'), /^ec2\.([a-z0-9-]+\.[a-z0-9-]+)$/),
      ]),
    },
    rds: {
      unit: 'instance-hour',
      digits: 3,
      tables: tablesOf(readData('rds_on_demand_compact.json'), (name) => [ENGINES[name.slice(0, 2)], name.slice(3)], decimal),
      groups: databases.flatMap((engine) => [
        { prefix: `rds.${engine}.db.`, table: engine, times: '1', own: true },
        { prefix: `rds.${engine}.multi_az.db.`, table: engine, times: '2' },
      ]),
      sizes: sizesOf([
        ...typesIn(join(extensions, 'aws_rds_dbinstance/dbinstanceclass_enum.json'), 'db.'),
        ...typesOfKeys(shards.get('rds'), /\.db\.([a-z0-9-]+\.[a-z0-9-]+)$/),
      ]),
    },
    elasticache: {
      unit: 'node-hour',
      digits: 3,
      tables: tablesOf(readData('elasticache_on_demand_compact.json'), (name) => ['redis', name], decimal),
      groups: [
        { prefix: 'elasticache.redis.cache.', table: 'redis', times: '1', own: true },
        { prefix: 'elasticache.memcached.cache.', table: 'redis', times: '1' },
        // A Valkey node costs 0.8 of a Redis node (1,706 of 1,708 pairs compared).
        { prefix: 'elasticache.valkey.cache.', table: 'redis', times: '0.8' },
      ],
      sizes: sizesOf([
        ...typesIn(join(extensions, 'aws_elasticache_cachecluster/cachenodetype_enum.json'), 'cache.'),
        ...typesOfKeys(shards.get('elasticache'), /\.cache\.([a-z0-9-]+\.[a-z0-9-]+)$/),
      ]),
    },
  }
}
