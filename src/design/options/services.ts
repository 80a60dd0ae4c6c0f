import type { Query, Resource } from '#graph/index.js'
import type { Service } from '#spec/index.js'

interface Sign {
  readonly type: string
  /** Whether a resource of the type is the service; left out: each is. */
  readonly is?: (resource: Resource, q: Query) => boolean
}

function given(resource: Resource, q: Query, property: string): boolean {
  const read = q.read(resource, property)
  return read.known ? read.set : read.set === true
}

/** The resource that makes a service part of a design, by the words of `must`. */
const SIGNS: Readonly<Record<Service, Sign>> = {
  alb: { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
  aurora: { type: 'AWS::RDS::DBCluster' },
  cloudfront: { type: 'AWS::CloudFront::Distribution' },
  cognito: { type: 'AWS::Cognito::UserPool' },
  dynamodb: { type: 'AWS::DynamoDB::Table' },
  fargate: { type: 'AWS::ECS::Service' },
  'http-api': { type: 'AWS::ApiGatewayV2::Api' },
  kms: { type: 'AWS::KMS::Key' },
  lambda: { type: 'AWS::Lambda::Function' },
  'nat-gateway': { type: 'AWS::EC2::NatGateway' },
  // The instances of an Aurora cluster have the same type.
  rds: { type: 'AWS::RDS::DBInstance', is: (resource, q) => !given(resource, q, 'DBClusterIdentifier') },
  'rest-api': { type: 'AWS::ApiGateway::RestApi' },
  s3: { type: 'AWS::S3::Bucket' },
  sqs: { type: 'AWS::SQS::Queue' },
  vpc: { type: 'AWS::EC2::VPC' },
  // Interface endpoints; gateway endpoints cost nothing and belong to every VPC of ours.
  'vpc-endpoint': {
    type: 'AWS::EC2::VPCEndpoint',
    is: (resource, q) => {
      const kind = q.read(resource, 'VpcEndpointType')
      return kind.known && kind.value === 'Interface'
    },
  },
  waf: { type: 'AWS::WAFv2::WebACL' },
}

/** Services that the stacks of a design are made of. */
export function servicesIn(stacks: readonly Query[]): ReadonlySet<Service> {
  const found = new Set<Service>()
  for (const [service, { type, is }] of entriesOf(SIGNS))
    if (stacks.some((q) => q.all(type).some((resource) => is === undefined || is(resource, q)))) found.add(service)
  return found
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): readonly (readonly [Key, Value])[] {
  const found: [Key, Value][] = []
  for (const key in record) found.push([key, record[key]])
  return found
}
