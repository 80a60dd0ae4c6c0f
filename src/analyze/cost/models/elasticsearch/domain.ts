import { definePriceModel, type PriceModel } from '../../model.js'
import { domainMeters } from '../opensearchservice/meters.js'

/** The same service by its older name. */
export const elasticsearchDomain: PriceModel = definePriceModel({
  type: 'AWS::Elasticsearch::Domain',
  refs: ['https://aws.amazon.com/opensearch-service/pricing/'],
  usage: { warmGb: { unit: 'GB-month', about: 'indexes in UltraWarm storage' } },
  meters: (node, usage, q) => domainMeters(node, q, { config: 'ElasticsearchClusterConfig', suffix: '.elasticsearch' }, usage['warmGb']),
})
