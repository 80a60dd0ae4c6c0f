import { definePriceModel, type PriceModel } from '../../model.js'
import { textAt } from '../../read.js'
import { fixed } from '../meters.js'

/** Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html */
const METRICS = 8

export const monitoringSubscription: PriceModel = definePriceModel({
  type: 'AWS::CloudFront::MonitoringSubscription',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  usage: {},
  meters: (node, _usage, q) =>
    textAt(q, node, 'MonitoringSubscription.RealtimeMetricsSubscriptionConfig.RealtimeMetricsSubscriptionStatus') === 'Disabled'
      ? []
      : [
          fixed(
            { name: 'Additional metrics', price: 'cloudwatch.metrics_custom', unit: 'metric-month' },
            METRICS,
            'eight metrics of a distribution',
          ),
        ],
})
