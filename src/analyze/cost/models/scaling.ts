import type { Query, Resource } from '#graph/index.js'
import { numberAt, textAt } from '../read.js'

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy'
const TRACKING = 'TargetTrackingScalingPolicyConfiguration'

/** Utilisation, as a fraction, that the policies of a scalable target hold for one of AWS's metrics; undefined when none does. */
export function scalingTargetOf(target: Resource, q: Query, metric: string): number | undefined {
  for (const { from } of q.edges({ to: target, kind: 'refers' })) {
    if (from.type !== POLICY || textAt(q, from, `${TRACKING}.PredefinedMetricSpecification.PredefinedMetricType`) !== metric) continue
    const percent = numberAt(q, from, `${TRACKING}.TargetValue`)
    if (typeof percent === 'number') return percent / 100
  }
  return undefined
}
