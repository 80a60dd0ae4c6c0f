import { numberOf, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const REDSHIFT = 'AWS::Redshift::Cluster'

export const databaseHasBackups: Rule = defineRule({
  id: 'database-has-backups',
  pillar: 'reliability',
  severity: 'high',
  title: 'Database is backed up every day',
  why: 'Without automated backups there is no point in time to go back to after a bad migration or a deleted row.',
  fix: 'Set BackupRetentionPeriod (AutomatedSnapshotRetentionPeriod of Redshift) to the number of days you must be able to go back, 7 or more in production.',
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html'],
  types: [INSTANCE, REDSHIFT],
  maps: {
    'cdk-nag': ['AwsSolutions-RDS13', 'RDSInstanceBackupEnabled', 'AwsSolutions-RS10', 'RedshiftBackupEnabled'],
    cfn_nag: ['W75'],
    'security-hub': ['RDS.11'],
  },
  examples: {
    fail: [
      { name: 'switched off', props: { BackupRetentionPeriod: 0 } },
      { name: 'switched off, as text', props: { BackupRetentionPeriod: '0' } },
      { name: 'Redshift', type: REDSHIFT, props: { AutomatedSnapshotRetentionPeriod: 0 } },
    ],
    pass: [
      { name: 'seven days', props: { BackupRetentionPeriod: 7 } },
      { name: 'the default of one day', props: { Engine: 'postgres' } },
      { name: 'a member of a cluster, which has the backups', props: { DBClusterIdentifier: 'orders', BackupRetentionPeriod: 0 } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { BackupRetentionPeriod: { Ref: 'Days' } } }],
  },
  check(node, q) {
    const path = node.type === REDSHIFT ? 'AutomatedSnapshotRetentionPeriod' : 'BackupRetentionPeriod'
    if (q.read(node, 'DBClusterIdentifier').set !== false) return PASS
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    return numberOf(scalarOf(read)) === 0 ? { is: 'fail', what: `${path} is 0: no backups are made`, path } : PASS
  },
})
