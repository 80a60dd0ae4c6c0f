import { oncePerQuery } from '../once.js'
import { namedBy } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const FLOW_LOG = 'AWS::EC2::FlowLog'

export const vpcHasFlowLog: Rule = defineRule({
  id: 'vpc-has-flow-log',
  pillar: 'security',
  severity: 'medium',
  title: 'VPC has a flow log',
  why: 'Without flow logs nobody can tell afterwards who reached what, nor why a connection was refused.',
  fix: 'Add an AWS::EC2::FlowLog for the VPC that writes to a log group with retention, or to a bucket.',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html'],
  types: ['AWS::EC2::VPC'],
  maps: { 'cdk-nag': ['AwsSolutions-VPC7', 'VPCFlowLogsEnabled'], cfn_nag: ['W60'], 'security-hub': ['EC2.6'] },
  examples: {
    fail: [
      { name: 'none', resources: { Network: { Type: 'AWS::EC2::VPC' } }, subject: 'Network' },
      {
        name: 'of one subnet alone',
        resources: {
          Network: { Type: 'AWS::EC2::VPC' },
          Zone: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Network' } } },
          Flows: { Type: FLOW_LOG, Properties: { ResourceId: { Ref: 'Zone' }, ResourceType: 'Subnet', TrafficType: 'ALL' } },
        },
        subject: 'Network',
      },
    ],
    pass: [
      {
        name: 'of the VPC',
        resources: {
          Network: { Type: 'AWS::EC2::VPC' },
          Flows: { Type: FLOW_LOG, Properties: { ResourceId: { Ref: 'Network' }, ResourceType: 'VPC', TrafficType: 'ALL' } },
        },
        subject: 'Network',
      },
    ],
    unknown: [
      {
        name: 'a flow log of something that is not known here',
        resources: {
          Network: { Type: 'AWS::EC2::VPC' },
          Flows: { Type: FLOW_LOG, Properties: { ResourceId: { 'Fn::ImportValue': 'network' }, ResourceType: 'VPC', TrafficType: 'ALL' } },
        },
        subject: 'Network',
      },
    ],
  },
  check(node, q) {
    if (namedBy(node, q, FLOW_LOG).some(({ path }) => path === 'ResourceId')) return PASS
    const foreign = unplaced(q)
    if (foreign !== undefined) return { is: 'unknown', why: `it is not known what ${foreign.id} watches` }
    return { is: 'fail', what: 'no flow log' }
  },
})

/** A flow log of something that the template does not say. */
const unplaced = oncePerQuery((q) =>
  q.all(FLOW_LOG).find((log) => {
    const target = q.read(log, 'ResourceId')
    return !target.known && target.reference === undefined
  }),
)
