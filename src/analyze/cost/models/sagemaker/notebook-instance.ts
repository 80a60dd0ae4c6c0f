import { definePriceModel, type PriceModel } from '../../model.js'
import { numberAt, orElse, textAt } from '../../read.js'
import { mlInstances } from './instance-hours.js'

const DEFAULT_GB = 5

export const notebookInstance: PriceModel = definePriceModel({
  type: 'AWS::SageMaker::NotebookInstance',
  refs: ['https://aws.amazon.com/sagemaker/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [
    mlInstances(textAt(q, node, 'InstanceType'), 1),
    {
      name: 'Volume',
      price: 'sagemaker.notebook_storage',
      unit: 'GB-month',
      quantity: orElse(numberAt(q, node, 'VolumeSizeInGB'), DEFAULT_GB),
    },
  ],
})
