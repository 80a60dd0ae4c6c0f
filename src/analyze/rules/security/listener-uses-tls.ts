import type { Query, Resource } from '#graph/index.js'
import { itemsAt, scalarOf, unknownAt } from '../reading.js'
import { defineRule, PASS, type Rule, type Verdict } from '../rule.js'

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener'
const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer'
const CLASSIC = 'AWS::ElasticLoadBalancing::LoadBalancer'
const PLAIN = ['HTTP', 'TCP']

const behind = (
  balancer: Record<string, string>,
  listener: Record<string, string | number>,
  action: Record<string, string | Record<string, string>>,
) => ({
  Web: { Type: BALANCER, Properties: balancer },
  Entry: { Type: LISTENER, Properties: { LoadBalancerArn: { Ref: 'Web' }, ...listener, DefaultActions: [action] } },
})
const FORWARD = { Type: 'forward', TargetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/app/0123456789abcdef' }

export const listenerUsesTls: Rule = defineRule({
  id: 'listener-uses-tls',
  pillar: 'security',
  severity: 'high',
  title: 'Nothing on the internet is served over plain HTTP',
  why: 'Whoever is on the way between a user and a plain HTTP listener reads and changes everything, passwords and cookies included.',
  fix: 'Make the listener HTTPS with a certificate, and let the one on port 80 redirect to it; or make the load balancer internal behind CloudFront.',
  refs: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html',
  ],
  types: [LISTENER, CLASSIC],
  maps: {
    'cdk-nag': ['ALBHttpToHttpsRedirection', 'AwsSolutions-ELB5', 'ELBTlsHttpsListenersOnly'],
    checkov: ['CKV_AWS_2', 'CKV2_AWS_20'],
    cfn_nag: ['W56'],
    'security-hub': ['ELB.1', 'ELB.3'],
  },
  examples: {
    fail: [
      {
        name: 'HTTP on the internet',
        resources: behind({ Scheme: 'internet-facing' }, { Port: 80, Protocol: 'HTTP' }, FORWARD),
        subject: 'Entry',
      },
      { name: 'internet-facing is the default', resources: behind({}, { Port: 80, Protocol: 'HTTP' }, FORWARD), subject: 'Entry' },
      {
        name: 'a redirect to HTTP',
        resources: behind(
          {},
          { Port: 80, Protocol: 'HTTP' },
          { Type: 'redirect', RedirectConfig: { Protocol: 'HTTP', StatusCode: 'HTTP_301' } },
        ),
        subject: 'Entry',
      },
      {
        name: 'Classic',
        type: CLASSIC,
        props: { Listeners: [{ LoadBalancerPort: '80', InstancePort: '80', Protocol: 'HTTP' }] },
      },
    ],
    pass: [
      { name: 'HTTPS', resources: behind({}, { Port: 443, Protocol: 'HTTPS' }, FORWARD), subject: 'Entry' },
      {
        name: 'redirects to HTTPS',
        resources: behind(
          {},
          { Port: 80, Protocol: 'HTTP' },
          { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
        ),
        subject: 'Entry',
      },
      { name: 'inside the VPC', resources: behind({ Scheme: 'internal' }, { Port: 80, Protocol: 'HTTP' }, FORWARD), subject: 'Entry' },
      {
        name: 'a Network Load Balancer passes TLS on',
        resources: behind({ Type: 'network' }, { Port: 443, Protocol: 'TCP' }, FORWARD),
        subject: 'Entry',
      },
    ],
    unknown: [
      {
        name: 'a load balancer from elsewhere',
        props: { LoadBalancerArn: { 'Fn::ImportValue': 'web' }, Port: 80, Protocol: 'HTTP', DefaultActions: [FORWARD] },
      },
    ],
  },
  check: (node, q) => (node.type === CLASSIC ? classicVerdict(node, q) : listenerVerdict(node, q)),
})

function listenerVerdict(node: Resource, q: Query): Verdict {
  const protocol = q.read(node, 'Protocol')
  if (!protocol.known) return unknownAt(protocol, 'Protocol')
  // TCP and the protocols of a Gateway Load Balancer carry what client and target agree on
  if (scalarOf(protocol) !== 'HTTP' || redirects(node, q)) return PASS
  const target = q.read(node, 'LoadBalancerArn')
  const balancer = !target.known && target.reference !== undefined ? q.get(target.reference.target) : undefined
  if (balancer === undefined) return { is: 'unknown', why: 'its load balancer is not in this template', path: 'Protocol' }
  const scheme = q.read(balancer, 'Scheme')
  if (!scheme.known) return { is: 'unknown', why: `Scheme of ${balancer.id}: ${scheme.why}`, path: 'Protocol' }
  return scalarOf(scheme) === 'internal' ? PASS : { is: 'fail', what: 'plain HTTP on an internet-facing load balancer', path: 'Protocol' }
}

function redirects(node: Resource, q: Query): boolean {
  const { items } = itemsAt(node, q, 'DefaultActions')
  return (
    items.length > 0 &&
    items.every(
      ({ value }) => scalarOf(q.read(value, 'Type')) === 'redirect' && scalarOf(q.read(value, 'RedirectConfig.Protocol')) === 'HTTPS',
    )
  )
}

function classicVerdict(node: Resource, q: Query): Verdict {
  if (scalarOf(q.read(node, 'Scheme')) === 'internal') return PASS
  const listeners = itemsAt(node, q, 'Listeners')
  if (listeners.unknown !== undefined) return unknownAt(listeners.unknown, 'Listeners')
  const plain = listeners.items.find(({ value }) => PLAIN.includes(String(scalarOf(q.read(value, 'Protocol'))).toUpperCase()))
  return plain === undefined
    ? PASS
    : { is: 'fail', what: 'a listener without TLS on an internet-facing load balancer', path: `${plain.path}.Protocol` }
}
