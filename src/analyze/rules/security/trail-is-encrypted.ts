import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

export const trailIsEncrypted: Rule = defineRule({
  id: 'trail-is-encrypted',
  pillar: 'security',
  severity: 'low',
  title: 'CloudTrail encrypts with a key of its own',
  why: 'With a KMS key, reading the log takes a second permission besides the bucket, and every use of the key is recorded.',
  fix: 'Set KMSKeyId to a key whose policy lets CloudTrail use it.',
  refs: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html'],
  types: ['AWS::CloudTrail::Trail'],
  maps: { 'cdk-nag': ['CloudTrailEncryptionEnabled'], checkov: ['CKV_AWS_35'], 'security-hub': ['CloudTrail.2'] },
  examples: {
    fail: [{ name: 'none', props: { IsLogging: true, S3BucketName: { Ref: 'Logs' } } }],
    pass: [{ name: 'a key', props: { KMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } }],
    unknown: [{ name: 'depends on a condition', props: { KMSKeyId: { 'Fn::If': ['Keyed', { Ref: 'Key' }, { Ref: 'AWS::NoValue' }] } } }],
  },
  check: (node, q) => demandGiven(node, q, 'KMSKeyId', 'no KMSKeyId'),
})
