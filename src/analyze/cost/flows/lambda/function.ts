import { gigabytes, monthly, originOf, storedLogs } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'
import { hasLogGroup, sentByCode } from '../../work.js'

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
        {
          name: 'durationMs',
          unit: 'ms',
          value: traffic.work.wallMs,
          formula: `${count(traffic.work.wallMs)} ms`,
          origin: 'workload.work.wall',
        },
        traces(incoming, context),
        ...(hasLogGroup(node, context.q) ? [] : ownLogs(incoming, context)),
        ...(traffic.kind === 'worker' ? [gigabytes('internetOutGb', incoming, incoming.outBytes, 'out')] : []),
      ],
      send: (edge) => sentByCode(edge, incoming, context),
      outbound: outboundOf(incoming, context),
    }
  },
})

function traces(incoming: Incoming, context: FlowContext): FlowQuantity {
  const share = context.assumption('trace-sampling')
  const all = monthly('traces', 'trace', incoming)
  return {
    ...all,
    value: all.value * share,
    formula: `${all.formula} x ${count(share * 100)}%`,
    origin: originOf(incoming, 'trace-sampling'),
  }
}

function ownLogs(incoming: Incoming, context: FlowContext): readonly FlowQuantity[] {
  const ingested = gigabytes('logGb', incoming, context.assumption('log-per-request'), 'of log')
  return [{ ...ingested, origin: originOf(incoming, 'log-per-request') }, storedLogs('storedLogGb', ingested.value, undefined, context)]
}

function outboundOf(incoming: Incoming, context: FlowContext): { readonly gb: number; readonly formula: string } {
  const { value, formula } = gigabytes('outbound', incoming, context.assumption('outbound-per-request'), 'out of the network')
  return { gb: value, formula }
}
