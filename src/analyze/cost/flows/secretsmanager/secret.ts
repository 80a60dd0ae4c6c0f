import { SECONDS_A_MONTH } from '#spec/index.js'
import { resting } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity, type Incoming, NOTHING } from '../../flow.js'

const FUNCTION = 'AWS::Lambda::Function'

/** A secret is read when code starts, and kept: once a task, once an execution environment. */
export const secret: Flow = defineFlow({
  type: 'AWS::SecretsManager::Secret',
  refs: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html'],
  receives: ['reads'],
  flow: (_node, incoming, context) => (incoming === undefined ? NOTHING : { quantities: [reads(incoming, context)] }),
})

function reads(incoming: Incoming, context: FlowContext): FlowQuantity {
  const idle = context.assumption('lambda-environment-idle') / 1000
  const starts = context.assumption('task-starts-per-month')
  let value = 0
  const texts: string[] = []
  for (const { edge } of incoming.parts) {
    if (edge === undefined) continue
    if (edge.from.type !== FUNCTION) {
      value += starts
      texts.push(`${count(starts)} task starts`)
      continue
    }
    const caller = context.load(edge.from)
    const environments = Math.max(1, Math.ceil(((caller?.perSecond ?? 0) * context.traffic.work.wallMs) / 1000))
    value += (environments * SECONDS_A_MONTH) / idle
    texts.push(`${environments} environments x ${count(SECONDS_A_MONTH)} s / ${count(idle)} s`)
  }
  return {
    name: 'requests',
    unit: 'request',
    value,
    formula: texts.join(' + '),
    origin: resting(incoming.path, 'task-starts-per-month', 'lambda-environment-idle'),
  }
}
