import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { keeping, type Site } from './block.js'

/** Parts of uploads that were never finished are stored, and billed, until somebody drops them. */
export const DROPS_PARTS: JsonObject = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }

export const BLOCKED: JsonObject = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
export const ENCRYPTED: JsonObject = { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] }

/** Statement that refuses whatever does not come over TLS. */
export function tlsOnly(bucket: string): JsonObject {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [getAtt(bucket, 'Arn'), sub(`\${${bucket}.Arn}/*`)],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }
}

/** Lets S3 put the access logs of this account's buckets under `s3/`. */
export function serverAccessLogs(bucket: string): JsonObject {
  return {
    Sid: 'ServerAccessLogs',
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: sub(`\${${bucket}.Arn}/s3/*`),
    Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
  }
}

/** A bucket for access logs, encrypted by S3 (the services that deliver logs take no other key), and its policy `…Policy`. */
export function addLogBucket(
  graph: GraphBuilder,
  id: string,
  log: { readonly ownership: 'BucketOwnerPreferred' | 'BucketOwnerEnforced'; readonly comment: string; readonly writers: readonly Json[] },
  site: Site,
): string {
  graph.add(
    'AWS::S3::Bucket',
    id,
    {
      PublicAccessBlockConfiguration: BLOCKED,
      BucketEncryption: ENCRYPTED,
      OwnershipControls: { Rules: [{ ObjectOwnership: log.ownership }] },
      LifecycleConfiguration: {
        Rules: [{ Id: 'expire', Status: 'Enabled', ExpirationInDays: site.defaults.logRetentionDays, ...DROPS_PARTS }],
      },
    },
    { comment: log.comment, ...keeping(site) },
  )
  graph.add('AWS::S3::BucketPolicy', `${id}Policy`, {
    Bucket: ref(id),
    PolicyDocument: { Version: '2012-10-17', Statement: [tlsOnly(id), ...log.writers] },
  })
  return id
}
