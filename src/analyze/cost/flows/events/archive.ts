import { gigabytes, monthsKept } from '../../arithmetic.js'
import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { numberAt } from '../../read.js'

export const archive: Flow = defineFlow({
  type: 'AWS::Events::Archive',
  refs: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html'],
  receives: ['writes'],
  flow(node, incoming, { q }) {
    if (incoming === undefined) return NOTHING
    const archived = gigabytes('archivedGb', incoming, incoming.inBytes, 'in')
    const days = numberAt(q, node, 'RetentionDays')
    const kept = monthsKept(typeof days === 'number' && days > 0 ? days : undefined)
    const stored = {
      ...archived,
      name: 'storedGb',
      unit: 'GB-month',
      value: archived.value * kept.months,
      formula: `${count(archived.value)} GB x ${kept.text}`,
    }
    return { quantities: [archived, stored] }
  },
})
