import type { Query, Read, Resource } from '#graph/index.js'
import { oncePerQuery } from '../once.js'
import { scalarOf } from '../reading.js'
import { defineRule, PASS, type Rule } from '../rule.js'

const STAGE = 'AWS::ApiGateway::Stage'
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
  types: [STAGE, BALANCER, 'AWS::AppSync::GraphQLApi'],
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
    if (guarded(q).ids.has(node.id) || (node.type === STAGE && guarded(q).stages.has(stageKey(node, q)))) return PASS
    const open = guarded(q).unplaced
    if (open !== undefined) return { is: 'unknown', why: `it is not known what ${open.id} protects` }
    return { is: 'fail', what: 'no web ACL' }
  },
})

/** `api/stage`, each by its logical id or by the name that is written. */
function stageKey(stage: Resource, q: Query): string {
  return `${wordOf(q.read(stage, 'RestApiId'), q)}/${wordOf(q.read(stage, 'StageName'), q)}`
}

/** A text with a reference as the name of its stage, else as its logical id. */
function wordOf(read: Read, q: Query): string {
  if (read.known) return String(scalarOf(read))
  const { value } = read
  if (value.kind === 'text') return value.parts.map((part) => wordOf(q.read(part), q)).join('')
  if (value.kind !== 'reference') return value.kind
  const stage = q.get(value.target)
  return stage?.type === STAGE ? wordOf(q.read(stage, 'StageName'), q) : value.target
}

/** What associations name by reference, the stages they name by address (`…/restapis/API/stages/STAGE`), and one that names what is not known. */
const guarded = oncePerQuery((q) => {
  const targets = q.all(ASSOCIATION).map((association) => ({ association, read: q.read(association, 'ResourceArn') }))
  return {
    ids: new Set(targets.flatMap(({ read }) => (!read.known && read.reference !== undefined ? [read.reference.target] : []))),
    stages: new Set(targets.flatMap(({ read }) => /([^/:]+)\/stages?\/([^/]+)$/.exec(wordOf(read, q))?.slice(1).join('/') ?? [])),
    unplaced: targets.find(({ read }) => !read.known && !['reference', 'text'].includes(read.value.kind))?.association,
  }
})
