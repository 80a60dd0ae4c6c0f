import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'

const NAME = 'Instance hours'

/** Studio bills an app while it runs, which is rarely all month. */
export const studioApp: PriceModel = definePriceModel({
  type: 'AWS::SageMaker::App',
  refs: ['https://aws.amazon.com/sagemaker/pricing/'],
  usage: { runHours: { unit: 'hour', about: 'hours that the app runs a month' } },
  meters(node, usage, q) {
    const type = textAt(q, node, 'ResourceSpec.InstanceType') ?? { unresolved: 'ResourceSpec.InstanceType', why: 'it is not given' }
    // An app of this kind has an instance at no price.
    if (type === 'system') return []
    if (typeof type !== 'string') return [{ name: NAME, price: type, unit: 'instance-hour', quantity: usage['runHours'] }]
    return [{ name: `${NAME} (${type})`, price: `sagemaker.${type}`, unit: 'instance-hour', quantity: usage['runHours'] }]
  },
})
