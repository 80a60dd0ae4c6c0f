import { defineRule, PASS, type Rule } from '../rule.js'

const DATABASE = 'AWS::RDS::DBInstance'
const INSTANCE = 'AWS::EC2::Instance'
const GROUP = 'AWS::AutoScaling::AutoScalingGroup'

interface Placement {
  /** Properties that name a place of one's own; one of them is enough. */
  readonly by: readonly string[]
  /** Properties with which the place is another resource's business. */
  readonly notIf?: readonly string[]
  readonly severity?: 'high'
}

/** What puts a resource into a VPC; without it AWS takes the default VPC. */
const PLACES: Readonly<Record<string, Placement>> = {
  [DATABASE]: { by: ['DBSubnetGroupName'], notIf: ['DBClusterIdentifier', 'SourceDBInstanceIdentifier'], severity: 'high' },
  'AWS::RDS::DBCluster': { by: ['DBSubnetGroupName'], notIf: ['ReplicationSourceIdentifier', 'GlobalClusterIdentifier'], severity: 'high' },
  'AWS::DocDB::DBCluster': { by: ['DBSubnetGroupName'], severity: 'high' },
  'AWS::Neptune::DBCluster': { by: ['DBSubnetGroupName'], severity: 'high' },
  'AWS::Redshift::Cluster': { by: ['ClusterSubnetGroupName'], severity: 'high' },
  'AWS::ElastiCache::ReplicationGroup': { by: ['CacheSubnetGroupName'], notIf: ['GlobalReplicationGroupId'] },
  'AWS::ElastiCache::CacheCluster': { by: ['CacheSubnetGroupName'], notIf: ['ReplicationGroupId'] },
  [INSTANCE]: { by: ['SubnetId', 'NetworkInterfaces'], notIf: ['LaunchTemplate'] },
  [GROUP]: { by: ['VPCZoneIdentifier'], notIf: ['LaunchTemplate', 'MixedInstancesPolicy'] },
  'AWS::EC2::SecurityGroup': { by: ['VpcId'] },
}

export const workloadHasItsOwnVpc: Rule = defineRule({
  id: 'workload-has-its-own-vpc',
  pillar: 'security',
  severity: 'high',
  title: 'Nothing runs in the default VPC',
  why: 'Every subnet of the default VPC is public, and everything in the account that names no network shares it.',
  fix: 'Make a VPC with private subnets and name them: a subnet group for databases and caches, SubnetId for instances.',
  refs: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  ],
  types: Object.keys(PLACES),
  maps: {
    'cdk-nag': ['EC2InstancesInVPC', 'AwsSolutions-AEC1', 'ElastiCacheClusterInVPC', 'AwsSolutions-RS2', 'RedshiftClusterInVPC'],
    checkov: ['CKV_AWS_154'],
    'security-hub': ['ElastiCache.7'],
  },
  examples: {
    fail: [
      { name: 'a database without a subnet group', props: { Engine: 'postgres' } },
      { name: 'an instance without a subnet', type: INSTANCE, props: { ImageId: 'ami-0123456789abcdef0' } },
      { name: 'a group placed by zones alone', type: GROUP, props: { AvailabilityZones: ['us-east-1a'], MinSize: '1', MaxSize: '2' } },
    ],
    pass: [
      { name: 'a subnet group', props: { Engine: 'postgres', DBSubnetGroupName: { Ref: 'Data' } } },
      { name: 'a member of a cluster', props: { Engine: 'aurora-mysql', DBClusterIdentifier: { Ref: 'Orders' } } },
      { name: 'an instance in a subnet', type: INSTANCE, props: { SubnetId: { Ref: 'Private' } } },
    ],
    unknown: [
      { name: 'depends on a condition', props: { DBSubnetGroupName: { 'Fn::If': ['Own', { Ref: 'Data' }, { Ref: 'AWS::NoValue' }] } } },
    ],
  },
  check(node, q) {
    const { by, notIf = [], severity = 'medium' } = PLACES[node.type] ?? { by: [] }
    const set = (path: string): true | false | 'maybe' => q.read(node, path).set
    if (by.some((path) => set(path) === true) || notIf.some((path) => set(path) !== false)) return PASS
    const open = by.find((path) => set(path) === 'maybe')
    if (open !== undefined) return { is: 'unknown', why: `${open} depends on a condition`, path: open }
    return { is: 'fail', what: `no ${by.join(' and no ')}: it goes into the default VPC`, severity }
  },
})
