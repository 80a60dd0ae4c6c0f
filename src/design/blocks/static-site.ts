import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import type { Json } from '#core/index.js'
import { z } from 'zod'
import { defineBlock, keeping, LogicalName, type Site } from './block.js'
import { takesCloudFrontLogs } from './cloudfront-regions.js'
import { addLogBucket, BLOCKED, DROPS_PARTS, ENCRYPTED, serverAccessLogs, tlsOnly } from './buckets.js'

// Identifiers of AWS's managed CloudFront policies, the same in every account.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6'
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03'

const Params = z.strictObject({
  name: LogicalName.default('Site'),
  /** Host name of the user's and its certificate, which CloudFront takes from us-east-1 only. */
  domain: z.strictObject({ name: z.string(), certificate: z.string() }).optional(),
  /** ARN of a CloudFront web acl, as template value (it stands in us-east-1). */
  webAcl: z.custom<Json>().optional(),
  /** One page answers every path (single-page application). */
  singlePage: z.boolean().default(false),
})

export interface StaticSitePorts {
  readonly distribution: string
  readonly bucket: string
  readonly logs: string
}

export const staticSite = defineBlock<typeof Params, StaticSitePorts>({
  id: 'static-site',
  title: 'Static site',
  intent: 'Serve files from a private bucket through a content delivery network, over HTTPS only.',
  refs: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  params: Params,
  guarantees: [
    'bucket-blocks-public-access',
    'bucket-is-not-public',
    'bucket-requires-tls',
    'bucket-keeps-versions',
    'distribution-redirects-to-https',
    'distribution-origin-uses-tls',
  ],
  examples: [
    { name: 'defaults', params: () => ({}) },
    { name: 'single page', params: () => ({ name: 'App', singlePage: true }) },
    {
      name: 'own domain',
      params: () => ({
        domain: {
          name: 'www.example.com',
          certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555',
        },
      }),
    },
  ],
  vary: { singlePage: [true, false], name: ['Site', 'Docs'] },
  build(graph: GraphBuilder, params, site: Site): StaticSitePorts {
    const { name } = params
    graph.section('Pages: a private bucket behind CloudFront')
    const logs = addSiteLogs(graph, `${name}Logs`, site)
    const bucket = addPages(graph, name, logs, site)
    const distribution = addDistribution(graph, { ...params, bucket, logs: takesCloudFrontLogs(site.region) ? logs : undefined })
    addPolicy(graph, `${name}BucketPolicy`, bucket, distribution)
    return { distribution, bucket, logs }
  },
})

function addSiteLogs(graph: GraphBuilder, id: string, site: Site): string {
  return addLogBucket(
    graph,
    id,
    {
      ownership: takesCloudFrontLogs(site.region) ? 'BucketOwnerPreferred' : 'BucketOwnerEnforced',
      comment: takesCloudFrontLogs(site.region)
        ? 'Access logs. CloudFront delivers its logs with an access control list, so the bucket accepts them from the log delivery account.'
        : 'Access logs of the pages; CloudFront delivers none of its own to buckets in this region.',
      writers: [serverAccessLogs(id)],
    },
    site,
  )
}

function addPages(graph: GraphBuilder, name: string, logs: string, site: Site): string {
  return graph.add(
    'AWS::S3::Bucket',
    `${name}Bucket`,
    {
      PublicAccessBlockConfiguration: BLOCKED,
      BucketEncryption: ENCRYPTED,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{ Id: 'old-versions', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ...DROPS_PARTS }],
      },
      LoggingConfiguration: { DestinationBucketName: ref(logs), LogFilePrefix: 's3/' },
    },
    { comment: 'The pages. Only the distribution below can read them.', dependsOn: [`${logs}Policy`], ...keeping(site) },
  )
}

interface DistributionParts {
  readonly name: string
  readonly bucket: string
  /** Undefined where CloudFront delivers no logs to the region. */
  readonly logs: string | undefined
  readonly domain?: { readonly name: string; readonly certificate: string } | undefined
  readonly webAcl?: Json | undefined
  readonly singlePage: boolean
}

function addDistribution(graph: GraphBuilder, { name, bucket, logs, domain, webAcl, singlePage }: DistributionParts): string {
  const control = graph.add('AWS::CloudFront::OriginAccessControl', `${name}AccessControl`, {
    OriginAccessControlConfig: {
      Name: sub(`\${AWS::StackName}-${name}`),
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  })
  return graph.add('AWS::CloudFront::Distribution', `${name}Distribution`, {
    DistributionConfig: {
      Enabled: true,
      Comment: sub(`\${AWS::StackName} ${name}`),
      DefaultRootObject: 'index.html',
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      ...(webAcl === undefined ? {} : { WebACLId: webAcl }),
      ...(domain === undefined
        ? {}
        : {
            Aliases: [domain.name],
            ViewerCertificate: {
              AcmCertificateArn: domain.certificate,
              SslSupportMethod: 'sni-only',
              MinimumProtocolVersion: 'TLSv1.2_2021',
            },
          }),
      Origins: [
        { Id: 'pages', DomainName: getAtt(bucket, 'RegionalDomainName'), OriginAccessControlId: getAtt(control, 'Id'), S3OriginConfig: {} },
      ],
      DefaultCacheBehavior: {
        TargetOriginId: 'pages',
        ViewerProtocolPolicy: 'redirect-to-https',
        Compress: true,
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
        CachePolicyId: CACHING_OPTIMIZED,
        ResponseHeadersPolicyId: SECURITY_HEADERS,
      },
      CustomErrorResponses: [403, 404].map((code) =>
        singlePage
          ? { ErrorCode: code, ResponseCode: 200, ResponsePagePath: '/index.html' }
          : { ErrorCode: code, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 60 },
      ),
      ...(logs === undefined ? {} : { Logging: { Bucket: getAtt(logs, 'DomainName'), Prefix: 'cloudfront/', IncludeCookies: false } }),
    },
  })
}

function addPolicy(graph: GraphBuilder, id: string, bucket: string, distribution: string): void {
  graph.add('AWS::S3::BucketPolicy', id, {
    Bucket: ref(bucket),
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        tlsOnly(bucket),
        {
          Sid: 'DistributionReads',
          Effect: 'Allow',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: sub(`\${${bucket}.Arn}/*`),
          Condition: {
            StringEquals: {
              'AWS:SourceArn': sub(`arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${${distribution}}`),
            },
          },
        },
      ],
    },
  })
}
