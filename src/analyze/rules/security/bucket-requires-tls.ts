import type { Query, Resource } from '#graph/index.js'
import { refusesPlainText, statementsAt } from '../policies.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const POLICY = 'AWS::S3::BucketPolicy'
const BUCKET = 'AWS::S3::Bucket'
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [{ 'Fn::GetAtt': ['Files', 'Arn'] }, { 'Fn::Sub': '${Files.Arn}/*' }],
  Condition: { Bool: { 'aws:SecureTransport': false } },
}

export const bucketRequiresTls: Rule = defineRule({
  id: 'bucket-requires-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'S3 bucket refuses requests without TLS',
  why: 'S3 answers plain HTTP too: whoever is on the way can then read and change the objects.',
  fix: 'Add a bucket policy that denies s3:* to everybody when aws:SecureTransport is false, for the bucket and its objects.',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html'],
  types: [BUCKET],
  maps: { 'cdk-nag': ['S3BucketSSLRequestsOnly', 'AwsSolutions-S10'], 'security-hub': ['S3.5'] },
  examples: {
    fail: [
      { name: 'no policy', props: {} },
      {
        name: 'a policy about something else',
        resources: {
          Files: { Type: BUCKET },
          Policy: { Type: POLICY, Properties: { Bucket: { Ref: 'Files' }, PolicyDocument: { Statement: [{ ...DENY, Condition: {} }] } } },
        },
        subject: 'Files',
      },
      {
        name: 'only the objects',
        resources: {
          Files: { Type: BUCKET },
          Policy: {
            Type: POLICY,
            Properties: {
              Bucket: { Ref: 'Files' },
              PolicyDocument: { Statement: [{ ...DENY, Resource: { 'Fn::Sub': '${Files.Arn}/*' } }] },
            },
          },
        },
        subject: 'Files',
      },
    ],
    pass: [
      {
        name: 'policy denies plain HTTP',
        resources: {
          Files: { Type: BUCKET },
          Policy: { Type: POLICY, Properties: { Bucket: { Ref: 'Files' }, PolicyDocument: { Statement: [DENY] } } },
        },
        subject: 'Files',
      },
    ],
    unknown: [
      {
        name: 'the policy names its bucket by a parameter',
        resources: {
          Files: { Type: BUCKET },
          Policy: { Type: POLICY, Properties: { Bucket: { 'Fn::ImportValue': 'bucket' }, PolicyDocument: { Statement: [DENY] } } },
        },
        subject: 'Files',
      },
    ],
  },
  check: (node, q) => {
    const policies = q.all(POLICY)
    if (policies.some((policy) => isFor(policy, node, q) === true && deniesPlainText(policy, q))) return PASS
    const maybe = policies.find((policy) => isFor(policy, node, q) === undefined && deniesPlainText(policy, q))
    if (maybe !== undefined) return { is: 'unknown', why: `${maybe.id} refuses plain HTTP, but for which bucket is not known` }
    return { is: 'fail', what: 'no bucket policy refuses plain HTTP for the bucket and its objects' }
  },
})

function isFor(policy: Resource, bucket: Resource, q: Query): boolean | undefined {
  const named = q.read(policy, 'Bucket')
  if (!named.known) return named.reference === undefined ? undefined : named.reference.target === bucket.id
  const name = q.read(bucket, 'BucketName')
  return name.known ? scalarOf(name) !== undefined && scalarOf(name) === scalarOf(named) : undefined
}

function deniesPlainText(policy: Resource, q: Query): boolean {
  return statementsAt(policy, 'PolicyDocument').some(({ statement }) => {
    const everything = statement.actions.some((action) => action === '*' || action?.toLowerCase() === 's3:*')
    // The bucket itself and what is in it are two resources; `*` is both.
    const whole = statement.resources.length > 1 || statement.resources.some((value) => scalarOf(q.read(value)) === '*')
    return everything && whole && refusesPlainText(statement, q)
  })
}
