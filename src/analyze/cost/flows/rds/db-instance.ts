import type { Resource } from '#graph/index.js'
import { GB, originOf } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming } from '../../flow.js'
import { numberAt, orElse, textAt } from '../../read.js'
import { backupGb, callersOf, crossZone, inCluster, logsOf, relationalData } from './database.js'

/** One Aurora capacity unit comes with about a quarter of a vCPU. */
const VCPU_OF_AN_ACU = 0.25

export const dbInstance: Flow = defineFlow({
  type: 'AWS::RDS::DBInstance',
  refs: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html',
  ],
  receives: ['reads', 'writes', 'contains'],
  flow(node, incoming, context) {
    const own = inCluster(node, context.q)
      ? capacity(node, incoming, context)
      : [...backups(node, context), ...crossZone(callersOf(incoming, context), context)]
    return { quantities: [...own, ...logsOf(node, context)] }
  },
})

function backups(node: Resource, context: FlowContext): readonly FlowQuantity[] {
  const allocated = numberAt(context.q, node, 'AllocatedStorage')
  const days = orElse(numberAt(context.q, node, 'BackupRetentionPeriod'), 1)
  if (typeof allocated !== 'number' || typeof days !== 'number') return []
  const data = relationalData(node, context)
  return [backupGb({ gb: data === undefined ? allocated : data.bytes / GB, free: allocated, days }, context)]
}

/** A reader scales with the writer, so every serverless instance of a cluster has the capacity of the writer. */
function capacity(node: Resource, incoming: Incoming | undefined, context: FlowContext): readonly FlowQuantity[] {
  const { q } = context
  const cluster = incoming?.parts.find(({ edge }) => edge?.kind === 'contains')?.edge?.from
  if (incoming === undefined || cluster === undefined || textAt(q, node, 'DBInstanceClass') !== 'db.serverless') return []
  const least = orElse(numberAt(q, cluster, 'ServerlessV2ScalingConfiguration.MinCapacity'), 0.5)
  const most = numberAt(q, cluster, 'ServerlessV2ScalingConfiguration.MaxCapacity')
  if (typeof least !== 'number' || typeof most !== 'number') return []
  const seconds = context.assumption('database-cpu-per-request') / 1000
  const target = context.assumption('database-cpu-target')
  const needed = Math.ceil((incoming.perSecond * seconds * 2) / (target * VCPU_OF_AN_ACU)) / 2
  return [
    {
      name: 'averageAcu',
      unit: 'ACU',
      value: Math.min(most, Math.max(least, needed)),
      formula: `${incoming.formula} x ${count(seconds * 1000)} ms / (${count(target * 100)}% x ${VCPU_OF_AN_ACU} vCPU), in halves, from ${least} to ${most}`,
      origin: originOf(incoming, 'database-cpu-per-request', 'database-cpu-target'),
    },
  ]
}
