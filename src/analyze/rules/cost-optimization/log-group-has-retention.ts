import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const logGroupHasRetention: Rule = defineRule({
  id: 'log-group-has-retention',
  pillar: 'cost-optimization',
  severity: 'medium',
  title: 'Log group forgets in the end',
  why: 'Without a retention CloudWatch Logs keeps every line for ever, and its storage is paid for every month.',
  fix: 'Set RetentionInDays to as long as the logs are needed.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html'],
  types: ['AWS::Logs::LogGroup'],
  maps: { 'cdk-nag': ['CloudWatchLogGroupRetentionPeriod'], checkov: ['CKV_AWS_66'], cfn_nag: ['W86'], 'security-hub': ['CloudWatch.16'] },
  examples: {
    fail: [{ name: 'none', props: {} }],
    pass: [
      { name: '30 days', props: { RetentionInDays: 30 } },
      { name: 'whatever the parameter says', props: { RetentionInDays: { Ref: 'Days' } } },
    ],
    unknown: [{ name: 'depends on a condition', props: { RetentionInDays: { 'Fn::If': ['Short', 7, { Ref: 'AWS::NoValue' }] } } }],
  },
  check: (node, q) => demandGiven(node, q, 'RetentionInDays', 'no RetentionInDays'),
})
