import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isOn, orElse, textAt, waiting } from '../../read.js'

export const stateMachine: PriceModel = definePriceModel({
  type: 'AWS::StepFunctions::StateMachine',
  refs: ['https://aws.amazon.com/step-functions/pricing/'],
  usage: {
    transitions: { unit: 'transition', about: 'steps from one state to the next a month, in a standard workflow' },
    requests: { unit: 'request', about: 'executions started a month, in an express workflow' },
    gbSeconds: { unit: 'GB-second', about: 'memory of express executions, in pieces of 64 MB, times their duration' },
    traces: { unit: 'trace', about: 'executions traced by X-Ray a month' },
  },
  meters(node, usage, q) {
    const type = orElse(textAt(q, node, 'StateMachineType'), 'STANDARD')
    if (isUnresolved(type)) return [waiting('State transitions', 'transition', type)]
    const own =
      type === 'EXPRESS'
        ? [
            { name: 'Executions', price: 'stepfunctions.express_requests', unit: 'request', quantity: usage['requests'] },
            { name: 'Duration', price: 'stepfunctions.express_duration', unit: 'GB-second', quantity: usage['gbSeconds'] },
          ]
        : [{ name: 'State transitions', price: 'stepfunctions.standard_transitions', unit: 'transition', quantity: usage['transitions'] }]
    const traced = isOn(q, node, 'TracingConfiguration.Enabled')
    return [...own, ...(traced ? [{ name: 'Traces', price: 'xray.traces_stored', unit: 'trace', quantity: usage['traces'] }] : [])]
  },
})
