import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { isOn, numberAt, textAt, waiting } from '../../read.js'
import { fixed } from '../meters.js'

const CONFIG = 'HealthCheckConfig'
/** Kinds that look at other checks or at an alarm, not at an endpoint; they pay the lower price. */
const WITHOUT_ENDPOINT: readonly string[] = ['CALCULATED', 'CLOUDWATCH_METRIC', 'RECOVERY_CONTROL']
const NAME = 'Health check'

export const healthCheck: PriceModel = definePriceModel({
  type: 'AWS::Route53::HealthCheck',
  refs: ['https://aws.amazon.com/route53/pricing/'],
  usage: {},
  meters(node, _usage, q): readonly Meter[] {
    const type = textAt(q, node, `${CONFIG}.Type`) ?? { unresolved: 'Type', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'check-month', type)]
    const where = WITHOUT_ENDPOINT.includes(type) || isInTemplate(node, q) ? 'aws' : 'external'
    const features = featuresOf(node, q, type)
    return [
      fixed(
        { name: `${NAME} (${where === 'aws' ? 'in AWS' : 'outside AWS'})`, price: `route53.health_check_${where}`, unit: 'check-month' },
        1,
        'one check',
      ),
      ...(features.length === 0
        ? []
        : [
            fixed(
              { name: 'Optional features', price: `route53.health_check_feature_${where}`, unit: 'feature-month' },
              features.length,
              features.join(' + '),
            ),
          ]),
    ]
  },
})

/** An endpoint that the template makes is in AWS; any other is billed as outside of it, the dearer case. */
function isInTemplate(node: Resource, q: Query): boolean {
  return q.edges({ from: node, kind: 'refers' }).some(({ path }) => /IPAddress|FullyQualifiedDomainName/.test(path))
}

function featuresOf(node: Resource, q: Query, type: string): readonly string[] {
  return [
    ...(type.startsWith('HTTPS') ? ['HTTPS'] : []),
    ...(type.endsWith('STR_MATCH') ? ['string matching'] : []),
    ...(numberAt(q, node, `${CONFIG}.RequestInterval`) === 10 ? ['10 s interval'] : []),
    ...(isOn(q, node, `${CONFIG}.MeasureLatency`) ? ['latency'] : []),
  ]
}
