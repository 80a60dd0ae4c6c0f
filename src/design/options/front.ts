import type { Service } from '#spec/index.js'
import type { Front, FrontKind, Option } from '../plan.js'
import { hasVpcOrigins } from '../blocks/index.js'
import { bytes, type Check, inRegion, type Judged, judge, type Needs, seconds, within } from './limits.js'

function option(
  kind: FrontKind,
  waf: boolean,
  about: {
    readonly title: string
    readonly brief: string
    readonly services: readonly Service[]
    readonly operations: number
    readonly lockIn: number
  },
): Option<Front> {
  return {
    ...about,
    id: waf ? `${kind}-waf` : kind,
    title: waf ? `${about.title} with AWS WAF` : about.title,
    brief: waf ? `${about.brief} + WAF` : about.brief,
    value: { kind, waf },
    services: waf ? [...about.services, 'waf'] : about.services,
  }
}

const SITE = {
  title: 'CloudFront and a private S3 bucket',
  brief: 'CloudFront + S3',
  services: ['cloudfront', 's3'],
  operations: 1,
  lockIn: 1,
} as const
const HTTP = { title: 'API Gateway HTTP API', brief: 'HTTP API', services: ['http-api'], operations: 1, lockIn: 2 } as const
const REST = { title: 'API Gateway REST API', brief: 'REST API', services: ['rest-api'], operations: 1, lockIn: 3 } as const
const PRIVATE_ALB = {
  title: 'CloudFront and a private Application Load Balancer',
  brief: 'CloudFront + private ALB',
  services: ['cloudfront', 'alb', 'vpc'],
  operations: 3,
  lockIn: 1,
} as const
const PUBLIC_ALB = {
  title: 'Application Load Balancer with your certificate',
  brief: 'ALB',
  services: ['alb', 'vpc'],
  operations: 2,
  lockIn: 0,
} as const
const QUEUE = { title: 'Amazon SQS queue with a dead-letter queue', brief: 'SQS', services: ['sqs'], operations: 1, lockIn: 2 } as const

const NO_WEB_ACL: Check = () => ({
  rule: 'web acl',
  value: 'HTTP API',
  limit: 'AWS WAF takes REST APIs, load balancers and CloudFront',
  source: 'https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html (2026-11-21)',
})

function apiChecks(needs: Needs, kind: 'apigateway-http' | 'apigateway-rest'): readonly Check[] {
  const { work, payload } = needs.requirements.workload
  return [
    within(needs, `${kind}.timeout`, work.maxSeconds, seconds),
    within(needs, `${kind}.payload`, Math.max(payload.inBytes, payload.outBytes), bytes),
  ]
}

function reachesVpcs({ requirements }: Needs): Check {
  return () =>
    hasVpcOrigins(requirements.region)
      ? undefined
      : {
          rule: 'CloudFront VPC origins in the region',
          value: requirements.region,
          limit: 'not offered there',
          source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html (2026-11-21)',
        }
}

function certificateGiven(needs: Needs): Check {
  return () =>
    needs.requirements.domain === undefined
      ? {
          rule: 'HTTPS at the load balancer',
          value: 'no certificate in the requirements',
          limit: 'domain.certificate',
          source: 'requirements',
        }
      : undefined
}

/** Callers sign in at API Gateway; a container behind a load balancer would answer anyone. */
function signsIn({ requirements }: Needs): Check {
  const { authentication } = requirements.security
  return () =>
    authentication === 'none'
      ? undefined
      : {
          rule: 'sign-in',
          value: `authentication: ${authentication}`,
          limit: 'built at API Gateway only; behind a load balancer the application signs its users in itself (authentication: none)',
          source: 'this version',
        }
}

/** No address that the internet reaches: only what is private by itself is left. */
function notPrivate(needs: Needs): Check {
  return () =>
    needs.requirements.must.includes('private-only')
      ? { rule: 'must', value: 'reached from the internet', limit: 'private-only', source: 'requirements' }
      : undefined
}

/** How callers or messages get in, for each kind of workload. */
export function frontOptions(needs: Needs): Judged<Front> {
  const { requirements } = needs
  const { kind } = requirements.workload
  const withWaf = requirements.must.includes('use-waf')
  const web = [inRegion(needs, 'AWS::WAFv2::WebACL')]
  if (kind === 'static-site')
    return judge('front', needs, [
      { option: option('cloudfront-s3', withWaf, SITE), checks: [notPrivate(needs), inRegion(needs, 'AWS::S3::Bucket')] },
    ])
  if (kind === 'worker')
    return judge('front', needs, [
      {
        option: option('queue', false, QUEUE),
        checks: [inRegion(needs, 'AWS::SQS::Queue'), within(needs, 'sqs.message-size', requirements.workload.payload.inBytes, bytes)],
      },
    ])
  return judge('front', needs, [
    {
      option: option('http-api', false, HTTP),
      checks: [
        notPrivate(needs),
        inRegion(needs, 'AWS::ApiGatewayV2::Api'),
        ...(requirements.must.includes('use-waf') ? [NO_WEB_ACL] : []),
        ...apiChecks(needs, 'apigateway-http'),
      ],
    },
    {
      option: option('rest-api', withWaf, REST),
      checks: [
        notPrivate(needs),
        inRegion(needs, 'AWS::ApiGateway::RestApi'),
        ...(withWaf ? web : []),
        ...apiChecks(needs, 'apigateway-rest'),
      ],
    },
    {
      option: option('cloudfront-alb', withWaf, PRIVATE_ALB),
      checks: [
        notPrivate(needs),
        signsIn(needs),
        reachesVpcs(needs),
        inRegion(needs, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::CloudFront::VpcOrigin'),
        within(needs, 'cloudfront.origin-timeout', requirements.workload.work.maxSeconds, seconds),
      ],
    },
    {
      option: option('alb', withWaf, PUBLIC_ALB),
      checks: [
        notPrivate(needs),
        signsIn(needs),
        certificateGiven(needs),
        inRegion(needs, 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
        ...(withWaf ? web : []),
      ],
    },
  ])
}
