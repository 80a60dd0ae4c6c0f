import { getAtt, type GraphBuilder } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalId, LogicalName, type Site } from './block.js'

const Params = z.strictObject({
  name: LogicalName.default('Items'),
  /** Partition key attribute; a string. */
  key: z
    .string()
    .regex(/^[a-zA-Z0-9_.-]{1,255}$/)
    .default('id'),
  billing: z.enum(['on-demand', 'provisioned']).default('on-demand'),
  /** Capacity units a second, for provisioned tables; they then scale up to `maximum` at 70% use. */
  read: z.strictObject({ minimum: z.int().min(1), maximum: z.int().min(1) }).default({ minimum: 5, maximum: 50 }),
  write: z.strictObject({ minimum: z.int().min(1), maximum: z.int().min(1) }).default({ minimum: 5, maximum: 50 }),
  /** Logical id of a KMS key; without it AWS owns the key. */
  encryptionKey: LogicalId.optional(),
})

export interface TablePorts {
  readonly table: string
  readonly key: string
}

export const dynamodbTable = defineBlock<typeof Params, TablePorts>({
  id: 'dynamodb-table',
  title: 'DynamoDB table',
  intent: 'Store items by key, restorable to any second of the last 35 days.',
  refs: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html',
  ],
  params: Params,
  guarantees: ['table-has-point-in-time-recovery'],
  examples: [
    { name: 'defaults', params: () => ({}) },
    {
      name: 'provisioned',
      params: () => ({ name: 'Orders', billing: 'provisioned', read: { minimum: 10, maximum: 100 }, write: { minimum: 5, maximum: 20 } }),
    },
  ],
  vary: { billing: ['on-demand', 'provisioned'], key: ['id', 'order_id'], name: ['Items', 'Orders'] },
  build(graph: GraphBuilder, params, site: Site): TablePorts {
    const { name, key, billing, encryptionKey, read, write } = params
    const provisioned = billing === 'provisioned'
    const table = graph.add(
      'AWS::DynamoDB::Table',
      `${name}Table`,
      {
        BillingMode: provisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        ...(provisioned ? { ProvisionedThroughput: { ReadCapacityUnits: read.minimum, WriteCapacityUnits: write.minimum } } : {}),
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: site.defaults.backupRetentionDays },
        DeletionProtectionEnabled: site.defaults.keepsData,
        ...(encryptionKey === undefined
          ? {}
          : { SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: getAtt(encryptionKey, 'Arn') } }),
      },
      { comment: 'No name of its own: a name would block replacement.', ...keeping(site) },
    )
    if (provisioned) {
      addScaling(graph, { table, of: 'Read', ...read })
      addScaling(graph, { table, of: 'Write', ...write })
    }
    return { table, key }
  },
})

function addScaling(
  graph: GraphBuilder,
  scaling: { readonly table: string; readonly of: 'Read' | 'Write'; readonly minimum: number; readonly maximum: number },
): void {
  const { table, of, minimum, maximum } = scaling
  const target = graph.add('AWS::ApplicationAutoScaling::ScalableTarget', `${table}${of}Target`, {
    ServiceNamespace: 'dynamodb',
    ResourceId: { 'Fn::Sub': `table/\${${table}}` },
    ScalableDimension: `dynamodb:table:${of}CapacityUnits`,
    MinCapacity: minimum,
    MaxCapacity: maximum,
  })
  graph.add('AWS::ApplicationAutoScaling::ScalingPolicy', `${table}${of}Policy`, {
    PolicyName: { 'Fn::Sub': `\${${table}}-${of.toLowerCase()}` },
    PolicyType: 'TargetTrackingScaling',
    ScalingTargetId: { Ref: target },
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: `DynamoDB${of}CapacityUtilization` },
    },
  })
}
