import { demandGiven } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const BUCKET = 'AWS::S3::Bucket'
/** Properties by which another resource names the bucket it writes its logs into. */
const LOG_TARGET =
  /(?:LoggingConfiguration\.DestinationBucketName|Logging\.Bucket|AccessLoggingPolicy\.S3BucketName|S3BucketName|LogDestination|LoadBalancerAttributes\.\d+\.Value)$/

export const bucketHasAccessLog: Rule = defineRule({
  id: 'bucket-has-access-log',
  pillar: 'security',
  severity: 'low',
  title: 'S3 bucket keeps a log of requests',
  why: 'After a leak only the access log tells which objects were read, when and by whom.',
  fix: 'Set LoggingConfiguration.DestinationBucketName to a bucket for logs, or record data events with CloudTrail.',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html'],
  types: [BUCKET],
  maps: { 'cdk-nag': ['S3BucketLoggingEnabled', 'AwsSolutions-S1'], checkov: ['CKV_AWS_18'], cfn_nag: ['W35'], 'security-hub': ['S3.9'] },
  examples: {
    fail: [{ name: 'no logging', props: {} }],
    pass: [
      { name: 'logging', props: { LoggingConfiguration: { DestinationBucketName: 'logs' } } },
      {
        name: 'holds the logs of another bucket',
        resources: {
          Files: { Type: BUCKET, Properties: { LoggingConfiguration: { DestinationBucketName: { Ref: 'Logs' } } } },
          Logs: { Type: BUCKET },
        },
        subject: 'Logs',
      },
    ],
    unknown: [
      {
        name: 'a condition decides',
        sections: { Conditions: { Logged: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '1'] } } },
        props: { LoggingConfiguration: { 'Fn::If': ['Logged', { DestinationBucketName: 'logs' }, { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check: (node, q) =>
    q.edges({ to: node, kind: 'refers' }).some(({ path }) => LOG_TARGET.test(path))
      ? PASS
      : demandGiven(node, q, 'LoggingConfiguration', 'no LoggingConfiguration'),
})
