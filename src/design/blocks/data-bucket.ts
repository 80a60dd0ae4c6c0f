import { getAtt, type GraphBuilder, ref } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalId, LogicalName, type Site } from './block.js'
import { addLogBucket, BLOCKED, ENCRYPTED, serverAccessLogs, tlsOnly } from './buckets.js'
import { kmsKey } from './kms-key.js'

const Params = z.strictObject({
  name: LogicalName.default('Data'),
  /** Logical id of a KMS key; without it, S3 encrypts with its own. */
  key: LogicalId.optional(),
  /** Days that overwritten and deleted objects can be brought back. */
  keepOldVersionsDays: z.int().min(1).max(3650).default(30),
  /** Server access logs, in a bucket of their own. */
  accessLogs: z.boolean().default(false),
})

export interface BucketPorts {
  readonly bucket: string
}

export const dataBucket = defineBlock<typeof Params, BucketPorts>({
  id: 'data-bucket',
  title: 'S3 bucket for data',
  intent: 'Keep objects private and encrypted, and bring back what was overwritten or deleted.',
  refs: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html',
  ],
  params: Params,
  guarantees: ['bucket-blocks-public-access', 'bucket-is-not-public', 'bucket-requires-tls', 'bucket-keeps-versions'],
  examples: [
    { name: 'defaults', params: () => ({}) },
    {
      name: 'own key and access logs',
      params: (graph, site) => ({ name: 'Invoices', key: kmsKey.add(graph, { name: 'Invoices' }, site).key, accessLogs: true }),
    },
  ],
  vary: { accessLogs: [true, false], keepOldVersionsDays: [1, 30, 3650] },
  build(graph: GraphBuilder, params, site: Site): BucketPorts {
    const { name, key } = params
    const logs = params.accessLogs
      ? addLogBucket(
          graph,
          `${name}BucketLogs`,
          { ownership: 'BucketOwnerEnforced', comment: 'Who read and wrote the data.', writers: [serverAccessLogs(`${name}BucketLogs`)] },
          site,
        )
      : undefined
    const bucket = graph.add(
      'AWS::S3::Bucket',
      `${name}Bucket`,
      {
        PublicAccessBlockConfiguration: BLOCKED,
        BucketEncryption: key === undefined ? ENCRYPTED : withKey(key),
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'old-versions',
              Status: 'Enabled',
              NoncurrentVersionExpiration: { NoncurrentDays: params.keepOldVersionsDays },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            },
          ],
        },
        ...(logs === undefined ? {} : { LoggingConfiguration: { DestinationBucketName: ref(logs), LogFilePrefix: 's3/' } }),
      },
      { ...(logs === undefined ? {} : { dependsOn: [`${logs}Policy`] }), ...keeping(site) },
    )
    graph.add('AWS::S3::BucketPolicy', `${bucket}Policy`, {
      Bucket: ref(bucket),
      PolicyDocument: { Version: '2012-10-17', Statement: [tlsOnly(bucket)] },
    })
    return { bucket }
  },
})

/** With a bucket key, S3 asks KMS once for many objects instead of once for each. */
function withKey(key: string): typeof ENCRYPTED {
  return {
    ServerSideEncryptionConfiguration: [
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: getAtt(key, 'Arn') } },
    ],
  }
}
