import type { Query, Resource, Value } from '#graph/index.js'
import { ALL_RULES } from './all.js'
import type { Finding, ResourceRule, Rule, Verdict, Where } from './rule.js'

/**
 * Every verdict of every rule, in the order of the resources in the template; what is said of the whole stack comes last. Passes are findings too,
 * so that they can be counted and shown.
 */
export function reviewGraph(q: Query, rules: readonly Rule[] = ALL_RULES): readonly Finding[] {
  const rulesOf = ruleIndex(rules)
  const ofResources = q.all().flatMap((node) => rulesOf(node.type).flatMap((rule) => findingsOf(rule, rule.check(node, q), node)))
  const ofStack = rules.flatMap((rule) => (rule.subject === 'stack' ? findingsOf(rule, rule.check(q), undefined) : []))
  return [...ofResources, ...ofStack]
}

/** Rules about resources by type, in their order; a type is looked up once. */
function ruleIndex(rules: readonly Rule[]): (type: string) => readonly ResourceRule[] {
  const known = new Map<string, readonly ResourceRule[]>()
  return (type) => {
    const found =
      known.get(type) ?? rules.filter((rule) => rule.subject !== 'stack').filter(({ types }) => types.includes(type) || types.includes('*'))
    known.set(type, found)
    return found
  }
}

function findingsOf(rule: Rule, said: Verdict | readonly Verdict[], subject: Resource | undefined): readonly Finding[] {
  const verdicts = isList(said) ? said : [said]
  const telling = verdicts.filter((verdict) => verdict.is !== 'pass')
  return telling.length === 0 ? [findingOf(rule, { is: 'pass' }, subject)] : telling.map((verdict) => findingOf(rule, verdict, subject))
}

// `Array.isArray` does not narrow a readonly list.
function isList(said: Verdict | readonly Verdict[]): said is readonly Verdict[] {
  return Array.isArray(said)
}

function findingOf(rule: Rule, verdict: Verdict, subject: Resource | undefined): Finding {
  const { id, pillar, why, fix } = rule
  const place = verdict.is === 'pass' ? placeOf({ about: subject }) : placeOf({ ...verdict, about: verdict.about ?? subject })
  return {
    rule: id,
    pillar,
    severity: verdict.is === 'fail' ? (verdict.severity ?? rule.severity) : rule.severity,
    verdict: verdict.is,
    ...place,
    message: verdict.is === 'pass' ? rule.title : verdict.is === 'fail' ? verdict.what : verdict.why,
    why,
    fix,
  }
}

function placeOf({ about, path, attribute }: Where): Pick<Finding, 'resource' | 'path' | 'span'> {
  if (about === undefined) return {}
  const { steps, span } = attribute === undefined ? along(about.properties, stepsOf(path)) : attributePlace(about, attribute)
  const found = span ?? about.span
  return { resource: about.id, path: ['Resources', about.id, ...steps], ...(found === undefined ? {} : { span: found }) }
}

interface Place {
  readonly steps: readonly (string | number)[]
  readonly span: Value['span']
}

function attributePlace({ attributes }: Resource, attribute: 'DeletionPolicy' | 'UpdateReplacePolicy'): Place {
  const value = attribute === 'DeletionPolicy' ? attributes.deletionPolicy : attributes.updateReplacePolicy
  return { steps: [attribute], span: value?.span }
}

function stepsOf(path: Where['path']): readonly string[] {
  return typeof path === 'string' ? path.split('.').filter((step) => step !== '') : (path ?? [])
}

/** The path below `Properties`, and the span of the last key on it that is written. */
function along(properties: Value, keys: readonly string[]): Place {
  if (keys.length === 0) return { steps: [], span: undefined }
  const steps: (string | number)[] = ['Properties']
  let at: Value | undefined = properties
  let span: Value['span']
  for (const key of keys) {
    steps.push(at?.kind === 'list' ? Number(key) : key)
    const next = into(at, key)
    at = next?.value
    span = next?.span ?? span
  }
  return { steps, span }
}

function into(parent: Value | undefined, key: string): { readonly value: Value | undefined; readonly span: Value['span'] } | undefined {
  if (parent?.kind === 'list') {
    const item = parent.items[Number(key)]
    return { value: item, span: item?.span }
  }
  if (parent?.kind !== 'map') return undefined
  const value = parent.entries.get(key)
  return { value, span: parent.keySpans?.get(key) ?? value?.span }
}
