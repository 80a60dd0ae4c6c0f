import type { Query, Resource } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { isOn, orElse, textAt, waiting } from '../../read.js'
import { allMonth } from '../meters.js'
import { isInExtendedSupport } from './versions.js'

const EXTENDED = { name: 'Extended support', price: 'eks.extended_support_surcharge', unit: 'hour' }

/** Nodes are billed at their groups; those that Auto Mode starts are not in the template. */
export const eksCluster: PriceModel = definePriceModel({
  type: 'AWS::EKS::Cluster',
  refs: ['https://aws.amazon.com/eks/pricing/'],
  usage: {},
  meters: (node, _usage, q) => [
    allMonth({ name: 'Control plane hours', price: 'eks.cluster', unit: 'hour' }),
    ...scalingTier(node, q),
    ...extendedSupport(node, q),
    ...(isOn(q, node, 'ComputeConfig.Enabled')
      ? [
          waiting('Nodes of Auto Mode', 'instance-hour', {
            unresolved: 'the nodes of Auto Mode',
            why: 'EKS chooses them by the pods that run',
          }),
        ]
      : []),
  ],
})

/** A control plane that is provisioned for load pays by its tier. */
function scalingTier(node: Resource, q: Query): readonly Meter[] {
  const tier = orElse(textAt(q, node, 'ControlPlaneScalingConfig.Tier'), 'standard')
  if (isUnresolved(tier)) return [waiting('Control plane tier', 'hour', tier)]
  return tier === 'standard' ? [] : [allMonth({ name: `Control plane tier (${tier})`, price: `eks.control_plane_${tier}`, unit: 'hour' })]
}

/** A version that is not given is the newest. A cluster without extended support is upgraded when standard support ends. */
function extendedSupport(node: Resource, q: Query): readonly Meter[] {
  if (textAt(q, node, 'UpgradePolicy.SupportType') === 'STANDARD') return []
  const version = textAt(q, node, 'Version')
  if (isUnresolved(version)) return [waiting(EXTENDED.name, EXTENDED.unit, version)]
  return version !== undefined && isInExtendedSupport(version, q.asOf) ? [allMonth(EXTENDED)] : []
}
