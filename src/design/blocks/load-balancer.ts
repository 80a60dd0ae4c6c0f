import type { Json, JsonObject } from '#core/index.js'
import { getAtt, type GraphBuilder, ref, sub } from '#graph/index.js'
import { z } from 'zod'
import { defineBlock, LogicalId, LogicalName, type Site } from './block.js'
import { addLogBucket } from './buckets.js'
import { cloudFrontPrefixList } from './cloudfront-regions.js'
import { vpc } from './vpc.js'

const Params = z.strictObject({
  name: LogicalName.default('Web'),
  vpc: LogicalId,
  /** In at least two zones: a load balancer takes no fewer. */
  subnets: z.array(LogicalId).min(2).readonly(),
  exposure: z.union([
    /** Reached by CloudFront alone, from inside the VPC, over HTTP. */
    z.strictObject({ kind: z.literal('cloudfront') }),
    /** Reached from the internet over HTTPS; the certificate is in the stack's region. */
    z.strictObject({ kind: z.literal('internet'), certificate: z.string() }),
  ]),
  /** Seconds a connection may be silent. Targets keep theirs open longer, or requests are lost. */
  idleSeconds: z.int().min(1).max(4000).default(60),
})

export interface LoadBalancerPorts {
  readonly loadBalancer: string
  readonly securityGroup: string
  /** Answers 404 until a service puts its targets behind it. */
  readonly listener: string
  readonly logs: string
}

const twoSubnets = (
  graph: GraphBuilder,
  site: Site,
  tier: 'public' | 'private',
): { readonly vpc: string; readonly subnets: readonly string[] } => {
  const ports = vpc.add(graph, { zones: 2, nat: 'none', internetGateway: true }, site)
  return { vpc: ports.vpc, subnets: tier === 'public' ? ports.publicSubnets : ports.privateSubnets }
}

export const loadBalancer = defineBlock<typeof Params, LoadBalancerPorts>({
  id: 'load-balancer',
  title: 'Application Load Balancer',
  intent: 'Spread requests over healthy targets in several zones, with no plain HTTP from the internet.',
  refs: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html',
  ],
  params: Params,
  guarantees: [
    'listener-uses-tls',
    'listener-uses-modern-tls',
    'load-balancer-has-access-log',
    'load-balancer-drops-invalid-headers',
    'security-group-keeps-admin-and-data-ports-closed',
  ],
  examples: [
    {
      name: 'behind CloudFront',
      params: (graph, site) => {
        const { vpc: network, subnets } = twoSubnets(graph, site, 'private')
        return { vpc: network, subnets, exposure: { kind: 'cloudfront' } }
      },
    },
    {
      name: 'on the internet',
      params: (graph, site) => {
        const { vpc: network, subnets } = twoSubnets(graph, site, 'public')
        return {
          vpc: network,
          subnets,
          exposure: {
            kind: 'internet',
            certificate: `arn:aws:acm:${site.region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`,
          },
        }
      },
    },
  ],
  vary: { name: ['Web', 'Shop'], idleSeconds: [1, 60, 4000] },
  build(graph: GraphBuilder, params, site: Site): LoadBalancerPorts {
    const { name } = params
    const logs = addLogBucket(
      graph,
      `${name}BalancerLogs`,
      {
        ownership: 'BucketOwnerEnforced',
        comment: 'Access logs of the load balancer, which writes to buckets encrypted with S3 keys only.',
        writers: [deliveryOf(`${name}BalancerLogs`)],
      },
      site,
    )
    const securityGroup = addSecurityGroup(graph, params, site)
    const balancer = addBalancer(graph, { ...params, logs, securityGroup }, site)
    const listener = addListeners(graph, name, balancer, params.exposure)
    return { loadBalancer: balancer, securityGroup, listener, logs }
  },
})

/** One principal for every region; regions older than August 2022 also take account ids, which AWS asks to replace. */
function deliveryOf(bucket: string): JsonObject {
  return {
    Sid: 'LoadBalancerLogs',
    Effect: 'Allow',
    Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: sub(`\${${bucket}.Arn}/AWSLogs/\${AWS::AccountId}/*`),
  }
}

type Parameters = z.output<typeof Params>

function addSecurityGroup(graph: GraphBuilder, { name, vpc: network, exposure }: Parameters, site: Site): string {
  const tcp = (port: number, about: string, from: JsonObject): JsonObject => ({
    Description: about,
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ...from,
  })
  return graph.add(
    'AWS::EC2::SecurityGroup',
    `${name}BalancerSecurityGroup`,
    {
      GroupDescription: 'Who reaches the load balancer, and what it reaches',
      VpcId: ref(network),
      SecurityGroupIngress:
        exposure.kind === 'internet'
          ? [tcp(443, 'HTTPS from the internet', { CidrIp: '0.0.0.0/0' }), tcp(80, 'Only redirected to HTTPS', { CidrIp: '0.0.0.0/0' })]
          : [tcp(80, 'CloudFront', { SourcePrefixListId: cloudFrontPrefixList(graph, site) })],
      SecurityGroupEgress: [
        { Description: 'Targets in the VPC', IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535, CidrIp: getAtt(network, 'CidrBlock') },
      ],
    },
    exposure.kind === 'internet'
      ? {}
      : {
          comment:
            "Requests through a VPC origin come from CloudFront's own addresses, not from the VPC's. The load balancer has no public address, so distributions of other accounts have no way to it.",
        },
  )
}

function addBalancer(
  graph: GraphBuilder,
  parts: Parameters & { readonly logs: string; readonly securityGroup: string },
  site: Site,
): string {
  const attribute = (key: string, value: Json): JsonObject => ({ Key: key, Value: value })
  return graph.add(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    `${parts.name}Balancer`,
    {
      Type: 'application',
      Scheme: parts.exposure.kind === 'internet' ? 'internet-facing' : 'internal',
      Subnets: parts.subnets.map(ref),
      SecurityGroups: [ref(parts.securityGroup)],
      LoadBalancerAttributes: [
        attribute('access_logs.s3.enabled', 'true'),
        attribute('access_logs.s3.bucket', ref(parts.logs)),
        attribute('deletion_protection.enabled', String(site.defaults.keepsData)),
        attribute('idle_timeout.timeout_seconds', String(parts.idleSeconds)),
        attribute('routing.http.drop_invalid_header_fields.enabled', 'true'),
      ],
    },
    { dependsOn: [`${parts.logs}Policy`] },
  )
}

function addListeners(graph: GraphBuilder, name: string, balancer: string, exposure: Parameters['exposure']): string {
  const nothing = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }]
  const type = 'AWS::ElasticLoadBalancingV2::Listener'
  if (exposure.kind === 'cloudfront') {
    return graph.add(
      type,
      `${name}Listener`,
      { LoadBalancerArn: ref(balancer), Port: 80, Protocol: 'HTTP', DefaultActions: nothing },
      {
        comment:
          'Callers speak HTTPS to CloudFront. From there to here the request stays on the network of AWS and inside this VPC, and is not encrypted again.',
      },
    )
  }
  const listener = graph.add(type, `${name}Listener`, {
    LoadBalancerArn: ref(balancer),
    Port: 443,
    Protocol: 'HTTPS',
    Certificates: [{ CertificateArn: exposure.certificate }],
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    DefaultActions: nothing,
  })
  graph.add(type, `${name}RedirectListener`, {
    LoadBalancerArn: ref(balancer),
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
  })
  return listener
}
