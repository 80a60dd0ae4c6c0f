import type { Query, Resource } from '#graph/index.js'
import { isNeeded, isUnresolved, type Measure, type Unresolved } from '../../measure.js'
import { definePriceModel, type Meter, type PriceModel } from '../../model.js'
import { isOn, numberAt, textAt, waiting } from '../../read.js'
import { publicAddresses } from '../ec2/public-address.js'
import { allMonth } from '../meters.js'

const CLUSTER = 'AWS::Neptune::DBCluster'
const NAME = 'Instance hours'
const CAPACITY = { name: 'Neptune capacity', price: 'neptune.serverless', unit: 'NCU-hour' }

export const neptuneInstance: PriceModel = definePriceModel({
  type: 'AWS::Neptune::DBInstance',
  refs: ['https://aws.amazon.com/neptune/pricing/'],
  usage: { averageNcu: { unit: 'NCU', about: 'Neptune capacity units, mean over the month, of a serverless instance' } },
  meters(node, usage, q) {
    const type = textAt(q, node, 'DBInstanceClass') ?? { unresolved: 'DBInstanceClass', why: 'it is not given' }
    if (isUnresolved(type)) return [waiting(NAME, 'instance-hour', type)]
    return [
      ...(type === 'db.serverless'
        ? serverless(usage['averageNcu'] ?? { needs: 'averageNcu' }, leastOf(node, q))
        : [allMonth({ name: `${NAME} (${type})`, price: `neptune.${type}`, unit: 'instance-hour' })]),
      ...(isOn(q, node, 'PubliclyAccessible') ? [publicAddresses(1)] : []),
    ]
  },
})

function leastOf(instance: Resource, q: Query): number | undefined | Unresolved {
  const cluster = q.edges({ from: instance, kind: 'refers' }).find(({ to }) => to.type === CLUSTER)?.to
  return cluster === undefined ? undefined : numberAt(q, cluster, 'ServerlessScalingConfiguration.MinCapacity')
}

/** The average where it is known; else the least capacity, and what is above it and nobody stated. */
function serverless(average: Measure, least: number | undefined | Unresolved): readonly Meter[] {
  if (!isNeeded(average) || typeof least !== 'number') return [allMonth(CAPACITY, average)]
  return [allMonth(CAPACITY, least), allMonth({ ...CAPACITY, name: `${CAPACITY.name} above ${least} NCU` }, average)]
}
