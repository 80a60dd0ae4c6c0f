import type { Value } from '#graph/index.js'
import { namedBy, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const VPC = 'AWS::EC2::VPC'
const NAT = 'AWS::EC2::NatGateway'
const ENDPOINT = 'AWS::EC2::VPCEndpoint'
const OUTSIDE = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Network' } } }
const WAY = { Type: NAT, Properties: { SubnetId: { Ref: 'Outside' } } }

export const vpcHasGatewayEndpoints: Rule = defineRule({
  id: 'vpc-has-gateway-endpoints',
  pillar: 'cost-optimization',
  severity: 'low',
  title: 'Traffic to S3 does not pass the NAT gateway',
  why: 'A NAT gateway charges for every gigabyte to S3 and DynamoDB; gateway endpoints carry the same traffic for nothing.',
  fix: 'Add AWS::EC2::VPCEndpoint of type Gateway for S3 and DynamoDB to the private route tables.',
  refs: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  types: [VPC],
  examples: {
    fail: [
      { name: 'a NAT gateway and no endpoint', resources: { Network: { Type: VPC }, Outside: OUTSIDE, Way: WAY }, subject: 'Network' },
    ],
    pass: [
      {
        name: 'an endpoint for S3',
        resources: {
          Network: { Type: VPC },
          Outside: OUTSIDE,
          Way: WAY,
          Storage: {
            Type: ENDPOINT,
            Properties: { VpcId: { Ref: 'Network' }, ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' } },
          },
        },
        subject: 'Network',
      },
      { name: 'no NAT gateway', resources: { Network: { Type: VPC } }, subject: 'Network' },
    ],
    unknown: [
      {
        name: 'an endpoint whose service is not known',
        resources: {
          Network: { Type: VPC },
          Outside: OUTSIDE,
          Way: WAY,
          Storage: { Type: ENDPOINT, Properties: { VpcId: { Ref: 'Network' }, ServiceName: { Ref: 'Service' } } },
        },
        subject: 'Network',
        sections: { Parameters: { Service: { Type: 'String' } } },
      },
    ],
  },
  check(node, q) {
    const subnets = namedBy(node, q, 'AWS::EC2::Subnet').map(({ from }) => from)
    if (!subnets.some((subnet) => namedBy(subnet, q, NAT).length > 0)) return PASS
    const services = namedBy(node, q, ENDPOINT).map(({ from }) => q.read(from, 'ServiceName'))
    if (services.some((read) => serviceOf(read.known ? scalarOf(read) : lastPart(read.value)) === 's3')) return PASS
    const open = services.find((read) => !read.known && lastPart(read.value) === undefined)
    if (open !== undefined) return { is: 'unknown', why: 'the service of an endpoint is not known' }
    return { is: 'fail', what: 'a NAT gateway, and no gateway endpoint for S3' }
  },
})

/** `com.amazonaws.eu-west-1.s3` -> `s3`. */
function serviceOf(name: unknown): string | undefined {
  return typeof name === 'string' ? name.split('.').at(-1) : undefined
}

function lastPart(value: Value): string | undefined {
  const last = value.kind === 'text' ? value.parts.at(-1) : undefined
  return last?.kind === 'literal' ? String(last.value) : undefined
}
