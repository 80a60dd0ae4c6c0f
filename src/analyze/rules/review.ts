import type { Query, Resource, Value } from '#graph/index.js'
import { valuesAt } from '#graph/index.js'
import { ALL_RULES } from './all.js'
import type { Finding, ResourceRule, Rule, Verdict } from './rule.js'

/** Every verdict of every rule, in the order of the resources in the template; what is said of the whole stack comes last. */
export function reviewGraph(q: Query, rules: readonly Rule[] = ALL_RULES): readonly Finding[] {
  const resourceRules = rules.filter((rule) => rule.subject !== 'stack')
  const ofResources = q
    .all()
    .flatMap((node) => resourceRules.filter((rule) => appliesTo(rule, node)).flatMap((rule) => findingsOf(rule, rule.check(node, q), node)))
  const ofStack = rules.filter((rule) => rule.subject === 'stack').flatMap((rule) => findingsOf(rule, rule.check(q), undefined))
  return [...ofResources, ...ofStack]
}

function appliesTo(rule: ResourceRule, node: Resource): boolean {
  return rule.types.includes(node.type) || rule.types.includes('*')
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

interface Where {
  readonly about?: Resource | undefined
  readonly path?: string | undefined
  readonly attribute?: 'DeletionPolicy' | 'UpdateReplacePolicy' | undefined
}

function placeOf({ about, path, attribute }: Where): Pick<Finding, 'resource' | 'path' | 'span'> {
  if (about === undefined) return {}
  const [steps, span] = stepsTo(about, path, attribute)
  const found = span ?? about.span
  return { resource: about.id, path: ['Resources', about.id, ...steps], ...(found === undefined ? {} : { span: found }) }
}

function stepsTo(
  about: Resource,
  path: string | undefined,
  attribute: Where['attribute'],
): readonly [readonly (string | number)[], Value['span']] {
  if (attribute !== undefined)
    return [
      [attribute],
      attribute === 'DeletionPolicy' ? about.attributes.deletionPolicy?.span : about.attributes.updateReplacePolicy?.span,
    ]
  if (path === undefined || path === '') return [[], undefined]
  let walked = ''
  const steps = path.split('.').map((step) => {
    const [parent] = walked === '' ? [{ value: about.properties as Value }] : valuesAt(about.properties, walked)
    walked = walked === '' ? step : `${walked}.${step}`
    return parent?.value.kind === 'list' ? Number(step) : step
  })
  return [['Properties', ...steps], valuesAt(about.properties, path)[0]?.value.span]
}
