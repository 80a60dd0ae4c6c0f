import { isAllow, isNarrowed, namesAnybody, statementsAt } from '../policies.js'
import { demand, isTrue, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const BUCKET = 'AWS::S3::Bucket'
const POLICY = 'AWS::S3::BucketPolicy'
const GUARDS = ['BlockPublicAcls', 'IgnorePublicAcls'] as const
const PUBLIC_ACLS = /^(?:PublicRead|PublicReadWrite|AuthenticatedRead)$/

export const bucketIsNotPublic: Rule = defineRule({
  id: 'bucket-is-not-public',
  pillar: 'security',
  severity: 'high',
  title: 'S3 bucket lets nobody in but those it names',
  why: 'A public access control list or a policy with the principal * gives the objects to everybody on the internet.',
  fix: 'Name the accounts, roles or services that may read; for a website let only its CloudFront distribution read.',
  refs: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status',
  ],
  types: [BUCKET, POLICY],
  maps: {
    'cdk-nag': ['S3BucketPublicReadProhibited', 'S3BucketPublicWriteProhibited'],
    checkov: ['CKV_AWS_20', 'CKV_AWS_57'],
    cfn_nag: ['F14', 'F16', 'W31'],
    'security-hub': ['S3.2', 'S3.3'],
  },
  examples: {
    fail: [
      { name: 'public access control list', props: { AccessControl: 'PublicRead' } },
      {
        name: 'policy for everybody',
        type: POLICY,
        props: {
          Bucket: 'files',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/*' }] },
        },
      },
      {
        name: 'a condition that keeps nobody out',
        type: POLICY,
        props: {
          Bucket: 'files',
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: '*' },
                Action: 's3:GetObject',
                Resource: 'arn:aws:s3:::files/*',
                Condition: { Bool: { 'aws:SecureTransport': 'true' } },
              },
            ],
          },
        },
      },
    ],
    pass: [
      { name: 'private', props: { AccessControl: 'Private' } },
      {
        name: 'a public list that S3 pays no heed to',
        props: { AccessControl: 'PublicRead', PublicAccessBlockConfiguration: { IgnorePublicAcls: true } },
      },
      {
        name: 'one organization',
        type: POLICY,
        props: {
          Bucket: 'files',
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: '*',
                Action: 's3:GetObject',
                Resource: 'arn:aws:s3:::files/*',
                Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
              },
            ],
          },
        },
      },
    ],
    unknown: [{ name: 'list comes from a parameter', props: { AccessControl: { Ref: 'Access' } } }],
  },
  check: (node, q) => {
    // With these settings S3 refuses a public list, or pays no heed to it.
    if (node.type === BUCKET && GUARDS.some((name) => isTrue(scalarOf(q.read(node, `PublicAccessBlockConfiguration.${name}`))))) return PASS
    if (node.type === BUCKET)
      return demand(node, q, {
        path: 'AccessControl',
        good: (value) => typeof value !== 'string' || !PUBLIC_ACLS.test(value),
        what: (value) => `the access control list is ${String(value)}`,
      })
    return statementsAt(node, 'PolicyDocument').flatMap(({ statement, path }): readonly Verdict[] =>
      isAllow(statement) && namesAnybody(statement, q) && !isNarrowed(statement)
        ? [{ is: 'fail', what: 'a statement allows everybody', path }]
        : [],
    )
  },
})
