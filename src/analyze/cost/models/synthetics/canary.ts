import { isNeeded, isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { isOn, textAt } from '../../read.js'
import { fixed, whereStated } from '../meters.js'
import { runsOf } from '../schedules.js'

const METER = { name: 'Canary runs', price: 'cloudwatch.synthetics_canary', unit: 'run' }

/** What a run uses besides (a function, logs, a bucket) is billed where it is used, and is not in the template. */
export const canary: PriceModel = definePriceModel({
  type: 'AWS::Synthetics::Canary',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {
    runs: { unit: 'run', about: 'runs of the canary a month' },
    traces: { unit: 'trace', about: 'runs traced by X-Ray a month' },
  },
  meters(node, usage, q) {
    const trace = { name: 'Traces', price: 'xray.traces_stored', unit: 'trace' }
    const traces = isOn(q, node, 'RunConfig.ActiveTracing')
      ? [{ ...trace, quantity: usage['traces'] }]
      : whereStated(trace, usage['traces'])
    const stated = usage['runs']
    if (stated !== undefined && !isNeeded(stated)) return [{ ...METER, quantity: stated }, ...traces]
    const expression = textAt(q, node, 'Schedule.Expression')
    if (isUnresolved(expression)) return [{ ...METER, quantity: expression }, ...traces]
    const runs = runsOf(expression ?? '')
    return [runs === undefined ? { ...METER, quantity: stated } : fixed(METER, runs.aMonth, runs.formula), ...traces]
  },
})
