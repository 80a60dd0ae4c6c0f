import { definePriceModel, type PriceModel } from '../../model.js'

/** Samples that queries read are billed as well; the price book has no price of them. */
export const prometheusWorkspace: PriceModel = definePriceModel({
  type: 'AWS::APS::Workspace',
  refs: ['https://aws.amazon.com/prometheus/pricing/'],
  usage: {
    samples: { unit: 'sample', about: 'samples taken in a month' },
    storedGb: { unit: 'GB-month', about: 'samples kept' },
  },
  meters: (_node, usage) => [
    { name: 'Samples taken in', price: 'prometheus.ingest', unit: 'sample', quantity: usage['samples'] },
    { name: 'Storage', price: 'prometheus.storage', unit: 'GB-month', quantity: usage['storedGb'] },
  ],
})
