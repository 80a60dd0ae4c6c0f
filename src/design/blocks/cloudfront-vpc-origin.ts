import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { addLogBucket } from './buckets.js'
import { takesCloudFrontLogs, vpcOriginZones } from './cloudfront-regions.js'
import { loadBalancer } from './load-balancer.js'
import { vpc } from './vpc.js'

// Identifiers of AWS's managed CloudFront policies, the same in every account.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3'
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03'

const Params = z.strictObject({
  name: LogicalName.default('Edge'),
  /** Load balancer inside the VPC and its HTTP listener. */
  loadBalancer: LogicalId,
  listener: LogicalId,
  /** What attaches the internet gateway of the VPC: CloudFront takes a VPC origin only where there is one. */
  internetGatewayAttachment: LogicalId,
  /** Seconds that CloudFront waits for an answer. */
  readTimeoutSeconds: z.int().min(1).max(60).default(30),
  /** Host name of the user's and its certificate, which CloudFront takes from us-east-1 only. */
  domain: z.strictObject({ name: z.string(), certificate: z.string() }).optional(),
  /** ARN of a CloudFront web acl, as template value (it stands in us-east-1). */
  webAcl: z.custom<Json>().optional(),
})

export interface VpcOriginPorts {
  readonly distribution: string
  readonly vpcOrigin: string
  /** Undefined where CloudFront delivers no logs to the region. */
  readonly logs: string | undefined
}

type Example = Pick<z.input<typeof Params>, 'loadBalancer' | 'listener' | 'internetGatewayAttachment'>

function behindCloudFront(graph: GraphBuilder, site: Site): Example {
  const zoneIds = vpcOriginZones(site.region)
  const network = vpc.add(graph, { zones: 2, nat: 'none', internetGateway: true, ...(zoneIds === undefined ? {} : { zoneIds }) }, site)
  const { loadBalancer: balancer, listener } = loadBalancer.add(
    graph,
    { vpc: network.vpc, subnets: network.privateSubnets, exposure: { kind: 'cloudfront' } },
    site,
  )
  return { loadBalancer: balancer, listener, internetGatewayAttachment: network.internetGatewayAttachment ?? '' }
}

/** The region must have VPC origins (`hasVpcOrigins`), the VPC their zones (`vpcOriginZones`). They carry no WebSockets. */
export const cloudfrontVpcOrigin = defineBlock<typeof Params, VpcOriginPorts>({
  id: 'cloudfront-vpc-origin',
  title: 'CloudFront in front of a private load balancer',
  intent: 'Give an application HTTPS and one entry from the internet, while its load balancer has no public address.',
  refs: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudfront-vpcorigin.html',
  ],
  params: Params,
  guarantees: ['distribution-redirects-to-https', 'distribution-origin-uses-tls', 'bucket-blocks-public-access', 'bucket-requires-tls'],
  examples: [
    { name: 'defaults', params: behindCloudFront },
    {
      name: 'own domain',
      params: (graph, site) => ({
        ...behindCloudFront(graph, site),
        domain: {
          name: 'www.example.com',
          certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555',
        },
      }),
    },
  ],
  vary: { name: ['Edge', 'Front'], readTimeoutSeconds: [1, 30, 60] },
  build(graph: GraphBuilder, params, site: Site): VpcOriginPorts {
    const { name } = params
    const logs = takesCloudFrontLogs(site.region) ? addDistributionLogs(graph, name, site) : undefined
    const vpcOrigin = graph.add(
      'AWS::CloudFront::VpcOrigin',
      `${name}VpcOrigin`,
      {
        VpcOriginEndpointConfig: {
          Name: sub(`\${AWS::StackName}-${name}`),
          Arn: ref(params.loadBalancer),
          HTTPPort: 80,
          HTTPSPort: 443,
          OriginProtocolPolicy: 'http-only',
          OriginSSLProtocols: ['TLSv1.2'],
        },
      },
      {
        comment:
          'CloudFront puts network interfaces of its own into the subnets of the load balancer and speaks HTTP to it there. It asks for an internet gateway at the VPC, but sends nothing through it.',
        dependsOn: [params.internetGatewayAttachment, params.listener],
      },
    )
    const distribution = graph.add(
      'AWS::CloudFront::Distribution',
      `${name}Distribution`,
      { DistributionConfig: distributionOf({ ...params, logs, vpcOrigin }) },
      logs === undefined ? { comment: 'Without access logs: CloudFront delivers none to buckets in this region.' } : {},
    )
    return { distribution, vpcOrigin, logs }
  },
})

function addDistributionLogs(graph: GraphBuilder, name: string, site: Site): string {
  return addLogBucket(
    graph,
    `${name}DistributionLogs`,
    {
      ownership: 'BucketOwnerPreferred',
      comment:
        'Access logs. CloudFront delivers its logs with an access control list, so the bucket accepts them from the log delivery account.',
      writers: [],
    },
    site,
  )
}

function distributionOf(parts: z.output<typeof Params> & { readonly logs: string | undefined; readonly vpcOrigin: string }): JsonObject {
  const { name, domain, webAcl, logs } = parts
  return {
    Enabled: true,
    Comment: sub(`\${AWS::StackName} ${name}`),
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
      {
        Id: 'application',
        DomainName: getAtt(parts.loadBalancer, 'DNSName'),
        VpcOriginConfig: { VpcOriginId: ref(parts.vpcOrigin), OriginReadTimeout: parts.readTimeoutSeconds },
      },
    ],
    DefaultCacheBehavior: {
      TargetOriginId: 'application',
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      Compress: true,
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER,
      ResponseHeadersPolicyId: SECURITY_HEADERS,
    },
    ...(logs === undefined ? {} : { Logging: { Bucket: getAtt(logs, 'DomainName'), Prefix: 'cloudfront/', IncludeCookies: false } }),
  }
}
