import { demand, isFalse, isTrue } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const SETTINGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const
const BLOCKED = Object.fromEntries(SETTINGS.map((name) => [name, true]))

export const bucketBlocksPublicAccess: Rule = defineRule({
  id: 'bucket-blocks-public-access',
  pillar: 'security',
  severity: 'high',
  title: 'S3 bucket blocks public access',
  why: 'With these settings off, one wrong access control list or bucket policy makes the objects readable by everybody.',
  fix: 'Set all four settings of PublicAccessBlockConfiguration to true; serve public files through CloudFront with origin access control.',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  types: ['AWS::S3::Bucket'],
  maps: {
    'cdk-nag': ['S3BucketLevelPublicAccessProhibited', 'AwsSolutions-S2'],
    checkov: ['CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56'],
    'security-hub': ['S3.8'],
  },
  examples: {
    fail: [
      { name: 'one setting is off', props: { PublicAccessBlockConfiguration: { ...BLOCKED, BlockPublicPolicy: false } } },
      { name: 'not said', props: {} },
    ],
    pass: [{ name: 'all four are on', props: { PublicAccessBlockConfiguration: BLOCKED } }],
    unknown: [
      {
        name: 'a setting comes from a resource',
        props: { PublicAccessBlockConfiguration: { ...BLOCKED, BlockPublicAcls: { 'Fn::GetAtt': ['Custom', 'Block'] } } },
      },
    ],
  },
  check: (node, q) => {
    const verdicts = SETTINGS.map((name) =>
      demand(node, q, {
        path: `PublicAccessBlockConfiguration.${name}`,
        good: isTrue,
        what: (value) => (isFalse(value) ? `${name} is false` : `${name} is not set`),
      }),
    )
    const off = verdicts.find((verdict) => verdict.is === 'fail' && verdict.what.endsWith('false'))
    if (off !== undefined) return off
    const unknown = verdicts.find(({ is }) => is === 'unknown')
    if (unknown !== undefined) return unknown
    const missing = verdicts.filter(({ is }) => is === 'fail').length
    if (missing === 0) return PASS
    // Buckets made since April 2023 block public access unless told otherwise, but a later template can take that away.
    const what =
      missing === 4
        ? 'no PublicAccessBlockConfiguration; it rests on the default of the account'
        : 'PublicAccessBlockConfiguration is not complete'
    return { is: 'fail', what, path: 'PublicAccessBlockConfiguration', severity: 'medium' }
  },
})
