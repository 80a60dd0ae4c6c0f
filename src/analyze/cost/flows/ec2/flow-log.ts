import type { Resource } from '#graph/index.js'
import { gigabytes, logLoad, originOf } from '../../arithmetic.js'
import { defineFlow, type Flow, type FlowContext, type Load, NOTHING } from '../../flow.js'
import { standingIn, subnetsBeside } from '../../subnets.js'

export const flowLog: Flow = defineFlow({
  type: 'AWS::EC2::FlowLog',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html'],
  receives: [],
  after: (node, q) => standingIn(subnetsBeside(node, q), q),
  flow(node, _incoming, context) {
    const busiest = busiestIn(node, context)
    if (busiest === undefined) return NOTHING
    const delivered = gigabytes('deliveredGb', busiest, context.assumption('flow-log-per-request'), 'of flow log')
    return {
      quantities: [{ ...delivered, origin: originOf(busiest, 'flow-log-per-request') }],
      send: (edge) => (edge.kind === 'logs-to' ? logLoad(busiest, edge, context, 'flow') : undefined),
    }
  },
})

/** A request passes several resources of the network and is counted once, so the busiest of them says how many there are. */
function busiestIn(node: Resource, context: FlowContext): Load | undefined {
  let most: Load | undefined
  for (const each of standingIn(subnetsBeside(node, context.q), context.q)) {
    const incoming = context.load(each)
    // A caller that may read and write stands for its operations twice.
    const loads = incoming?.carries === 'operations' ? incoming.parts.map(({ load }) => load) : [incoming]
    for (const load of loads) if (load !== undefined && (most === undefined || load.perSecond > most.perSecond)) most = load
  }
  return most
}
