import type { AssumptionName } from '#spec/index.js'
import { resting } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, NOTHING } from '../../flow.js'
import { outboundFrom, standingIn, subnetsRoutedTo } from '../../subnets.js'
import { hasEndpointFor } from './services.js'

const ASSUMED: readonly AssumptionName[] = ['outbound-per-request', 'image-size', 'task-starts-per-month', 'log-per-request']

/** Carries what the resources in the subnets behind it send out, unless an endpoint in the network takes it. */
export const natGateway: Flow = defineFlow({
  type: 'AWS::EC2::NatGateway',
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html'],
  receives: [],
  after: (node, q) => standingIn(subnetsRoutedTo(node, q), q),
  flow(node, _incoming, context) {
    const subnets = subnetsRoutedTo(node, context.q)
    const sources = outboundFrom(subnets, context)
    if (sources.length === 0) return NOTHING
    const carried = carriedBy(sources, context)
    const zones = subnets.length
    const origin = resting(sources.map((source) => source.node.id).join(', '), ...ASSUMED)
    const processed = { name: 'processedGb', unit: 'GB', value: carried.gb, formula: carried.formula, origin }
    if (zones <= 1) return { quantities: [processed] }
    const crossing = {
      name: 'crossZoneGb',
      unit: 'GB',
      value: (carried.gb * (zones - 1)) / zones,
      formula: `${count(carried.gb)} GB x ${zones - 1}/${zones}`,
      origin: `one gateway for ${zones} zones`,
    }
    return { quantities: [processed, crossing] }
  },
})

function carriedBy(sources: ReturnType<typeof outboundFrom>, context: FlowContext): { readonly gb: number; readonly formula: string } {
  const images = !hasEndpointFor('ecr.dkr', context.q)
  const logs = !hasEndpointFor('logs', context.q)
  let gb = 0
  const texts: string[] = []
  for (const { node: source, share, outbound } of sources) {
    const parts = [
      `${count(outbound.requestsGb)} GB of requests`,
      ...(images && outbound.imagesGb > 0 ? [`${count(outbound.imagesGb)} GB of images`] : []),
      ...(logs && outbound.logsGb > 0 ? [`${count(outbound.logsGb)} GB of logs`] : []),
    ]
    gb += share * (outbound.requestsGb + (images ? outbound.imagesGb : 0) + (logs ? outbound.logsGb : 0))
    texts.push(`${source.id}: (${parts.join(' + ')}) x ${count(share * 100)}% of its subnets`)
  }
  return { gb, formula: texts.join(' + ') }
}
