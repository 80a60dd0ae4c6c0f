import type { Tree } from '#core/index.js'
import { circlesOf } from './cycles.js'
import { callIn } from './functions.js'
import { atEntry, atItem, type Place } from './place.js'
import { checkCondition, walkValue } from './references.js'
import { textAt } from './template.js'
import type { Use, Walk } from './walk.js'

const LISTS: ReadonlySet<string> = new Set(['Fn::And', 'Fn::Or', 'Fn::Not'])

/** Conditions: that each is one, the parameters and conditions they name, and circles among them. */
export function checkConditions(walk: Walk): void {
  const { declared, report } = walk
  const uses: Use[] = []
  for (const [name, { tree, place }] of declared.conditions) {
    walkValue(tree, place, walk, { resources: false, where: 'condition' })
    checkShape(tree, place, walk)
    visitNamed(tree, place, (each, at) => {
      if (declared.conditions.has(each)) uses.push({ from: name, to: each, guards: [] })
      checkCondition(each, at, walk)
    })
  }
  for (const { members } of circlesOf(declared.conditions.keys(), uses)) {
    members.forEach((name, at) => {
      const place = declared.conditions.get(name)?.place
      const loop = [...members.slice(at), ...members.slice(0, at), name].join(' -> ')
      if (place !== undefined) report.add({ code: 'condition-cycle', message: `condition ${name} uses itself: ${loop}`, place })
    })
  }
}

/** What decides yes or no: a function of conditions, or the name of another condition. */
export function checkShape(tree: Tree, place: Place, walk: Walk): void {
  const call = callIn(tree)
  if (call !== undefined && LISTS.has(call.name)) {
    const at = atEntry(place, call.entry)
    if (call.argument.kind === 'list') call.argument.items.forEach((item, index) => checkShape(item, atItem(at, index, item), walk))
    return
  }
  if (call !== undefined) {
    if (call.name === 'Fn::Equals' || walk.declared.transforms.open.has('Conditions') || RULES.has(call.name)) return
    const message = `${call.name} decides nothing; a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition`
    walk.report.add({ code: 'condition-shape', message, place: atEntry(place, call.entry) })
  } else if (textAt(tree, 'Condition') === undefined) {
    const message = 'a condition is made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition'
    walk.report.add({ code: 'condition-shape', message, place })
  }
}

/** What only the Rules section has, where this is checked too. */
const RULES: ReadonlySet<string> = new Set(['Fn::Contains', 'Fn::EachMemberEquals', 'Fn::EachMemberIn', 'Fn::Transform'])

function visitNamed(tree: Tree, place: Place, found: (name: string, place: Place) => void): void {
  if (tree.kind === 'list') tree.items.forEach((item, index) => visitNamed(item, atItem(place, index, item), found))
  if (tree.kind !== 'map') return
  for (const entry of tree.entries) {
    const at = atEntry(place, entry)
    if (entry.key === 'Condition' && entry.value.kind === 'scalar') found(String(entry.value.value), at)
    else visitNamed(entry.value, at, found)
  }
}
