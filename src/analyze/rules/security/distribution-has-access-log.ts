import { demandGiven } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const DISTRIBUTION = 'AWS::CloudFront::Distribution'
const SOURCE = 'AWS::Logs::DeliverySource'

export const distributionHasAccessLog: Rule = defineRule({
  id: 'distribution-has-access-log',
  pillar: 'security',
  severity: 'low',
  title: 'CloudFront keeps a log of requests',
  why: 'Attacks and errors at the edge leave no trace elsewhere: what CloudFront answers never reaches the origin.',
  fix: 'Set DistributionConfig.Logging, or deliver the access logs with AWS::Logs::DeliverySource.',
  refs: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html'],
  types: [DISTRIBUTION],
  maps: {
    'cdk-nag': ['CloudFrontDistributionAccessLogging', 'AwsSolutions-CFR3'],
    checkov: ['CKV_AWS_86'],
    cfn_nag: ['W10'],
    'security-hub': ['CloudFront.5'],
  },
  examples: {
    fail: [{ name: 'no logging', props: { DistributionConfig: { Enabled: true } } }],
    pass: [
      { name: 'to a bucket', props: { DistributionConfig: { Logging: { Bucket: 'logs.s3.amazonaws.com' } } } },
      {
        name: 'delivered by CloudWatch Logs',
        resources: {
          Site: { Type: DISTRIBUTION, Properties: { DistributionConfig: { Enabled: true } } },
          Logs: {
            Type: SOURCE,
            Properties: {
              Name: 'site',
              LogType: 'ACCESS_LOGS',
              ResourceArn: { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Site}' },
            },
          },
        },
        subject: 'Site',
      },
    ],
    unknown: [
      { name: 'all of it from a macro', props: { DistributionConfig: { 'Fn::Transform': { Name: 'Distribution', Parameters: {} } } } },
    ],
  },
  check: (node, q) =>
    q.edges({ to: node, kind: 'refers' }).some(({ from }) => from.type === SOURCE)
      ? PASS
      : demandGiven(node, q, 'DistributionConfig.Logging', 'no access log'),
})
