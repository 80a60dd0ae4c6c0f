import { isUnresolved } from '../../measure.js'
import { definePriceModel, type PriceModel } from '../../model.js'
import { orElse, textAt, waiting } from '../../read.js'
import { fixed } from '../meters.js'

export const pipeline: PriceModel = definePriceModel({
  type: 'AWS::CodePipeline::Pipeline',
  refs: ['https://aws.amazon.com/codepipeline/pricing/'],
  usage: { actionMinutes: { unit: 'minute', about: 'minutes that actions run a month, in a pipeline of type V2' } },
  meters(node, usage, q) {
    const type = orElse(textAt(q, node, 'PipelineType'), 'V1')
    if (isUnresolved(type)) return [waiting('Pipeline', 'pipeline-month', type)]
    return type === 'V2'
      ? [{ name: 'Action minutes', price: 'codepipeline.v2_action_minutes', unit: 'minute', quantity: usage['actionMinutes'] }]
      : [fixed({ name: 'Active pipeline', price: 'codepipeline.v1_pipeline', unit: 'pipeline-month' }, 1, 'one pipeline')]
  },
})
