import type { Query, Resource } from '#graph/index.js'
import { demandTrue } from '../flags.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const REDSHIFT = 'AWS::Redshift::Cluster'

export const databaseIsEncrypted: Rule = defineRule({
  id: 'database-is-encrypted',
  pillar: 'security',
  severity: 'high',
  title: 'Database is encrypted at rest',
  why: 'Storage, backups and snapshots of a database without encryption can be read by whoever gets hold of them; encryption cannot be switched on later without a copy.',
  fix: 'Set StorageEncrypted (Encrypted for Redshift) to true, with a KmsKeyId where the key must be your own.',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
    'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
  ],
  types: [INSTANCE, 'AWS::RDS::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::DocDB::DBCluster', REDSHIFT],
  maps: {
    'cdk-nag': [
      'AwsSolutions-RDS2',
      'RDSStorageEncrypted',
      'AwsSolutions-N4',
      'NeptuneClusterEncryptionAtRest',
      'AwsSolutions-DOC1',
      'DocumentDBClusterEncryptionAtRest',
      'AwsSolutions-RS6',
      'RedshiftClusterEncryptionAtRest',
    ],
    checkov: ['CKV_AWS_16', 'CKV_AWS_96', 'CKV_AWS_44', 'CKV_AWS_74', 'CKV_AWS_64'],
    cfn_nag: ['F26', 'F27', 'F28', 'F30'],
    'security-hub': ['RDS.3', 'RDS.27', 'Neptune.1', 'DocumentDB.1', 'Redshift.10'],
  },
  examples: {
    fail: [
      { name: 'not said', props: { Engine: 'postgres' } },
      { name: 'switched off', props: { Engine: 'postgres', StorageEncrypted: false } },
      { name: 'Redshift', type: REDSHIFT, props: { Encrypted: 'false' } },
    ],
    pass: [
      { name: 'encrypted', props: { Engine: 'postgres', StorageEncrypted: true } },
      { name: 'takes it from its cluster', props: { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: 'Cluster' } } },
      { name: 'a replica takes it from its source', props: { SourceDBInstanceIdentifier: 'orders' } },
    ],
    unknown: [
      { name: 'a parameter without a value', props: { StorageEncrypted: { Ref: 'Encrypted' } } },
      { name: 'restored from a snapshot', props: { DBSnapshotIdentifier: 'orders-final' } },
    ],
  },
  check(node, q) {
    if (node.type === REDSHIFT) return encrypted(node, q, 'Encrypted')
    if (node.type === INSTANCE && (given(node, q, 'DBClusterIdentifier') || given(node, q, 'SourceDBInstanceIdentifier'))) return PASS
    return encrypted(node, q, 'StorageEncrypted')
  },
})

function encrypted(node: Resource, q: Query, path: string): Verdict {
  const restored = ['DBSnapshotIdentifier', 'SnapshotIdentifier', 'SourceDBClusterIdentifier'].find((name) => given(node, q, name))
  if (restored !== undefined && !q.read(node, path).set)
    return { is: 'unknown', why: `it is as encrypted as what ${restored} names`, path: restored }
  return demandTrue(node, q, path)
}

function given(node: Resource, q: Query, path: string): boolean {
  return q.read(node, path).set !== false
}
