import type { Query, Resource } from '#graph/index.js'
import { perMonth, SECONDS_A_MONTH } from '#spec/index.js'
import { assuming, originOf, resting } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { scaledLoad } from '../../propagate.js'

const TYPE = 'AWS::SQS::Queue'
/** A request to SQS is billed once for each 64 KB. */
const PIECE = 64 * 1024

export const queue: Flow = defineFlow({
  type: TYPE,
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html', 'https://aws.amazon.com/sqs/pricing/'],
  receives: ['routes', 'invokes', 'publishes', 'fails-to'],
  entry: (_node, _q, { kind }) => (kind === 'worker' ? 4 : 1),
  flow(node, incoming, context) {
    if (isDeadLetterQueue(node, context.q) || (incoming === undefined && takesFailures(node, context.q)))
      return { quantities: [setAside()] }
    if (incoming === undefined) return NOTHING
    const atOnce = context.assumption('messages-per-receive')
    const again = 1 + context.assumption('retry-share')
    return {
      quantities: [requests(node, incoming, context)],
      send: (edge) => {
        if (edge.kind !== 'invokes') return undefined
        const text = `${again === 1 ? '' : ` x ${count(again)}`}${atOnce === 1 ? '' : ` / ${count(atOnce)}`}`
        return { ...assuming(scaledLoad(incoming, again / atOnce, edge.to, text), 'retry-share', 'messages-per-receive'), batch: atOnce }
      },
    }
  },
})

function isDeadLetterQueue(node: Resource, q: Query): boolean {
  return q.edges({ to: node, kind: 'fails-to' }).some(({ from }) => from.type === TYPE)
}

/** What others could not work on, and nothing else. */
function takesFailures(node: Resource, q: Query): boolean {
  return q.edges({ to: node, kind: 'fails-to' }).length > 0 && q.edges({ to: node, kind: 'publishes' }).length === 0
}

function setAside(): FlowQuantity {
  return { name: 'requests', unit: 'request', value: 0, formula: 'no message fails for good in the estimate', origin: 'dead-letter queue' }
}

/** A send, a receive (more for what is taken twice) and a delete for each message, and receives that find nothing. */
function requests(node: Resource, incoming: Incoming, context: FlowContext): FlowQuantity {
  const atOnce = context.assumption('messages-per-receive')
  const again = 1 + context.assumption('retry-share')
  const send = Math.max(1, Math.ceil(incoming.inBytes / PIECE))
  const receive = (Math.max(1, Math.ceil((incoming.inBytes * atOnce) / PIECE)) * again) / atOnce
  const polled = context.q.edges({ from: node, kind: 'invokes' }).length > 0
  const empty = polled ? perMonth(context.assumption('queue-empty-receives')) : 0
  const each = `(${count(send)} send + ${count(receive)} receive + ${count(1 / atOnce)} delete)`
  return {
    name: 'requests',
    unit: 'request',
    value: perMonth(incoming.perSecond) * (send + receive + 1 / atOnce) + empty,
    formula: `${incoming.formula} x ${count(SECONDS_A_MONTH)} s x ${each} + ${count(empty)} empty receives`,
    origin: resting(originOf(incoming), 'messages-per-receive', 'retry-share', 'queue-empty-receives'),
  }
}
