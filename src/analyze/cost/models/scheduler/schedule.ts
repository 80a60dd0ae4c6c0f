import { isNeeded, isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'
import { fixed } from '../meters.js'
import { runsOf } from '../schedules.js'

const METER = { name: 'Invocations', price: 'eventbridge.scheduler', unit: 'invocation' }

export const schedule: PriceModel = definePriceModel({
  type: 'AWS::Scheduler::Schedule',
  refs: ['https://aws.amazon.com/eventbridge/pricing/'],
  usage: { invocations: { unit: 'invocation', about: 'times that it fires a month, attempts repeated included' } },
  meters(node, usage, q) {
    const stated = usage['invocations']
    if (stated !== undefined && !isNeeded(stated)) return [{ ...METER, quantity: stated }]
    if (textAt(q, node, 'State') === 'DISABLED') return []
    const expression = textAt(q, node, 'ScheduleExpression')
    if (isUnresolved(expression)) return [{ ...METER, quantity: expression }]
    const runs = runsOf(expression ?? '')
    return runs === undefined ? [{ ...METER, quantity: stated }] : [fixed(METER, runs.aMonth, runs.formula)]
  },
})
