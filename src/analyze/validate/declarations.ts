import { didYouMean, entryOf, type MapEntry } from '#core/index.js'
import { checkShape } from './conditions.js'
import { atEntry, atItem, type Place, ROOT } from './place.js'
import { walkValue } from './references.js'
import { isGenerator, type Member, sectionOf } from './template.js'
import type { Walk } from './walk.js'

export function checkMapping({ tree, place, id }: Member, { report, catalog }: Walk): void {
  const most = catalog.limit('cloudformation.mapping-attributes').value
  if (tree.entries.length > most) {
    const message = `mapping ${id} has ${tree.entries.length} keys; CloudFormation takes ${most}`
    report.add({ code: 'limit-exceeded', message, place })
  }
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (isGenerator(entry.key)) continue
    if (entry.value.kind !== 'map') {
      report.add({ code: 'mapping-shape', message: `${id}.${entry.key} must be a map of keys and values`, place: at })
      continue
    }
    for (const inner of entry.value.entries) {
      if (inner.value.kind !== 'map' || isGenerator(inner.key)) continue
      const message = `${id}.${entry.key}.${inner.key} must be a text or a list; a mapping has two levels of keys and no functions`
      report.add({ code: 'mapping-shape', message, place: atEntry(at, inner) })
    }
  }
}

const RULE_ATTRIBUTES: ReadonlySet<string> = new Set(['Assertions', 'RuleCondition'])

/** The Rules section checks parameters before anything is made. */
export function checkRules(walk: Walk): void {
  const section = sectionOf(walk.declared.root, 'Rules')
  for (const entry of section?.tree.entries ?? []) {
    if (isGenerator(entry.key)) continue
    const place = atEntry(section?.place ?? ROOT, entry)
    walkValue(entry.value, place, walk, { resources: false, where: 'rule' })
    if (entry.value.kind === 'map') checkRule(entry, place, walk)
  }
}

function checkRule({ key, value }: MapEntry, place: Place, walk: Walk): void {
  const { report } = walk
  for (const entry of value.kind === 'map' ? value.entries : []) {
    if (RULE_ATTRIBUTES.has(entry.key) || isGenerator(entry.key)) continue
    const message = `a rule has no attribute "${entry.key}"${didYouMean(entry.key, RULE_ATTRIBUTES)}`
    report.add({ code: 'rule-shape', message, place: atEntry(place, entry) })
  }
  const condition = entryOf(value, 'RuleCondition')
  if (condition !== undefined) checkShape(condition.value, atEntry(place, condition), walk)
  const assertions = entryOf(value, 'Assertions')
  if (assertions?.value.kind !== 'list') {
    report.add({ code: 'rule-shape', message: `rule ${key} must have a list of Assertions`, place })
    return
  }
  const at = atEntry(place, assertions)
  assertions.value.items.forEach((item, index) => {
    const assert = entryOf(item, 'Assert')
    const here = atItem(at, index, item)
    if (assert !== undefined) checkShape(assert.value, atEntry(here, assert), walk)
    else report.add({ code: 'rule-shape', message: `an assertion of rule ${key} must have an Assert`, place: here })
  })
}
