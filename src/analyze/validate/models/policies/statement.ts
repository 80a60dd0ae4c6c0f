import { entryOf, type MapTree } from '#core/index.js'
import { callIn, presence, takesMore } from '../../functions.js'
import { at, branchesOf, type Located } from '../model.js'
import { atEntry, atItem, type Place } from '../../place.js'
import type { Walk } from '../../references.js'
import type { Report } from '../../report.js'
import { checkActions } from './actions.js'
import { checkStatementConditions } from './conditions.js'
import { checkKeys, checkWord, hasOne, type Named } from './grammar.js'
import type { PolicyKind } from './kinds.js'
import { checkPrincipal } from './principals.js'
import { checkFit, checkResources } from './resources.js'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html, read 2026-11. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])
const EFFECTS = ['Allow', 'Deny'] as const
const PAIRS = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const

export function checkStatement(statement: MapTree, place: Place, { kind, walk }: { kind: PolicyKind; walk: Walk }): void {
  const { report } = walk
  checkKeys(statement, ELEMENTS, { place, name: 'a statement of a policy', report })
  const effect = entryOf(statement, 'Effect')
  if (effect !== undefined) checkWord(effect.value, EFFECTS, { place: atEntry(place, effect), name: 'Effect', report })
  for (const name of ['Action', 'NotAction', 'Resource', 'NotResource']) checkTexts(statement, name, { place, name, report })
  checkElements(statement, place, { kind, report })
  checkContent({ tree: statement, place }, kind, walk)
}

type Rules = { readonly kind: PolicyKind; readonly report: Report }

/** Which elements a statement must have, and which exclude each other. */
function checkElements(statement: MapTree, place: Place, rules: Rules): void {
  for (const [one, other] of PAIRS) {
    const second = entryOf(statement, other)
    if (second === undefined || !isGiven(statement, one) || !isGiven(statement, other)) continue
    const message = `a statement of a policy takes ${one} or ${other}, not both`
    rules.report.add({ code: 'policy-malformed', message, place: atEntry(place, second) })
  }
  checkRefused(statement, place, rules)
  if (!takesMore(statement)) checkLacking(statement, place, rules)
}

function isGiven(statement: MapTree, name: string): boolean {
  const entry = entryOf(statement, name)
  return entry !== undefined && presence(entry.value) === 'given'
}

function checkRefused(statement: MapTree, place: Place, { kind, report }: Rules): void {
  const refused = [
    ...(kind.is === 'identity' ? ['Principal', 'NotPrincipal'] : []),
    ...(kind.resources === 'refused' ? ['Resource', 'NotResource'] : []),
  ]
  const why = kind.is === 'identity' ? 'the policy is about whoever has it' : 'it is about the role itself'
  for (const name of refused) {
    const entry = entryOf(statement, name)
    if (entry === undefined || !isGiven(statement, name)) continue
    report.add({ code: 'policy-malformed', message: `a statement here takes no ${name}; ${why}`, place: atEntry(place, entry) })
  }
}

function checkLacking(statement: MapTree, place: Place, { kind, report }: Rules): void {
  const needed = [
    ['Effect'],
    ['Action', 'NotAction'],
    ...(kind.resources === 'required' ? [['Resource', 'NotResource']] : []),
    ...(kind.is === 'trust' || kind.is === 'resource' ? [['Principal', 'NotPrincipal']] : []),
  ]
  for (const names of needed)
    if (!hasOne(statement, names))
      report.add({ code: 'policy-malformed', message: `a statement of a policy needs ${names[0] ?? ''}`, place })
}

/** Actions and resources are texts or lists of them. */
function checkTexts(statement: MapTree, key: string, { place, name, report }: Named): void {
  const entry = entryOf(statement, key)
  if (entry === undefined) return
  for (const { tree, place: where } of branchesOf({ tree: entry.value, place: atEntry(place, entry) })) {
    if (callIn(tree) !== undefined) continue
    const items =
      tree.kind === 'list' ? tree.items.map((item, index) => [item, atItem(where, index, item)] as const) : [[tree, where] as const]
    if (items.length === 0) report.add({ code: 'policy-malformed', message: `${name} of a policy needs at least one item`, place: where })
    for (const [item, itemPlace] of items) {
      if (callIn(item) !== undefined || item.kind === 'scalar') continue
      const message = `${name} of a policy must be a text, not a ${item.kind}`
      report.add({ code: 'policy-malformed', message, place: itemPlace, atValue: true })
    }
  }
}

function checkContent(statement: Located, kind: PolicyKind, walk: Walk): void {
  const [action, notAction] = [at(statement, 'Action'), at(statement, 'NotAction')]
  const actions = action === undefined ? undefined : checkActions(action, kind, walk)
  if (notAction !== undefined) checkActions(notAction, { ...kind, strict: false }, walk)
  const [resource, notResource] = [at(statement, 'Resource'), at(statement, 'NotResource')]
  const resources = resource === undefined ? undefined : checkResources(resource, kind, walk)
  if (notResource !== undefined) checkResources(notResource, kind, walk)
  if (actions !== undefined && resources !== undefined) checkFit(actions, resources, walk)
  for (const name of ['Principal', 'NotPrincipal']) {
    const principal = at(statement, name)
    if (principal !== undefined) for (const branch of branchesOf(principal)) checkPrincipal(branch, walk)
  }
  const condition = at(statement, 'Condition')
  if (condition !== undefined) for (const branch of branchesOf(condition)) checkStatementConditions(branch, { kind, actions, walk })
}
