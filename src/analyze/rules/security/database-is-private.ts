import { stated } from '../flags.js'
import { isTrue, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const INSTANCE = 'AWS::RDS::DBInstance'
const REDSHIFT = 'AWS::Redshift::Cluster'

/** Types whose default is a public address. */
const PUBLIC_BY_DEFAULT = ['AWS::DMS::ReplicationInstance']

export const databaseIsPrivate: Rule = defineRule({
  id: 'database-is-private',
  pillar: 'security',
  severity: 'high',
  title: 'Database has no public address',
  why: 'A database with a public address is one security group rule and one password away from the whole internet.',
  fix: 'Set PubliclyAccessible to false and reach the database from inside the VPC.',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
    'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html',
  ],
  types: [INSTANCE, REDSHIFT, 'AWS::AmazonMQ::Broker', ...PUBLIC_BY_DEFAULT],
  maps: {
    'cdk-nag': ['RDSInstancePublicAccess', 'AwsSolutions-RS8', 'RedshiftClusterPublicAccess', 'DMSReplicationNotPublic'],
    checkov: ['CKV_AWS_17', 'CKV_AWS_87', 'CKV_AWS_89', 'CKV_AWS_69'],
    cfn_nag: ['F22', 'W91'],
    'security-hub': ['RDS.2', 'Redshift.1', 'DMS.1'],
  },
  examples: {
    fail: [
      { name: 'public', props: { PubliclyAccessible: true } },
      {
        name: 'nothing said of a replication instance',
        type: 'AWS::DMS::ReplicationInstance',
        props: { ReplicationInstanceClass: 'dms.t3.small' },
      },
      { name: 'nothing said, in the default VPC', props: { Engine: 'postgres' } },
    ],
    pass: [
      { name: 'private', props: { PubliclyAccessible: false } },
      { name: 'nothing said of a Redshift cluster', type: REDSHIFT, props: { NodeType: 'ra3.large' } },
    ],
    unknown: [
      { name: 'a parameter without a value', props: { PubliclyAccessible: { Ref: 'Public' } } },
      { name: 'left to the VPC, which may have an internet gateway', props: { DBSubnetGroupName: 'data' } },
    ],
  },
  check(node, q) {
    const path = 'PubliclyAccessible'
    const read = q.read(node, path)
    if (!read.known) return unknownAt(read, path)
    const value = scalarOf(read)
    if (isTrue(value)) return { is: 'fail', what: stated(path, value), path }
    if (value !== undefined) return PASS
    if (PUBLIC_BY_DEFAULT.includes(node.type)) return { is: 'fail', what: `${path} is not set, and its default is true` }
    if (node.type !== INSTANCE) return PASS
    if (q.read(node, 'DBSubnetGroupName').set === false && q.read(node, 'DBClusterIdentifier').set === false)
      return { is: 'fail', what: `${path} is not set, and in the default VPC its default is true`, severity: 'medium' }
    return { is: 'unknown', why: `${path} is not set; its default is true in a VPC with an internet gateway` }
  },
})
