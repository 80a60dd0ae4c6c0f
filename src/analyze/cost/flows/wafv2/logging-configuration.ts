import type { Query, Resource, Value } from '#graph/index.js'
import { logLoad } from '../../arithmetic.js'
import { defineFlow, type Flow, NOTHING } from '../../flow.js'
import { itemsAt, textAt } from '../../read.js'
import { guardedBy, guardedLoad } from './guarded.js'

export const loggingConfiguration: Flow = defineFlow({
  type: 'AWS::WAFv2::LoggingConfiguration',
  refs: ['https://docs.aws.amazon.com/waf/latest/developerguide/logging.html'],
  receives: [],
  after: (node, q) => webAclsOf(node, q).flatMap((webAcl) => guardedBy(webAcl, q)),
  flow(node, _incoming, context) {
    const [webAcl] = webAclsOf(node, context.q)
    const load = webAcl === undefined ? undefined : guardedLoad(webAcl, context)
    if (load === undefined) return NOTHING
    return {
      quantities: [],
      send(edge) {
        if (!edge.path.startsWith('LogDestinationConfigs')) return undefined
        const lines = logLoad(load, edge, context, 'service')
        return keepsOnlyStopped(node, webAcl, context.q) ? { ...lines, ...NONE_STOPPED } : lines
      },
    }
  },
})

function webAclsOf(node: Resource, q: Query): readonly Resource[] {
  return q.edges({ from: node, kind: 'refers' }).flatMap(({ to, path }) => (path.startsWith('ResourceArn') ? [to] : []))
}

/** As with errors: the traffic that is asked for holds no requests that a rule stops. */
const NONE_STOPPED = { perSecond: 0, peakPerSecond: 0, formula: '0/s that a rule stops in the estimate' } as const

const STOPPED: ReadonlySet<string> = new Set(['BLOCK', 'CAPTCHA', 'CHALLENGE', 'COUNT', 'EXCLUDED_AS_COUNT'])

/** Whether the log leaves out the requests that are let through. A rule that is told to count may count every one of them. */
function keepsOnlyStopped(node: Resource, webAcl: Resource | undefined, q: Query): boolean {
  if (textAt(q, node, 'LoggingFilter.DefaultBehavior') !== 'DROP') return false
  const actions = itemsAt(q, node, 'LoggingFilter.Filters')
    .filter((filter) => textAt(q, filter, 'Behavior') !== 'DROP')
    .flatMap((filter) => itemsAt(q, filter, 'Conditions'))
    .map((condition) => textAt(q, condition, 'ActionCondition.Action'))
  if (!actions.every((action) => typeof action === 'string' && STOPPED.has(action))) return false
  return !actions.includes('COUNT') || (webAcl !== undefined && countsNothing(webAcl, q))
}

function countsNothing(webAcl: Resource, q: Query): boolean {
  const isGiven = (subject: Value, path: string): boolean => {
    const read = q.read(subject, path)
    return !read.known || read.set
  }
  return itemsAt(q, webAcl, 'Rules').every((rule) => {
    const overrides = itemsAt(q, rule, 'Statement.ManagedRuleGroupStatement.RuleActionOverrides')
    return ![
      isGiven(rule, 'Action.Count'),
      isGiven(rule, 'OverrideAction.Count'),
      isGiven(rule, 'Statement.ManagedRuleGroupStatement.ExcludedRules'),
      ...overrides.map((override) => isGiven(override, 'ActionToUse.Count')),
    ].includes(true)
  })
}
