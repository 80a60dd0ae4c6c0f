import { didYouMean } from '#core/index.js'
import type { Engine } from '#catalog/index.js'
import { type Located, type ModelContext, type ResourceModel, textOf, valuesAt } from './model.js'

const CACHES: ReadonlySet<string> = new Set(['AWS::ElastiCache::CacheCluster', 'AWS::ElastiCache::ReplicationGroup'])

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.MySQL56.EOL.html, read 2026-11. */
const GONE: ReadonlyMap<string, { readonly what: string; readonly since: string; readonly use: string }> = new Map([
  ['aurora', { what: 'the engine "aurora" (MySQL 5.6)', since: '2023-02-28', use: 'aurora-mysql' }],
])

export const engineOfDatabase: ResourceModel = {
  id: 'database-engine',
  code: 'engine-version',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', ...CACHES],
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_PostgreSQL.html',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html',
  ],
  examples: {
    wrong: [
      {
        name: 'retired',
        props: { Engine: 'postgres', EngineVersion: '15.3' },
        says: 'no new database can be made with postgres 15.3; use 15.17',
      },
      { name: 'of a type of numbers', props: { Engine: 'postgres', EngineVersion: 15.3 }, says: 'postgres 15.3' },
      { name: 'never there', props: { Engine: 'mysql', EngineVersion: '8.0.1' }, says: 'no version 8.0.1' },
      { name: 'an engine of the past', props: { Engine: 'aurora' }, says: 'use aurora-mysql' },
      { name: 'no such engine', props: { Engine: 'postgress' }, says: 'no engine "postgress" (did you mean "postgres"?)' },
      {
        name: 'a cache',
        template: {
          Resources: { C: { Type: 'AWS::ElastiCache::CacheCluster', Properties: { Engine: 'redis', EngineVersion: '6.1' } } },
        },
        says: 'no version 6.1',
      },
      {
        name: 'in one of two branches',
        props: { Engine: 'postgres', EngineVersion: { 'Fn::If': ['Old', '15.3', '17.9'] } },
        says: '15.3',
      },
    ],
    right: [
      { name: 'there', props: { Engine: 'postgres', EngineVersion: '17.6' } },
      { name: 'the newest of a series', props: { Engine: 'postgres', EngineVersion: '15' } },
      { name: 'newer than the catalog', props: { Engine: 'postgres', EngineVersion: '19.1' } },
      { name: 'newer of its series', props: { Engine: 'mysql', EngineVersion: '8.4.30' } },
      { name: 'an engine without a list', props: { Engine: 'oracle-ee', EngineVersion: '19.0.0.0.ru-2026-01.rur-2026-01.r1' } },
      { name: 'decided at deployment', props: { Engine: 'postgres', EngineVersion: { Ref: 'Version' } } },
      {
        name: 'a cache of a series',
        template: {
          Resources: { C: { Type: 'AWS::ElastiCache::ReplicationGroup', Properties: { Engine: 'redis', EngineVersion: '6.x' } } },
        },
      },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const service = CACHES.has(type) ? 'elasticache' : 'rds'
    const own = { tree, place }
    for (const value of valuesAt(own, 'Engine')) {
      const name = textOf(value.tree)?.toLowerCase()
      if (name === undefined || name.includes('${')) continue
      const engine = context.catalog.engine(service, name)
      const names = context.catalog.engines(service)
      const gone = GONE.get(name)
      if (gone !== undefined)
        context.complain(`${gone.what} takes no new databases since ${gone.since}; use ${gone.use}`, value.place, {
          atValue: true,
          since: gone.since,
          severity: 'error',
        })
      else if (engine === undefined)
        context.complain(`there is no engine "${name}"${didYouMean(name, names)}`, value.place, { atValue: true, severity: 'error' })
      else for (const version of valuesAt(own, 'EngineVersion')) checkVersion(version, engine, context)
    }
  },
}

function checkVersion(value: Located, { name, versions, retired }: Engine, { complain }: ModelContext): void {
  const version = textOf(value.tree)
  const alive = versions.filter((each) => !retired.has(each) && /^[\d.]+$/.test(each))
  if (version === undefined || !/^\d+(?:\.\d+)*$/.test(version) || alive.length === 0) return
  // A series without its last number is the newest of it.
  const series = versions.filter((each) => each.startsWith(`${version}.`))
  if (alive.includes(version) || series.some((each) => !retired.has(each))) return
  if (retired.has(version)) {
    const next =
      alive
        .filter((each) => each.startsWith(`${version.split('.')[0] ?? ''}.`))
        .sort(newerLast)
        .at(-1) ?? alive.toSorted(newerLast).at(-1)
    return complain(`no new database can be made with ${name} ${version}; use ${next ?? 'a newer one'}`, value.place, { atValue: true })
  }
  const [major] = version.split('.')
  const known = alive.filter((each) => each === version || each.startsWith(`${major ?? ''}.`))
  const newest = (known.length > 0 ? known : alive).toSorted(newerLast).at(-1)
  // AWS may have it by now.
  if (newest !== undefined && newerLast(version, newest) > 0) return
  complain(`the catalog knows no version ${version} of ${name}${didYouMean(version, alive)}`, value.place, { atValue: true })
}

function newerLast(one: string, other: string): number {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)]
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
