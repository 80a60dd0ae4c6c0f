import type { Json } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { addDatabaseNetwork, POSTGRES_PORT } from './database-network.js'
import { vpc } from './vpc.js'

const MAJOR = '18'

const Params = z
  .strictObject({
    name: LogicalName.default('Main'),
    vpc: LogicalId,
    /** In at least two zones, whatever `multiAz` says: RDS takes no fewer. */
    subnets: z.array(LogicalId).min(2).readonly(),
    /** Security groups that reach the database; `connectDatabase` adds more. */
    allowed: z.array(LogicalId).readonly().default([]),
    database: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .default('app'),
    instanceClass: z
      .string()
      .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/)
      .default('db.t4g.micro'),
    multiAz: z.boolean().default(false),
    storageGb: z.int().min(20).max(65_536).default(20),
    /** Storage grows by itself up to this; without it, not at all. */
    maximumStorageGb: z.int().max(65_536).optional(),
    /** Operating system figures every minute, in a log group of RDS. */
    enhancedMonitoring: z.boolean().default(false),
    /** Logical id of a KMS key; without it, the key that AWS keeps for RDS. */
    key: LogicalId.optional(),
  })
  .refine(({ storageGb, maximumStorageGb }) => maximumStorageGb === undefined || maximumStorageGb >= storageGb * 1.26, {
    message: 'RDS asks for at least 26% above storageGb',
    path: ['maximumStorageGb'],
  })

type Parameters = z.output<typeof Params>

export interface PostgresPorts {
  readonly instance: string
  /** What clients connect to: it has `Endpoint.Address`. */
  readonly host: string
  readonly securityGroup: string
  /** ARN of the secret with `username` and `password`, as template value. */
  readonly secretArn: Json
  readonly port: number
  readonly database: string
}

export const rdsPostgres = defineBlock<typeof Params, PostgresPorts>({
  id: 'rds-postgres',
  title: 'RDS for PostgreSQL',
  intent: 'Keep relational data on a managed server: encrypted, backed up, reached from inside the VPC alone.',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html',
  ],
  params: Params,
  guarantees: [
    'database-is-encrypted',
    'database-is-private',
    'database-has-backups',
    'volume-is-gp3',
    'security-group-opens-only-web-ports',
    'secret-property-is-not-written-out',
  ],
  examples: [
    {
      name: 'defaults',
      params: (graph, site) => {
        const network = vpc.add(graph, { nat: 'none' }, site)
        return { vpc: network.vpc, subnets: network.dataSubnets }
      },
    },
    {
      name: 'Multi-AZ',
      params: (graph, site) => {
        const network = vpc.add(graph, { nat: 'none', zones: 3 }, site)
        return {
          vpc: network.vpc,
          subnets: network.dataSubnets,
          name: 'Orders',
          multiAz: true,
          instanceClass: 'db.m6g.large',
          storageGb: 100,
          maximumStorageGb: 200,
          enhancedMonitoring: true,
        }
      },
    },
  ],
  vary: {
    multiAz: [true, false],
    instanceClass: ['db.t4g.micro', 'db.t4g.medium', 'db.m6g.large'],
    enhancedMonitoring: [true, false],
    database: ['app', 'orders_2'],
  },
  build(graph: GraphBuilder, params, site: Site): PostgresPorts {
    const network = addDatabaseNetwork(graph, { ...params, name: `${params.name}Database` })
    const parameters = graph.add('AWS::RDS::DBParameterGroup', `${params.name}DatabaseParameters`, {
      Description: sub(`\${AWS::StackName} ${params.name}`),
      Family: `postgres${MAJOR}`,
      Parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000' },
    })
    const monitoring = params.enhancedMonitoring ? addMonitoringRole(graph, params.name) : undefined
    const instance = addInstance(graph, params, { ...network, parameters, monitoring }, site)
    return {
      instance,
      host: instance,
      securityGroup: network.securityGroup,
      secretArn: getAtt(instance, 'MasterUserSecret.SecretArn'),
      port: POSTGRES_PORT,
      database: params.database,
    }
  },
})

function addInstance(
  graph: GraphBuilder,
  params: Parameters,
  parts: {
    readonly subnetGroup: string
    readonly securityGroup: string
    readonly parameters: string
    readonly monitoring: string | undefined
  },
  site: Site,
): string {
  const { key } = params
  const kept = site.defaults.keepsData ? 'Snapshot' : 'Delete'
  return graph.add(
    'AWS::RDS::DBInstance',
    `${params.name}Database`,
    {
      Engine: 'postgres',
      EngineVersion: MAJOR,
      AutoMinorVersionUpgrade: true,
      AllowMajorVersionUpgrade: false,
      DBInstanceClass: params.instanceClass,
      MultiAZ: params.multiAz,
      StorageType: 'gp3',
      AllocatedStorage: String(params.storageGb),
      ...(params.maximumStorageGb === undefined ? {} : { MaxAllocatedStorage: params.maximumStorageGb }),
      StorageEncrypted: true,
      ...(key === undefined ? {} : { KmsKeyId: getAtt(key, 'Arn') }),
      DBName: params.database,
      MasterUsername: 'app',
      ManageMasterUserPassword: true,
      ...(key === undefined ? {} : { MasterUserSecret: { KmsKeyId: getAtt(key, 'Arn') } }),
      EnableIAMDatabaseAuthentication: true,
      DBSubnetGroupName: ref(parts.subnetGroup),
      VPCSecurityGroups: [getAtt(parts.securityGroup, 'GroupId')],
      PubliclyAccessible: false,
      DBParameterGroupName: ref(parts.parameters),
      BackupRetentionPeriod: site.defaults.backupRetentionDays,
      CopyTagsToSnapshot: true,
      DeleteAutomatedBackups: !site.defaults.keepsData,
      DeletionProtection: site.defaults.keepsData,
      ...insights(params.instanceClass),
      EnableCloudwatchLogsExports: ['postgresql'],
      ...(parts.monitoring === undefined ? {} : { MonitoringInterval: 60, MonitoringRoleArn: getAtt(parts.monitoring, 'Arn') }),
    },
    {
      comment:
        'The major version alone: RDS takes its current minor version and keeps it current. RDS makes the log group of its exports itself, with no end to their retention.',
      deletionPolicy: kept,
      updateReplacePolicy: kept,
    },
  )
}

/** Performance Insights, seven days of it at no charge; the smallest burstable classes have none. */
function insights(instanceClass: string): { readonly EnablePerformanceInsights?: true; readonly PerformanceInsightsRetentionPeriod?: 7 } {
  if (/^db\.t\d[a-z]*\.(micro|small)$/.test(instanceClass)) return {}
  return { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 7 }
}

function addMonitoringRole(graph: GraphBuilder, name: string): string {
  return graph.add('AWS::IAM::Role', `${name}DatabaseMonitoringRole`, {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
        },
      ],
    },
    ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole')],
  })
}
