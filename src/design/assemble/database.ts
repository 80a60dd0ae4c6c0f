import { ref } from '#graph/index.js'
import { auroraPostgres, useDataApi, useKey, vpc } from '../blocks/index.js'
import type { Command } from '../types.js'
import { type Assembly, physicalId } from './context.js'
import { databaseWatches } from './watches.js'

export const DATABASE_NAME = 'app'

/** Lets the database of a plan be deleted; a final snapshot is made then. */
export function unprotectDatabase({ plan, requirements, site }: Assembly): readonly Command[] {
  const { database } = plan.store.value
  if (database === undefined || !site.defaults.keepsData) return []
  const { name, region } = requirements
  const command =
    database.kind === 'rds'
      ? `aws rds modify-db-instance --region ${region} --db-instance-identifier ${physicalId(name, region, 'MainDatabase')}`
      : `aws rds modify-db-cluster --region ${region} --db-cluster-identifier ${physicalId(name, region, 'MainCluster')}`
  return [
    {
      title: 'Let the database be deleted; a final snapshot of it is kept',
      command: `${command} --no-deletion-protection --apply-immediately`,
    },
  ]
}

/** An Aurora cluster in a VPC without a way out; the function talks to it through the Data API and stays outside. */
export function addDataApiDatabase(assembly: Assembly, user: { readonly function: string; readonly role: string }): void {
  const { graph, site, plan, key, watches } = assembly
  const { database } = plan.store.value
  if (database?.kind !== 'aurora') return
  graph.section('Network for the database')
  const network = vpc.add(graph, { name: 'Main', zones: 2, tiers: ['data'], nat: 'none', flowLogs: true }, site)
  graph.section('Database')
  const cluster = auroraPostgres.add(
    graph,
    {
      name: 'Main',
      vpc: network.vpc,
      subnets: [...network.dataSubnets],
      database: DATABASE_NAME,
      minAcu: database.minAcu,
      maxAcu: database.maxAcu,
      instances: database.instances,
      ...(key === undefined ? {} : { key }),
    },
    site,
  )
  useDataApi(graph, user, { cluster: cluster.cluster, database: DATABASE_NAME })
  if (key !== undefined) useKey(graph, user.role, key)
  graph.output('ClusterName', 'Aurora cluster', ref(cluster.cluster))
  watches.push(...databaseWatches({ cluster: cluster.cluster }))
}
