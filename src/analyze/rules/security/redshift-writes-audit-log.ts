import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const redshiftWritesAuditLog: Rule = defineRule({
  id: 'redshift-writes-audit-log',
  pillar: 'security',
  severity: 'low',
  title: 'Redshift records who connected and what they asked',
  why: 'The audit log is the only record of connections and statements that lasts longer than a few days.',
  fix: 'Set LoggingProperties with a bucket or with CloudWatch as destination.',
  refs: ['https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html'],
  types: ['AWS::Redshift::Cluster'],
  maps: { 'cdk-nag': ['AwsSolutions-RS5', 'RedshiftClusterAuditLogging'], checkov: ['CKV_AWS_71'], 'security-hub': ['Redshift.4'] },
  examples: {
    fail: [{ name: 'not said', props: { NodeType: 'ra3.large' } }],
    pass: [{ name: 'to a bucket', props: { LoggingProperties: { BucketName: { Ref: 'Logs' } } } }],
    unknown: [
      {
        name: 'depends on a condition',
        props: { LoggingProperties: { 'Fn::If': ['Logged', { BucketName: 'logs' }, { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'LoggingProperties', 'no LoggingProperties'),
})
