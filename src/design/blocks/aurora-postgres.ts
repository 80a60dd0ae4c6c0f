import type { Json } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { addDatabaseNetwork, POSTGRES_PORT } from './database-network.js'
import { vpc } from './vpc.js'

const MAJOR = '17'

/** Aurora capacity units: halves up to 256. */
const Acu = z.number().multipleOf(0.5).min(0).max(256)

const Params = z
  .strictObject({
    name: LogicalName.default('Main'),
    vpc: LogicalId,
    /** In at least two zones: Aurora takes no fewer. */
    subnets: z.array(LogicalId).min(2).readonly(),
    /** Security groups that reach the cluster on its port; the Data API needs none. */
    allowed: z.array(LogicalId).readonly().default([]),
    database: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .default('app'),
    /** 0 lets the cluster sleep when nobody is connected; the next query waits some 15 seconds. */
    minAcu: Acu.default(0.5),
    maxAcu: Acu.default(4),
    /** With two, the second takes over when the first is lost, within a minute. */
    instances: z.union([z.literal(1), z.literal(2)]).default(1),
    /** Logical id of a KMS key; without it, the key that AWS keeps for RDS. */
    key: LogicalId.optional(),
  })
  .refine(({ minAcu, maxAcu }) => maxAcu >= Math.max(1, minAcu), { message: 'below minAcu, or below 1', path: ['maxAcu'] })

type Parameters = z.output<typeof Params>

export interface AuroraPorts {
  readonly cluster: string
  readonly instances: readonly string[]
  /** What clients connect to: it has `Endpoint.Address`. */
  readonly host: string
  readonly securityGroup: string
  /** ARN of the secret with `username` and `password`, as template value. */
  readonly secretArn: Json
  readonly port: number
  readonly database: string
}

export const auroraPostgres = defineBlock<typeof Params, AuroraPorts>({
  id: 'aurora-postgres',
  title: 'Aurora Serverless v2 for PostgreSQL',
  intent: 'Keep relational data on a cluster that grows and shrinks with the load, and answers SQL over HTTPS too.',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html',
  ],
  params: Params,
  guarantees: [
    'database-is-encrypted',
    'database-is-private',
    'database-has-backups',
    'security-group-opens-only-web-ports',
    'secret-property-is-not-written-out',
  ],
  examples: [
    {
      name: 'defaults',
      params: (graph, site) => {
        const network = vpc.add(graph, { nat: 'none', tiers: ['data'] }, site)
        return { vpc: network.vpc, subnets: network.dataSubnets }
      },
    },
    {
      name: 'two instances',
      params: (graph, site) => {
        const network = vpc.add(graph, { nat: 'none', tiers: ['data'], zones: 3 }, site)
        return { vpc: network.vpc, subnets: network.dataSubnets, name: 'Orders', instances: 2, minAcu: 1, maxAcu: 16 }
      },
    },
  ],
  vary: { minAcu: [0, 0.5, 8], maxAcu: [1, 8, 128], instances: [1, 2], database: ['app', 'orders_2'] },
  build(graph: GraphBuilder, params, site: Site): AuroraPorts {
    const { name } = params
    const network = addDatabaseNetwork(graph, { ...params, name: `${name}Cluster` })
    const parameters = graph.add('AWS::RDS::DBClusterParameterGroup', `${name}ClusterParameters`, {
      Description: sub(`\${AWS::StackName} ${name}`),
      Family: `aurora-postgresql${MAJOR}`,
      Parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000' },
    })
    const cluster = addCluster(graph, params, { ...network, parameters }, site)
    const instances = Array.from({ length: params.instances }, (_, index) => addInstance(graph, cluster, index + 1))
    return {
      cluster,
      instances,
      host: cluster,
      securityGroup: network.securityGroup,
      secretArn: getAtt(cluster, 'MasterUserSecret.SecretArn'),
      port: POSTGRES_PORT,
      database: params.database,
    }
  },
})

function addCluster(
  graph: GraphBuilder,
  params: Parameters,
  parts: { readonly subnetGroup: string; readonly securityGroup: string; readonly parameters: string },
  site: Site,
): string {
  const { key, minAcu } = params
  const kept = site.defaults.keepsData ? 'Snapshot' : 'Delete'
  return graph.add(
    'AWS::RDS::DBCluster',
    `${params.name}Cluster`,
    {
      Engine: 'aurora-postgresql',
      EngineVersion: MAJOR,
      DatabaseName: params.database,
      MasterUsername: 'app',
      ManageMasterUserPassword: true,
      ...(key === undefined ? {} : { MasterUserSecret: { KmsKeyId: getAtt(key, 'Arn') } }),
      EnableHttpEndpoint: true,
      EnableIAMDatabaseAuthentication: true,
      ServerlessV2ScalingConfiguration: {
        MinCapacity: minAcu,
        MaxCapacity: params.maxAcu,
        ...(minAcu === 0 ? { SecondsUntilAutoPause: 300 } : {}),
      },
      DBSubnetGroupName: ref(parts.subnetGroup),
      VpcSecurityGroupIds: [getAtt(parts.securityGroup, 'GroupId')],
      DBClusterParameterGroupName: ref(parts.parameters),
      StorageEncrypted: true,
      ...(key === undefined ? {} : { KmsKeyId: getAtt(key, 'Arn') }),
      BackupRetentionPeriod: site.defaults.backupRetentionDays,
      CopyTagsToSnapshot: true,
      DeletionProtection: site.defaults.keepsData,
      EnableCloudwatchLogsExports: ['postgresql'],
    },
    {
      comment:
        'The major version alone: Aurora takes its current minor version and keeps it current. RDS makes the log group of its exports itself, with no end to their retention.',
      deletionPolicy: kept,
      updateReplacePolicy: kept,
    },
  )
}

function addInstance(graph: GraphBuilder, cluster: string, number: number): string {
  return graph.add(
    'AWS::RDS::DBInstance',
    `${cluster}Instance${number}`,
    {
      DBClusterIdentifier: ref(cluster),
      Engine: 'aurora-postgresql',
      DBInstanceClass: 'db.serverless',
      AutoMinorVersionUpgrade: true,
      PubliclyAccessible: false,
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 7,
    },
    // the data is the cluster's, which has a policy of its own; an instance holds none
    { deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' },
  )
}
