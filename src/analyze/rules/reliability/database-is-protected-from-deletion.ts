import { demandTrue } from '../flags.js'
import { environmentOf } from '../environment.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'

export const databaseIsProtectedFromDeletion: Rule = defineRule({
  id: 'database-is-protected-from-deletion',
  pillar: 'reliability',
  severity: 'medium',
  title: 'Database refuses to be deleted',
  why: 'One mistaken call, or one replaced resource, deletes a database that is not protected.',
  fix: 'Set DeletionProtection to true; whoever means to delete it switches that off first.',
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html'],
  types: [INSTANCE, 'AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
  maps: {
    'cdk-nag': ['AwsSolutions-RDS10', 'RDSInstanceDeletionProtectionEnabled'],
    cfn_nag: ['F80'],
    'security-hub': ['RDS.7', 'RDS.8', 'DocumentDB.5', 'Neptune.4'],
  },
  examples: {
    fail: [
      { name: 'not said', props: { Engine: 'postgres' } },
      { name: 'switched off', props: { Engine: 'postgres', DeletionProtection: false } },
    ],
    pass: [
      { name: 'protected', props: { Engine: 'postgres', DeletionProtection: true } },
      { name: 'a member of a cluster, which is what is protected', props: { Engine: 'aurora-mysql', DBClusterIdentifier: 'orders' } },
      { name: 'of a development stack', props: { Engine: 'postgres', Tags: [{ Key: 'Environment', Value: 'dev' }] } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { DeletionProtection: { Ref: 'Protected' } } }],
  },
  check(node, q) {
    const ofAurora = String(scalarOf(q.read(node, 'Engine'))).startsWith('aurora')
    const member = node.type === INSTANCE && (ofAurora || q.read(node, 'DBClusterIdentifier').set !== false)
    return member || environmentOf(node, q) === 'other' ? PASS : demandTrue(node, q, 'DeletionProtection')
  },
})
