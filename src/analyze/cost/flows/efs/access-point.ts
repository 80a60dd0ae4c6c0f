import { count } from '../../amounts.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { operationsOf } from '../../operations.js'

/** Each caller once, whether it may read, write or both. */
export const accessPoint: Flow = defineFlow({
  type: 'AWS::EFS::AccessPoint',
  refs: ['https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html'],
  receives: ['reads', 'writes'],
  flow(_node, incoming) {
    if (incoming === undefined) return NOTHING
    const { reads, writes } = operationsOf(incoming, 1)
    const perSecond = reads.perSecond + writes.perSecond
    const formula = `${count(perSecond)}/s`
    return {
      quantities: [],
      send: (edge) => (edge.kind === 'routes' ? { ...incoming, perSecond, formula, path: `${incoming.path} > ${edge.to.id}` } : undefined),
    }
  },
})
