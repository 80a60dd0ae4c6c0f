import type { Query, Resource, Value } from '#graph/index.js'
import { refusesPlainText, statementsAt, unplacedPolicies } from '../policies.js'
import { namedBy, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const POLICY = 'AWS::S3::BucketPolicy'
const BUCKET = 'AWS::S3::Bucket'
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [{ 'Fn::GetAtt': ['Files', 'Arn'] }, { 'Fn::Sub': '${Files.Arn}/*' }],
  Condition: { Bool: { 'aws:SecureTransport': false } },
}

const MISSING: Verdict = { is: 'fail', what: 'no bucket policy refuses plain HTTP for the bucket and its objects' }

export const bucketRequiresTls: Rule = defineRule({
  id: 'bucket-requires-tls',
  pillar: 'security',
  severity: 'medium',
  title: 'S3 bucket refuses requests without TLS',
  why: 'S3 answers plain HTTP too: whoever is on the way can then read and change the objects.',
  fix: 'Add a bucket policy that denies s3:* to everybody when aws:SecureTransport is false, for the bucket and its objects.',
  refs: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html'],
  types: [BUCKET, POLICY],
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
    if (node.type === POLICY) return isOfThisStack(node, q) || deniesPlainText(node, undefined, q) ? PASS : MISSING
    const name = nameOf(node, q)
    const byReference = namedBy(node, q, POLICY).flatMap(({ from, path }) => (path === 'Bucket' ? [from] : []))
    const byName = name === undefined ? [] : q.all(POLICY).filter((policy) => scalarOf(q.read(policy, 'Bucket')) === name)
    if ([...byReference, ...byName].some((policy) => deniesPlainText(policy, node, q))) return PASS
    const maybe = unplacedPolicies(q, { type: POLICY, list: 'Bucket' }).find((policy) => deniesPlainText(policy, undefined, q))
    if (maybe !== undefined) return { is: 'unknown', why: `${maybe.id} refuses plain HTTP, but for which bucket is not known` }
    return MISSING
  },
})

/** Whether the bucket of a policy is in this stack: then the bucket is judged. */
function isOfThisStack(policy: Resource, q: Query): boolean {
  const named = q.read(policy, 'Bucket')
  if (!named.known) return named.reference !== undefined && q.get(named.reference.target)?.type === BUCKET
  return q.all(BUCKET).some((bucket) => nameOf(bucket, q) === scalarOf(named))
}

function nameOf(bucket: Resource, q: Query): string | undefined {
  const name = scalarOf(q.read(bucket, 'BucketName'))
  return typeof name === 'string' ? name : undefined
}

function deniesPlainText(policy: Resource, bucket: Resource | undefined, q: Query): boolean {
  const named = scalarOf(q.read(policy, 'Bucket'))
  return statementsAt(policy, 'PolicyDocument').some(({ statement }) => {
    const everything = statement.actions.some((action) => action === '*' || action?.toLowerCase() === 's3:*')
    const covered = statement.resources.map((value) => scopeOf(value, { bucket, name: typeof named === 'string' ? named : undefined }, q))
    const whole = covered.includes('both') || (covered.includes('bucket') && covered.includes('objects'))
    return everything && whole && refusesPlainText(statement, q)
  })
}

interface Target {
  readonly bucket: Resource | undefined
  readonly name: string | undefined
}

type Scope = 'bucket' | 'objects' | 'both' | undefined

/** Which part of the bucket a `Resource` of a statement is. The bucket itself and what is in it are two resources; `*` is both. */
function scopeOf(value: Value, target: Target, q: Query): Scope {
  const read = q.read(value)
  const text = scalarOf(read)
  if (typeof text === 'string') return scopeOfText(text, target, q)
  if (read.known) return undefined
  const parts = read.value.kind === 'text' ? read.value.parts : [read.value]
  // `arn:${AWS::Partition}:s3:::name/*`
  if (parts.every(({ kind }) => kind === 'literal' || kind === 'pseudo'))
    return scopeOfText(parts.map((part) => (part.kind === 'literal' ? String(part.value) : 'aws')).join(''), target, q)
  return scopeOfParts(parts, target)
}

function scopeOfText(text: string, { bucket, name }: Target, q: Query): Scope {
  if (text === '*') return 'both'
  const [, owner, path] = /^arn:[\w-]+:s3:::([^/]+)(\/\*)?$/.exec(text) ?? []
  const names = ['*', name, bucket === undefined ? undefined : nameOf(bucket, q)]
  if (owner === undefined || !names.includes(owner)) return undefined
  return path === undefined ? 'bucket' : 'objects'
}

function scopeOfParts(parts: readonly Value[], { bucket }: Target): Scope {
  const at = parts.findLastIndex((part) =>
    part.kind === 'reference' && bucket !== undefined ? part.target === bucket.id : part.kind !== 'literal',
  )
  const tail = parts[at + 1]
  if (at < 0) return undefined
  if (tail?.kind !== 'literal') return 'bucket'
  return tail.value === '/*' || tail.value === '*' ? 'objects' : undefined
}
