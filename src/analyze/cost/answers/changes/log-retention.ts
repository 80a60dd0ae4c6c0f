import { defineChange, no } from '../change.js'
import { numberAt } from '../../read.js'
import { withChanges } from '../situation.js'

const GROUP = 'AWS::Logs::LogGroup'
/** What CloudWatch Logs takes. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, 2025-11-18. */
const DAYS: readonly number[] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]

export const logRetention = defineChange({
  id: 'log-retention',
  title: 'Logs kept for fewer days',
  caveat: 'ingestion costs the same; what an audit or a regulation asks for must be kept elsewhere',
  refs: ['https://aws.amazon.com/cloudwatch/pricing/'],
  value: { about: 'days', example: 'log-retention=14', byDefault: '30' },
  apply({ situation, stacks, value }) {
    const days = Number(value)
    if (!DAYS.includes(days)) return no(`"${value}" is not a retention that CloudWatch Logs takes; say one of ${DAYS.join(', ')}`)
    const what: string[] = []
    const changed = withChanges(situation, stacks, ({ q }) => {
      const set = Object.fromEntries(
        q.all(GROUP).flatMap((node) => {
          const before = numberAt(q, node, 'RetentionInDays')
          if (typeof before === 'number' && before <= days) return []
          what.push(`${node.id}: ${typeof before === 'number' ? `${before} days` : 'no known end'} -> ${days} days`)
          return [[node.id, { RetentionInDays: days }]]
        }),
      )
      return Object.keys(set).length === 0 ? undefined : { set }
    })
    if (changed === undefined) return no(`no log group in it keeps logs for more than ${days} days`)
    return situation.stacks.some(({ traffic }) => traffic !== undefined)
      ? { is: 'changed', what, situation: changed }
      : no('how much log is kept is stated, not derived from traffic; give a usage file with "traffic:"')
  },
})
