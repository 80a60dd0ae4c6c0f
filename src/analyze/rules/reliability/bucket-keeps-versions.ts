import { demand } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const LOG_DELIVERY = /(?:LoggingConfiguration\.DestinationBucketName|Logging\.Bucket|LoadBalancerAttributes\.\d+\.Value)$/

export const bucketKeepsVersions: Rule = defineRule({
  id: 'bucket-keeps-versions',
  pillar: 'reliability',
  severity: 'low',
  title: 'S3 bucket keeps versions',
  why: 'Without versions an object that is overwritten or deleted by mistake is gone.',
  fix: 'Set VersioningConfiguration.Status to Enabled, with a lifecycle rule that lets old versions expire.',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html'],
  types: ['AWS::S3::Bucket'],
  maps: { 'cdk-nag': ['S3BucketVersioningEnabled'], checkov: ['CKV_AWS_21'], 'security-hub': ['S3.14'] },
  examples: {
    fail: [
      { name: 'not said', props: {} },
      { name: 'suspended', props: { VersioningConfiguration: { Status: 'Suspended' } } },
    ],
    pass: [{ name: 'enabled', props: { VersioningConfiguration: { Status: 'Enabled' } } }],
    unknown: [
      {
        name: 'from a parameter',
        sections: { Parameters: { Versions: { Type: 'String' } } },
        props: { VersioningConfiguration: { Status: { Ref: 'Versions' } } },
      },
    ],
  },
  check: (node, q) =>
    // Logs are written once and expire.
    q.edges({ to: node, kind: 'refers' }).some(({ path }) => LOG_DELIVERY.test(path))
      ? PASS
      : demand(node, q, {
          path: 'VersioningConfiguration.Status',
          good: (value) => value === 'Enabled',
          what: 'old versions are not kept',
        }),
})
