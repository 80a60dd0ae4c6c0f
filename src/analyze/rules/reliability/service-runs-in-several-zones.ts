import type { Query, Resource, Value } from '#graph/index.js'
import { environmentOf } from '../environment.js'
import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const SUBNET = 'AWS::EC2::Subnet'
const SERVICE = 'AWS::ECS::Service'
const GROUP = 'AWS::AutoScaling::AutoScalingGroup'

/** Properties that list the subnets, or the zones, that something runs in. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  [SERVICE]: ['NetworkConfiguration.AwsvpcConfiguration.Subnets'],
  [GROUP]: ['VPCZoneIdentifier', 'AvailabilityZones'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['Subnets', 'SubnetMappings'],
  'AWS::ElasticLoadBalancing::LoadBalancer': ['Subnets', 'AvailabilityZones'],
}

const inSubnets = (...subnets: readonly string[]) => ({
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets.map((Ref) => ({ Ref })) } },
})
const subnet = (zone: string) => ({ Type: SUBNET, Properties: { AvailabilityZone: zone } })

export const serviceRunsInSeveralZones: Rule = defineRule({
  id: 'service-runs-in-several-zones',
  pillar: 'reliability',
  severity: 'medium',
  title: 'Service survives the loss of a zone',
  why: 'What runs in one availability zone stops when that zone does, however many copies of it there are.',
  fix: 'Name subnets of at least two availability zones.',
  refs: [
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html',
  ],
  types: Object.keys(LISTS),
  maps: { 'security-hub': ['AutoScaling.2', 'ELB.10', 'ELB.13'] },
  examples: {
    fail: [
      { name: 'one subnet', type: SERVICE, props: inSubnets('First') },
      {
        name: 'two subnets of one zone',
        resources: {
          App: { Type: SERVICE, Properties: inSubnets('First', 'Second') },
          First: subnet('us-east-1a'),
          Second: subnet('us-east-1a'),
        },
        subject: 'App',
      },
      { name: 'a group in one zone', type: GROUP, props: { AvailabilityZones: ['us-east-1a'], MinSize: '2', MaxSize: '4' } },
    ],
    pass: [
      {
        name: 'two zones',
        resources: {
          App: { Type: SERVICE, Properties: inSubnets('First', 'Second') },
          First: subnet('us-east-1a'),
          Second: subnet('us-east-1b'),
        },
        subject: 'App',
      },
      { name: 'two subnets from elsewhere', type: SERVICE, props: inSubnets('First', 'Second') },
      { name: 'all zones of the region', type: GROUP, props: { AvailabilityZones: { 'Fn::GetAZs': '' }, MinSize: '2', MaxSize: '4' } },
      {
        name: 'one zone, of a test stack',
        type: GROUP,
        props: { AvailabilityZones: ['us-east-1a'], Tags: [{ Key: 'Environment', Value: 'test', PropagateAtLaunch: true }] },
      },
    ],
    unknown: [
      {
        name: 'subnets from a parameter',
        type: SERVICE,
        props: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: { Ref: 'Subnets' } } } },
      },
    ],
  },
  check(node, q) {
    if (environmentOf(node, q) === 'other') return PASS
    const path = (LISTS[node.type] ?? []).find((each) => q.read(node, each).set !== false)
    return path === undefined ? PASS : listVerdict(node, q, path)
  },
})

function listVerdict(node: Resource, q: Query, path: string): Verdict {
  const list = itemsAt(node, q, path)
  if (list.unknown !== undefined) {
    const { value } = list.unknown
    return value.kind === 'call' && value.name === 'Fn::GetAZs' ? PASS : unknownAt(list.unknown, path)
  }
  if (list.items.length === 0) return PASS
  const zones = new Set(list.items.map(({ value, path: place }) => zoneOf(value, q) ?? place))
  if (zones.size > 1) return PASS
  const [only] = list.items
  // a single item that cannot be told may stand for several
  if (only !== undefined && list.items.length === 1 && isOpen(only.value, q))
    return { is: 'unknown', why: `${path} comes from elsewhere`, path }
  return { is: 'fail', what: list.items.length === 1 ? `${path} has one entry` : `every entry of ${path} is in one zone`, path }
}

function isOpen(value: Value, q: Query): boolean {
  const read = q.read(value)
  return !read.known && read.reference === undefined
}

/** The zone of a subnet of this template, or of a zone that is named; undefined when it cannot be told. */
function zoneOf(value: Value, q: Query): string | undefined {
  const read = q.read(value)
  const subnetResource = !read.known && read.reference !== undefined ? q.get(read.reference.target) : undefined
  if (subnetResource?.type !== SUBNET) return undefined
  const zone = scalarOf(q.read(subnetResource, 'AvailabilityZone'))
  return typeof zone === 'string' ? zone : undefined
}
