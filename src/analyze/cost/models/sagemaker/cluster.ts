import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { itemsAt, numberAt, textAt } from '../../read.js'
import { mlInstances } from './instance-hours.js'

export const trainingCluster: PriceModel = definePriceModel({
  type: 'AWS::SageMaker::Cluster',
  refs: ['https://aws.amazon.com/sagemaker/pricing/'],
  usage: {},
  meters: (node, _usage, q) =>
    [...itemsAt(q, node, 'InstanceGroups'), ...itemsAt(q, node, 'RestrictedInstanceGroups')].map((group) => {
      const name = textAt(q, group, 'InstanceGroupName')
      const title = name === undefined || isUnresolved(name) ? '' : ` of ${name}`
      const count = numberAt(q, group, 'InstanceCount') ?? { unresolved: 'InstanceCount', why: 'it is not given' }
      return mlInstances(textAt(q, group, 'InstanceType'), count, title)
    }),
})
