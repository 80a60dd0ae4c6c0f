import { numberOf, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'
import { environmentOf } from '../environment.js'

const DAYS = 7

/** The property, and what AWS takes when it is not given. */
const PERIODS: Readonly<Record<string, { readonly path: string; readonly byDefault: number }>> = {
  'AWS::RDS::DBInstance': { path: 'BackupRetentionPeriod', byDefault: 1 },
  'AWS::RDS::DBCluster': { path: 'BackupRetentionPeriod', byDefault: 1 },
  'AWS::DocDB::DBCluster': { path: 'BackupRetentionPeriod', byDefault: 1 },
  'AWS::Neptune::DBCluster': { path: 'BackupRetentionPeriod', byDefault: 1 },
  'AWS::Redshift::Cluster': { path: 'AutomatedSnapshotRetentionPeriod', byDefault: 1 },
  'AWS::ElastiCache::ReplicationGroup': { path: 'SnapshotRetentionLimit', byDefault: 0 },
}

export const backupsReachBackAWeek: Rule = defineRule({
  id: 'backups-reach-back-a-week',
  pillar: 'reliability',
  severity: 'low',
  title: 'Backups of production reach back a week',
  why: 'Damage to data is often noticed after a weekend; a backup of yesterday then holds the damage too.',
  fix: 'Set the retention of automated backups to 7 days or more.',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
    'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  ],
  types: Object.keys(PERIODS),
  maps: {
    'cdk-nag': ['AwsSolutions-DOC4', 'DocumentDBClusterBackupRetentionPeriod', 'AwsSolutions-N3', 'NeptuneClusterBackupRetentionPeriod'],
    checkov: ['CKV_AWS_360', 'CKV_AWS_361'],
    'security-hub': ['RDS.11', 'DocumentDB.2', 'Neptune.5', 'Redshift.3'],
  },
  examples: {
    fail: [
      { name: 'one day by default', props: { Engine: 'postgres' } },
      { name: 'three days', type: 'AWS::DocDB::DBCluster', props: { BackupRetentionPeriod: 3 } },
    ],
    pass: [
      { name: 'a week', props: { BackupRetentionPeriod: 7 } },
      { name: 'a cluster member', props: { DBClusterIdentifier: 'orders' } },
      { name: 'one day, of a test stack', props: { Tags: [{ Key: 'Environment', Value: 'test' }] } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { BackupRetentionPeriod: { Ref: 'Days' } } }],
  },
  check(node, q) {
    const { path, byDefault } = PERIODS[node.type] ?? { path: 'BackupRetentionPeriod', byDefault: 0 }
    if (q.read(node, 'DBClusterIdentifier').set !== false || environmentOf(node, q) === 'other') return PASS
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    const days = numberOf(scalarOf(read)) ?? byDefault
    return days >= DAYS ? PASS : { is: 'fail', what: `backups are kept for ${days} ${days === 1 ? 'day' : 'days'}`, path }
  },
})
