import { perMonth } from '#spec/index.js'
import { GB, gigabytes, monthly, originOf, storedLogs } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, type Load, NOTHING } from '../../flow.js'
import { textAt } from '../../read.js'
import { tracesOf } from '../traces.js'
import { hasLogGroup, sentByCode, single } from '../../work.js'

/** Every function that traffic reaches does the work of the requirements; two in a row do it twice. */
export const lambdaFunction: Flow = defineFlow({
  type: 'AWS::Lambda::Function',
  refs: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html'],
  entry: () => 0,
  flow(node, incoming, context) {
    if (incoming === undefined) return NOTHING
    const { traffic } = context
    return {
      quantities: [
        monthly('requests', 'request', incoming),
        duration(incoming, context),
        ...(textAt(context.q, node, 'TracingConfig.Mode') === 'Active' ? [tracesOf(incoming, context)] : []),
        ...(hasLogGroup(node, context.q) ? [] : ownLogs(single(incoming), context)),
        ...(traffic.kind === 'worker' && incoming.outBytes > 0
          ? [gigabytes('internetOutGb', single(incoming), incoming.outBytes, 'out')]
          : []),
      ],
      send: (edge) => sentByCode(edge, incoming, context),
      outbound: {
        requestsGb: (perMonth(single(incoming).perSecond) * context.assumption('outbound-per-request')) / GB,
        imagesGb: 0,
        logsGb: 0,
      },
    }
  },
})

function ownLogs(incoming: Load, context: FlowContext): readonly FlowQuantity[] {
  const ingested = gigabytes('logGb', incoming, context.assumption('log-per-request'), 'of log')
  return [{ ...ingested, origin: originOf(incoming, 'log-per-request') }, storedLogs('storedLogGb', ingested.value, undefined, context)]
}

/** A batch is worked off one message after the other. */
function duration({ batch }: Incoming, { traffic: { work, plain } }: FlowContext): FlowQuantity {
  const formula = batch === 1 ? `${count(work.wallMs)} ms` : `${count(work.wallMs)} ms x ${count(batch)} messages`
  const origin = plain === undefined ? 'workload.work.wall' : 'assumption request-wall'
  return { name: 'durationMs', unit: 'ms', value: work.wallMs * batch, formula, origin }
}
