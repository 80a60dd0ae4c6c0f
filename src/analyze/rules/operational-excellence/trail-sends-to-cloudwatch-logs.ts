import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const trailSendsToCloudwatchLogs: Rule = defineRule({
  id: 'trail-sends-to-cloudwatch-logs',
  pillar: 'operational-excellence',
  severity: 'low',
  title: 'CloudTrail events can raise alarms',
  why: 'From a log group a metric filter can tell somebody at once; files in a bucket are read after the fact.',
  fix: 'Set CloudWatchLogsLogGroupArn and CloudWatchLogsRoleArn.',
  refs: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html'],
  types: ['AWS::CloudTrail::Trail'],
  maps: { 'cdk-nag': ['CloudTrailCloudWatchLogsEnabled'], 'security-hub': ['CloudTrail.5'] },
  examples: {
    fail: [{ name: 'none', props: { IsLogging: true, S3BucketName: { Ref: 'Logs' } } }],
    pass: [{ name: 'a log group', props: { CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } } }],
    unknown: [
      {
        name: 'depends on a condition',
        props: { CloudWatchLogsLogGroupArn: { 'Fn::If': ['Logged', { Ref: 'Group' }, { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'CloudWatchLogsLogGroupArn', 'no CloudWatchLogsLogGroupArn'),
})
