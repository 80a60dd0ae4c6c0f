import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { whereStated } from '../meters.js'

const NAME = 'Configuration items'

export const configurationRecorder: PriceModel = definePriceModel({
  type: 'AWS::Config::ConfigurationRecorder',
  refs: ['https://aws.amazon.com/config/pricing/'],
  usage: {
    items: { unit: 'item', about: 'changes of resources recorded a month' },
    dailyItems: { unit: 'item', about: 'resources that changed, once a day each, a month, where they are recorded daily' },
  },
  meters(node, usage, q) {
    const frequency = orElse(textAt(q, node, 'RecordingMode.RecordingFrequency'), 'CONTINUOUS')
    if (isUnresolved(frequency)) return [waiting(NAME, 'item', frequency)]
    const daily = { name: `${NAME}, daily`, price: 'config.configuration_item_daily', unit: 'item' }
    if (frequency === 'DAILY') return [{ ...daily, quantity: usage['dailyItems'] }]
    return [
      { name: NAME, price: 'config.configuration_item', unit: 'item', quantity: usage['items'] },
      ...whereStated(daily, usage['dailyItems']),
    ]
  },
})
