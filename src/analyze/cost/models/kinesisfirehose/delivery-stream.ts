import type { Query, Resource } from '#graph/index.js'
import { definePriceModel, type Meter, type ModelUsage, type PriceModel } from '../../model.js'
import { isGiven, isOn, lengthAt, textAt } from '../../read.js'
import { allMonth } from '../meters.js'

/** Destinations whose configuration says that they are reached inside a network. */
const IN_NETWORK = [
  'AmazonopensearchserviceDestinationConfiguration',
  'AmazonOpenSearchServerlessDestinationConfiguration',
  'ElasticsearchDestinationConfiguration',
]
const S3 = 'ExtendedS3DestinationConfiguration'

export const deliveryStream: PriceModel = definePriceModel({
  type: 'AWS::KinesisFirehose::DeliveryStream',
  refs: ['https://aws.amazon.com/firehose/pricing/'],
  usage: {
    ingestedGb: { unit: 'GB', about: 'data taken in, each record rounded up to 5 KB' },
    convertedGb: { unit: 'GB', about: 'data whose format is converted' },
    partitionedGb: { unit: 'GB', about: 'data that is partitioned' },
    networkGb: { unit: 'GB', about: 'data delivered into a network' },
  },
  meters(node, usage, q) {
    const iceberg = isGiven(q, node, 'IcebergDestinationConfiguration')
    return [
      { name: 'Data taken in', price: iceberg ? 'firehose.iceberg' : 'firehose.ingest', unit: 'GB', quantity: usage['ingestedGb'] },
      ...extras(node, usage, q),
      ...IN_NETWORK.flatMap((destination) => network(node, usage, q, destination)),
    ]
  },
})

function extras(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const converts = isGiven(q, node, `${S3}.DataFormatConversionConfiguration`)
  const off = textAt(q, node, `${S3}.DataFormatConversionConfiguration.Enabled`) === 'false'
  return [
    ...(converts && !off
      ? [{ name: 'Format conversion', price: 'firehose.format_conversion', unit: 'GB', quantity: usage['convertedGb'] }]
      : []),
    ...(isOn(q, node, `${S3}.DynamicPartitioningConfiguration.Enabled`)
      ? [{ name: 'Dynamic partitioning', price: 'firehose.dynamic_partitioning', unit: 'GB', quantity: usage['partitionedGb'] }]
      : []),
  ]
}

function network(node: Resource, usage: ModelUsage, q: Query, destination: string): readonly Meter[] {
  const path = `${destination}.VpcConfiguration`
  if (!isGiven(q, node, path)) return []
  return [
    allMonth(
      { name: 'Delivery into a network', price: 'firehose.vpc_delivery_az', unit: 'AZ-hour' },
      lengthAt(q, node, `${path}.SubnetIds`),
    ),
    { name: 'Data delivered into a network', price: 'firehose.vpc_delivery', unit: 'GB', quantity: usage['networkGb'] },
  ]
}
