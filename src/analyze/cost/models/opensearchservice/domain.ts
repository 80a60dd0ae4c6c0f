import { definePriceModel, type PriceModel } from '../../model.js'
import { domainMeters } from './meters.js'

export const searchDomain: PriceModel = definePriceModel({
  type: 'AWS::OpenSearchService::Domain',
  refs: ['https://aws.amazon.com/opensearch-service/pricing/'],
  usage: { warmGb: { unit: 'GB-month', about: 'indexes in UltraWarm storage' } },
  meters: (node, usage, q) => domainMeters(node, q, { config: 'ClusterConfig', suffix: '.search' }, usage['warmGb']),
})
