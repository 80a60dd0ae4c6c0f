import { HOURS_A_MONTH } from '#spec/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { whereStated } from '../meters.js'

const NAME = 'Advanced parameter'

export const parameter: PriceModel = definePriceModel({
  type: 'AWS::SSM::Parameter',
  refs: ['https://aws.amazon.com/systems-manager/pricing/'],
  usage: { requests: { unit: 'request', about: 'calls a month at the higher throughput, and of advanced parameters' } },
  meters(node, usage, q) {
    const tier = orElse(textAt(q, node, 'Tier'), 'Standard')
    if (isUnresolved(tier)) return [waiting(NAME, 'parameter-hour', tier)]
    // Intelligent-Tiering makes a parameter advanced when it needs to be, which the template does not say.
    const calls = whereStated({ name: 'Calls', price: 'ssm.parameter_higher_throughput_api', unit: 'request' }, usage['requests'])
    if (tier === 'Standard') return calls
    return [
      { name: NAME, price: 'ssm.parameter_advanced', unit: 'parameter-hour', quantity: HOURS_A_MONTH, formula: 'one parameter for 730 h' },
      ...calls,
    ]
  },
})
