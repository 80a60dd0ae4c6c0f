import { oncePerQuery } from '../once.js'
import { namedBy, scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer'
const ASSOCIATION = 'AWS::WAFv2::WebACLAssociation'

export const endpointHasWebAcl: Rule = defineRule({
  id: 'endpoint-has-web-acl',
  pillar: 'security',
  severity: 'low',
  title: 'Public entry stands behind a web ACL',
  why: 'AWS WAF turns away floods and known attacks before they reach what has to be paid and defended.',
  fix: 'Associate an AWS::WAFv2::WebACL with AWS::WAFv2::WebACLAssociation; start with the managed rule groups of AWS and a rate rule.',
  refs: ['https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html'],
  types: ['AWS::ApiGateway::Stage', BALANCER, 'AWS::AppSync::GraphQLApi'],
  maps: { 'cdk-nag': ['AwsSolutions-APIG3', 'APIGWAssociatedWithWAF', 'ALBWAFEnabled'], 'security-hub': ['APIGateway.4', 'ELB.16'] },
  examples: {
    fail: [
      {
        name: 'a stage of a REST API',
        resources: { Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: 'a', StageName: 'live' } } },
        subject: 'Stage',
      },
      { name: 'a load balancer on the internet', type: BALANCER, props: { Scheme: 'internet-facing' } },
    ],
    pass: [
      {
        name: 'by its reference',
        resources: {
          Web: { Type: BALANCER, Properties: { Scheme: 'internet-facing' } },
          Guard: { Type: ASSOCIATION, Properties: { ResourceArn: { Ref: 'Web' }, WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } } },
        },
        subject: 'Web',
      },
      { name: 'inside the VPC', type: BALANCER, props: { Scheme: 'internal' } },
      { name: 'a Network Load Balancer, which takes none', type: BALANCER, props: { Type: 'network' } },
      {
        name: 'by the address of its stage',
        resources: {
          Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
          Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' }, StageName: 'live' } },
          Guard: {
            Type: ASSOCIATION,
            Properties: {
              ResourceArn: { 'Fn::Sub': 'arn:aws:apigateway:us-east-1::/restapis/${Api}/stages/live' },
              WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
            },
          },
        },
        subject: 'Stage',
      },
    ],
    unknown: [
      {
        name: 'an association with something that is not known',
        resources: {
          Web: { Type: BALANCER, Properties: { Scheme: 'internet-facing' } },
          Guard: {
            Type: ASSOCIATION,
            Properties: { ResourceArn: { 'Fn::ImportValue': 'web' }, WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
          },
        },
        subject: 'Web',
      },
    ],
  },
  check(node, q) {
    if (
      node.type === BALANCER &&
      (scalarOf(q.read(node, 'Scheme')) === 'internal' || (scalarOf(q.read(node, 'Type')) ?? 'application') !== 'application')
    )
      return PASS
    const api = q.read(node, 'RestApiId')
    const parent = !api.known && api.reference !== undefined ? q.get(api.reference.target) : undefined
    const own = parent === undefined ? [node] : [node, parent]
    if (own.some((each) => namedBy(each, q, ASSOCIATION).some(({ path }) => path.startsWith('ResourceArn')))) return PASS
    const open = unplaced(q)
    if (open !== undefined) return { is: 'unknown', why: `it is not known what ${open.id} protects` }
    return { is: 'fail', what: 'no web ACL' }
  },
})

/** An association with something that the template does not say. */
const unplaced = oncePerQuery((q) =>
  q.all(ASSOCIATION).find((association) => {
    const read = q.read(association, 'ResourceArn')
    return !read.known && !['reference', 'text'].includes(read.value.kind)
  }),
)
