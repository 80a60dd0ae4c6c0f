import type { Json } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalId, LogicalName, type Site } from './block.js'
import { dynamodbTable } from './dynamodb-table.js'
import { kmsKey } from './kms-key.js'

const Params = z.strictObject({
  name: LogicalName.default('Daily'),
  /** ARNs of what is backed up, as template values. */
  resources: z.array(z.custom<Json>()).min(1).readonly(),
  /** Days a recovery point is kept; the environment's default without it. */
  retentionDays: z.int().min(1).max(36_500).optional(),
  /** Logical id of a KMS key for the vault; without it, the key that AWS keeps for Backup. */
  key: LogicalId.optional(),
})

export interface BackupPorts {
  readonly vault: string
  readonly plan: string
  readonly role: string
}

export const backupPlan = defineBlock<typeof Params, BackupPorts>({
  id: 'backup-plan',
  title: 'Backup plan',
  intent: 'Copy data every day into a vault of its own, out of reach of whoever deletes the original.',
  refs: [
    'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
    'https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html',
  ],
  params: Params,
  guarantees: ['role-has-no-administrator-policy', 'role-trusts-only-named-callers'],
  examples: [
    {
      name: 'a table',
      params: (graph, site) => ({ resources: [getAtt(dynamodbTable.add(graph, {}, site).table, 'Arn')] }),
    },
    {
      name: 'own key, a year',
      params: (graph, site) => ({
        name: 'Yearly',
        resources: [getAtt(dynamodbTable.add(graph, {}, site).table, 'Arn')],
        retentionDays: 365,
        key: kmsKey.add(graph, { name: 'Backup' }, site).key,
      }),
    },
  ],
  vary: { name: ['Daily', 'Nightly'], retentionDays: [undefined, 1, 90] },
  build(graph: GraphBuilder, params, site: Site): BackupPorts {
    const { name, key, resources } = params
    const vault = graph.add(
      'AWS::Backup::BackupVault',
      `${name}Vault`,
      {
        BackupVaultName: sub(`\${AWS::StackName}-${name.toLowerCase()}`),
        ...(key === undefined ? {} : { EncryptionKeyArn: getAtt(key, 'Arn') }),
      },
      {
        comment: 'A vault must have a name. Encrypted always: with the key that AWS keeps for Backup when no other is given.',
        ...keeping(site),
      },
    )
    const plan = graph.add('AWS::Backup::BackupPlan', `${name}BackupPlan`, {
      BackupPlan: {
        BackupPlanName: sub(`\${AWS::StackName}-${name.toLowerCase()}`),
        BackupPlanRule: [
          {
            RuleName: 'daily',
            TargetBackupVault: ref(vault),
            ScheduleExpression: 'cron(0 3 ? * * *)',
            StartWindowMinutes: 60,
            CompletionWindowMinutes: 720,
            Lifecycle: { DeleteAfterDays: params.retentionDays ?? site.defaults.backupRetentionDays },
          },
        ],
      },
    })
    const role = addRole(graph, name)
    graph.add('AWS::Backup::BackupSelection', `${name}BackupSelection`, {
      BackupPlanId: ref(plan),
      BackupSelection: { SelectionName: 'resources', IamRoleArn: getAtt(role, 'Arn'), Resources: resources },
    })
    return { vault, plan, role }
  },
})

function addRole(graph: GraphBuilder, name: string): string {
  const managed = (policy: string): Json => sub(`arn:\${AWS::Partition}:iam::aws:policy/service-role/${policy}`)
  return graph.add(
    'AWS::IAM::Role',
    `${name}BackupRole`,
    {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'backup.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
          },
        ],
      },
      ManagedPolicyArns: [managed('AWSBackupServiceRolePolicyForBackup'), managed('AWSBackupServiceRolePolicyForRestores')],
    },
    { comment: "AWS's own policies: what a backup needs differs for each service, and AWS keeps them up to date." },
  )
}
