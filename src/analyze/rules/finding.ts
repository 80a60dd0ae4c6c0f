import type { Resource, Value } from '#graph/index.js'
import type { Finding, Rule, Verdict, Where } from './rule.js'

/** One verdict as a finding, with its place. */
export function findingOf(rule: Rule, verdict: Verdict, subject: Resource | undefined): Finding {
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

function placeOf({ about, path, attribute }: Where): Pick<Finding, 'resource' | 'stack' | 'madeOf' | 'file' | 'path' | 'span'> {
  if (about === undefined) return {}
  const { steps, span } = attribute === undefined ? along(about.properties, stepsOf(path)) : attributePlace(about, attribute)
  const found = span ?? about.span
  const { logicalId, stack, madeOf, file } = about.origin
  return {
    resource: logicalId,
    ...(stack === undefined ? {} : { stack }),
    ...(madeOf === undefined ? {} : { madeOf }),
    ...(file === undefined ? {} : { file }),
    path: ['Resources', logicalId, ...steps],
    ...(found === undefined ? {} : { span: found }),
  }
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
