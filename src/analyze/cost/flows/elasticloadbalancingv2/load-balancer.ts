import type { Query, Resource } from '#graph/index.js'
import { assuming, GB, gigabytes, logLoad, size, sizedOrigin } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { isInternetFacing } from '../../models/elasticloadbalancingv2/load-balancer.js'
import { scaledLoad } from '../../propagate.js'
import { textAt } from '../../read.js'

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule'
const FUNCTION = 'AWS::Lambda::Function'
const FREE_RULES = 10

export const loadBalancer: Flow = defineFlow({
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  refs: ['https://aws.amazon.com/elasticloadbalancing/pricing/'],
  entry: (node, q) => (isInternetFacing(node, q) === true ? 2 : 1),
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const { q } = context
    return {
      quantities: [
        textAt(q, node, 'Type') === 'network' ? networkUnits(incoming, context) : capacityUnits(node, incoming, context),
        ...(isInternetFacing(node, q) === true
          ? [gigabytes('internetOutGb', { ...incoming, perSecond: incoming.direct }, incoming.outBytes, 'out')]
          : []),
      ],
      send: (edge, share) => {
        if (edge.kind === 'refers' && edge.path.startsWith('LoadBalancerAttributes')) return logLoad(incoming, edge, context, 'service')
        return edge.kind === 'routes' ? scaledLoad(incoming, share, edge.to) : undefined
      },
    }
  },
})

/** The largest of four uses, each over what one unit holds: 25 new connections a second, 3,000 open ones, 1 GB an hour, 1,000 rules a second. */
function capacityUnits(node: Resource, incoming: Incoming, context: FlowContext): FlowQuantity {
  const { q } = context
  const connections = incoming.perSecond * context.assumption('new-connections-per-request')
  const seconds = context.assumption('connection-lifetime') / 1000
  const bytes = incoming.inBytes + incoming.outBytes
  const gbAnHour = targetsFunction(q) ? 0.4 : 1
  const rules = Math.max(0, rulesOf(node, q) - FREE_RULES)
  const uses: readonly (readonly [number, string])[] = [
    [(incoming.perSecond * 3600 * bytes) / GB / gbAnHour, `bytes: ${incoming.formula} x 3,600 s x ${size(bytes)} / ${gbAnHour} GB`],
    [connections / 25, `new connections: ${count(connections)}/s / 25`],
    [(connections * seconds) / 3000, `open connections: ${count(connections)}/s x ${count(seconds)} s / 3,000`],
    [(incoming.perSecond * rules) / 1000, `rules: ${incoming.formula} x ${rules} / 1,000`],
  ]
  return largest(incoming, 'four', uses)
}

/** The same of a network load balancer, for TCP: 800 new connections a second, 100,000 open ones, 1 GB an hour. */
function networkUnits(incoming: Incoming, context: FlowContext): FlowQuantity {
  const connections = incoming.perSecond * context.assumption('new-connections-per-request')
  const seconds = context.assumption('connection-lifetime') / 1000
  const bytes = incoming.inBytes + incoming.outBytes
  return largest(incoming, 'three', [
    [(incoming.perSecond * 3600 * bytes) / GB, `bytes: ${incoming.formula} x 3,600 s x ${size(bytes)} / 1 GB`],
    [connections / 800, `new connections: ${count(connections)}/s / 800`],
    [(connections * seconds) / 100_000, `open connections: ${count(connections)}/s x ${count(seconds)} s / 100,000`],
  ])
}

function largest(incoming: Incoming, howMany: string, uses: readonly (readonly [number, string])[]): FlowQuantity {
  const [value, text] = uses.reduce((most, use) => (use[0] > most[0] ? use : most))
  return {
    name: 'capacityUnits',
    unit: 'LCU',
    value,
    formula: `largest of ${howMany}: ${text}`,
    origin: sizedOrigin(assuming(incoming, 'new-connections-per-request', 'connection-lifetime'), 'in and out'),
  }
}

function rulesOf(node: Resource, q: Query): number {
  return q
    .edges({ from: node, kind: 'routes' })
    .flatMap(({ to }) => q.edges({ from: to, kind: 'routes' }).filter((edge) => edge.to.type === RULE)).length
}

function targetsFunction(q: Query): boolean {
  return q
    .all('AWS::ElasticLoadBalancingV2::TargetGroup')
    .some((group) => q.edges({ from: group, kind: 'routes' }).some(({ to }) => to.type === FUNCTION))
}
