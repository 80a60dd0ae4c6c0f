import { demandTrue } from '../flags.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const NEPTUNE = 'AWS::Neptune::DBCluster'
/** Engines without IAM authentication. */
const WITHOUT = /^(?:oracle|sqlserver|custom|db2)-/

export const databaseAcceptsIamAuthentication: Rule = defineRule({
  id: 'database-accepts-iam-authentication',
  pillar: 'security',
  severity: 'low',
  title: 'Database takes IAM credentials',
  why: 'With IAM authentication programs connect with tokens of fifteen minutes, and there is no password to leak.',
  fix: 'Set EnableIAMDatabaseAuthentication (IamAuthEnabled for Neptune) to true.',
  refs: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html'],
  types: [INSTANCE, 'AWS::RDS::DBCluster', NEPTUNE],
  maps: {
    'cdk-nag': ['AwsSolutions-RDS6', 'AuroraMySQLPostgresIAMAuth', 'AwsSolutions-N5', 'NeptuneClusterIAMAuth'],
    checkov: ['CKV_AWS_161', 'CKV_AWS_162'],
    'security-hub': ['RDS.10', 'RDS.12', 'Neptune.7'],
  },
  examples: {
    fail: [
      { name: 'not said', props: { Engine: 'postgres' } },
      { name: 'Neptune, switched off', type: NEPTUNE, props: { IamAuthEnabled: false } },
    ],
    pass: [
      { name: 'switched on', props: { Engine: 'postgres', EnableIAMDatabaseAuthentication: true } },
      { name: 'an engine that cannot', props: { Engine: 'sqlserver-ex' } },
      { name: 'a member of a cluster', props: { Engine: 'aurora-mysql', DBClusterIdentifier: 'orders' } },
    ],
    unknown: [{ name: 'a parameter without a value', props: { Engine: 'postgres', EnableIAMDatabaseAuthentication: { Ref: 'Iam' } } }],
  },
  check(node, q) {
    if (node.type === NEPTUNE) return demandTrue(node, q, 'IamAuthEnabled')
    const engine = String(scalarOf(q.read(node, 'Engine')))
    const member = node.type === INSTANCE && (engine.startsWith('aurora') || q.read(node, 'DBClusterIdentifier').set !== false)
    return member || WITHOUT.test(engine) ? PASS : demandTrue(node, q, 'EnableIAMDatabaseAuthentication')
  },
})
