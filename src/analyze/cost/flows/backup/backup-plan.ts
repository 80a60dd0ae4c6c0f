import type { Query, Resource, Value } from '#graph/index.js'
import { GB, resting } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, type FlowContext, type FlowQuantity } from '../../flow.js'
import { PROTECTED, selectedBy } from '../../models/backup/protected.js'
import { itemsAt, numberAt, textAt } from '../../read.js'
import { relationalData } from '../rds/database.js'

const TABLE = 'AWS::DynamoDB::Table'
const BUCKET = 'AWS::S3::Bucket'

/** Backups of a table are whole copies; all others add what has changed. */
export const backupPlan: Flow = defineFlow({
  type: 'AWS::Backup::BackupPlan',
  refs: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html'],
  receives: [],
  flow(node, _incoming, context) {
    const selected = selectedBy(node, context.q)
    const rules = itemsAt(context.q, node, 'BackupPlan.BackupPlanRule').flatMap((rule) => copiesOf(rule, context.q) ?? [])
    const quantities = PROTECTED.flatMap(({ type, usage }) => {
      const stored = selected.filter((each) => each.type === type).map((each) => storedGb(each, context))
      if (stored.length === 0 || rules.length === 0 || stored.includes(undefined)) return []
      const gb = stored.reduce((sum: number, each) => sum + (each ?? 0), 0)
      return [kept(usage, type, { gb, rules }, context)]
    })
    return { quantities }
  },
})

interface Copies {
  readonly number: number
  readonly days: number
}

/** Copies that a rule keeps at a time, and the days they reach back; undefined where they never expire. */
function copiesOf(rule: Value, q: Query): Copies | undefined {
  const days = numberAt(q, rule, 'Lifecycle.DeleteAfterDays')
  const schedule = textAt(q, rule, 'ScheduleExpression')
  if (typeof days !== 'number' || typeof schedule !== 'string') return undefined
  const [, , , dayOfMonth = '*', , dayOfWeek = '*'] = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(schedule)?.slice(0) ?? []
  const every = /^[*?]$/.test(dayOfWeek) ? (/^[*?]$/.test(dayOfMonth) ? 1 : 30) : 7
  return { number: Math.max(1, Math.floor(days / every)), days }
}

function kept(
  usage: string,
  type: string,
  { gb, rules }: { readonly gb: number; readonly rules: readonly Copies[] },
  context: FlowContext,
): FlowQuantity {
  const change = context.assumption('backup-change-rate')
  const copies = rules.reduce((sum, { number }) => sum + number, 0)
  const days = rules.reduce((sum, rule) => sum + rule.days, 0)
  const whole = type === TABLE
  return {
    name: usage,
    unit: 'GB-month',
    value: whole ? gb * copies : gb * (rules.length + change * days),
    formula: whole ? `${count(gb)} GB x ${copies} copies` : `${count(gb)} GB x (${rules.length} + ${count(change * 100)}% x ${days} days)`,
    origin: whole ? 'rules of the plan' : resting('rules of the plan', 'backup-change-rate'),
  }
}

function storedGb(node: Resource, context: FlowContext): number | undefined {
  const model = node.type === TABLE ? 'key-value' : node.type === BUCKET ? 'object' : undefined
  if (model !== undefined) {
    const need = context.need(node, model)
    return need?.sizeBytes === undefined ? undefined : need.sizeBytes / GB
  }
  const data = relationalData(node, context)
  if (data !== undefined) return data.bytes / GB
  const allocated = numberAt(context.q, node, 'AllocatedStorage')
  return typeof allocated === 'number' ? allocated : undefined
}
