import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { itemsAt, numberAt, orElse, textAt, waiting } from '../../read.js'
import { mlInstances } from './instance-hours.js'

const CONFIG = 'AWS::SageMaker::EndpointConfig'
const MB_A_GB = 1024

/** What its configuration makes run; a configuration alone costs nothing. */
export const endpoint: PriceModel = definePriceModel({
  type: 'AWS::SageMaker::Endpoint',
  refs: ['https://aws.amazon.com/sagemaker/pricing/'],
  usage: {
    processedGb: { unit: 'GB', about: 'data in and out of the endpoint' },
    inferenceSeconds: { unit: 'second', about: 'seconds of computing a month, of a variant without servers' },
  },
  meters(node, usage, q): readonly Meter[] {
    const config = q.edges({ from: node, kind: 'refers' }).find(({ to }) => to.type === CONFIG)?.to
    if (config === undefined)
      return [
        waiting('Instance hours', 'instance-hour', { unresolved: 'EndpointConfigName', why: 'the configuration is not in the template' }),
      ]
    return [
      ...variantsOf(config, q).flatMap((variant) => variantMeters(variant, usage, q)),
      { name: 'Data processed', price: 'sagemaker.endpoint_data_processed', unit: 'GB', quantity: usage['processedGb'] },
    ]
  },
})

function variantsOf(config: Resource, q: Query): readonly Value[] {
  return [...itemsAt(q, config, 'ProductionVariants'), ...itemsAt(q, config, 'ShadowProductionVariants')]
}

function variantMeters(variant: Value, usage: ModelUsage, q: Query): readonly Meter[] {
  const megabytes = numberAt(q, variant, 'ServerlessConfig.MemorySizeInMB')
  if (megabytes === undefined) {
    const count: number | Unresolved = orElse(numberAt(q, variant, 'InitialInstanceCount'), 1)
    return [mlInstances(textAt(q, variant, 'InstanceType'), count)]
  }
  if (isUnresolved(megabytes)) return [waiting('Inference', 'second', megabytes)]
  const size = `${megabytes / MB_A_GB}GB`
  return [
    {
      name: `Inference (${size})`,
      price: `sagemaker.serverless_inference_1GB_sec_${size}`,
      unit: 'second',
      quantity: usage['inferenceSeconds'],
    },
  ]
}
