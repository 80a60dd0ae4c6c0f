import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'

/** Basic mode; what enhanced mode costs is not in the price book. */
export const dataSyncTask: PriceModel = definePriceModel({
  type: 'AWS::DataSync::Task',
  refs: ['https://aws.amazon.com/datasync/pricing/'],
  usage: { copiedGb: { unit: 'GB', about: 'data copied a month' } },
  meters(node, usage, q) {
    const mode = orElse(textAt(q, node, 'TaskMode'), 'BASIC')
    if (isUnresolved(mode)) return [waiting('Data copied', 'GB', mode)]
    return [
      {
        name: 'Data copied',
        price: mode === 'BASIC' ? 'datasync.data' : 'datasync.data_enhanced',
        unit: 'GB',
        quantity: usage['copiedGb'],
      },
    ]
  },
})
