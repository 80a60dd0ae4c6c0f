import type { Query, Resource } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { textAt } from '../../read.js'

const CLUSTER = 'AWS::RDS::DBCluster'
const INSTANCE = 'AWS::RDS::DBInstance'

/** Engines as the price book writes them, by CloudFormation's name. */
const PRICED_AS: Readonly<Record<string, string>> = {
  'oracle-ee': 'oracle-ee-byol',
  'oracle-se2': 'oracle-se2-li',
  'sqlserver-ee': 'sqlserver-enterprise-li',
  'sqlserver-ex': 'sqlserver-express-li',
  'sqlserver-se': 'sqlserver-standard-li',
  'sqlserver-web': 'sqlserver-web-li',
  // Aurora has one list of prices for both of its editions, which the book keeps under PostgreSQL.
  aurora: 'postgres',
  'aurora-mysql': 'postgres',
  'aurora-postgresql': 'postgres',
}

export function clusterOf(instance: Resource, q: Query): Resource | undefined {
  return q.edges({ to: instance, kind: 'contains' }).find(({ from }) => from.type === CLUSTER)?.from
}

/** CloudFormation's name of the engine: a replica has the one of its source, a cluster's instance that of the cluster. */
export function engineOf(node: Resource, q: Query): string | Unresolved {
  const own = textAt(q, node, 'Engine')
  if (own !== undefined) return own
  const cluster = clusterOf(node, q)
  if (cluster !== undefined) return engineOf(cluster, q)
  const source = q
    .edges({ from: node, kind: 'refers' })
    .find(({ to, path }) => to.type === INSTANCE && path.startsWith('SourceDBInstanceIdentifier'))?.to
  return source === undefined ? { unresolved: 'Engine', why: 'it is not given' } : engineOf(source, q)
}

/** The part of the price key that names the engine. */
export function pricedEngine(engine: string, licence: string | undefined | Unresolved): string | Unresolved {
  if (engine === 'oracle-se2' && isUnresolved(licence)) return licence
  if (engine === 'oracle-se2' && licence === 'bring-your-own-license') return 'oracle-se2-byol'
  return PRICED_AS[engine] ?? engine
}
