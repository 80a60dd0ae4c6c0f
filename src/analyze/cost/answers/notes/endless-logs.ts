import { idIn } from '../../quantities.js'
import { isGiven } from '../../read.js'
import { defineNote } from '../note.js'

const GROUP = 'AWS::Logs::LogGroup'

export const endlessLogs = defineNote({
  id: 'endless-logs',
  refs: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html'],
  examples: [
    { name: 'no retention', resources: { Log: ['AWS::Logs::LogGroup'] }, says: { of: ['Log'] } },
    { name: 'thirty days', resources: { Log: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }] } },
  ],
  look({ stacks }) {
    const resources = stacks.flatMap(({ name, q }) =>
      q.all(GROUP).flatMap((node) => (isGiven(q, node, 'RetentionInDays') ? [] : [idIn(name, node.id)])),
    )
    return resources.length === 0
      ? []
      : [{ resources, message: 'logs without RetentionInDays are kept for ever, and cost more every month' }]
  },
})
