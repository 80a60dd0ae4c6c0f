import { demandGiven } from '../reading.js'
import { defineRule, type Rule } from '../rule.js'

const TYPES = ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain']

export const searchDomainIsInVpc: Rule = defineRule({
  id: 'search-domain-is-in-vpc',
  pillar: 'security',
  severity: 'medium',
  title: 'Search domain has no public endpoint',
  why: 'Outside a VPC the endpoint is on the internet, and only the access policy stands before the data. It cannot be moved later.',
  fix: 'Name subnets and security groups in VPCOptions.',
  refs: ['https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html'],
  types: TYPES,
  maps: { 'cdk-nag': ['AwsSolutions-OS1', 'OpenSearchInVPCOnly'], cfn_nag: ['W90'], 'security-hub': ['ES.2', 'Opensearch.2'] },
  examples: {
    fail: [{ name: 'not said', props: {} }],
    pass: [{ name: 'in two subnets', props: { VPCOptions: { SubnetIds: [{ Ref: 'First' }, { Ref: 'Second' }] } } }],
    unknown: [
      {
        name: 'depends on a condition',
        props: { VPCOptions: { 'Fn::If': ['Inside', { SubnetIds: ['subnet-1'] }, { Ref: 'AWS::NoValue' }] } },
      },
    ],
  },
  check: (node, q) => demandGiven(node, q, 'VPCOptions', 'no VPCOptions: the endpoint is public'),
})
