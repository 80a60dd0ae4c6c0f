import { entryOf, type MapTree } from '#core/index.js'
import { atEntry } from '../place.js'
import { at, itemsOf, type Located, type ModelContext, textOf } from './model.js'

interface Named extends Located {
  readonly name: string
}

/** What a type of states must have: one of each row. https://states-language.net/spec.html, read 2026-11. */
const NEEDS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Task: [['Resource']],
  Wait: [['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']],
  Choice: [['Choices']],
  Parallel: [['Branches']],
  Map: [['ItemProcessor', 'Iterator']],
}
/** Fields that only one of the two languages for data has. */
const FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  JSONata: new Set(['InputPath', 'OutputPath', 'ResultPath', 'ResultSelector', 'Parameters', 'ItemsPath', 'SecondsPath', 'TimestampPath']),
  JSONPath: new Set(['Arguments', 'Output', 'Assign', 'Items']),
}
/** Fields of JSONata that JSONPath has too. */
const BOTH: ReadonlySet<string> = new Set(['Assign'])

export function checkStateFields(state: Named, language: string, { complain }: ModelContext): void {
  checkNeeds(state, complain)
  const { name } = state
  const [next, end] = [at(state, 'Next'), at(state, 'End')]
  if (next !== undefined && end !== undefined && textOf(end.tree)?.toLowerCase() === 'true')
    complain(`state ${name} takes Next or End, not both`, end.place)
  const choices = at(state, 'Choices')
  if (choices?.tree.kind === 'list' && choices.tree.items.length === 0)
    complain(`Choices of state ${name} needs at least one`, choices.place)
  checkLanguage(state, textOf(at(state, 'QueryLanguage')?.tree) ?? language, complain)
}

function checkNeeds(state: Named, complain: ModelContext['complain']): void {
  for (const row of NEEDS[textOf(at(state, 'Type')?.tree) ?? ''] ?? []) {
    const given = row.filter((field) => at(state, field) !== undefined)
    if (given.length === 0) complain(`state ${state.name} needs ${row.join(' or ')}`, state.place)
    if (given.length > 1) complain(`state ${state.name} takes one of ${given.join(' and ')}`, state.place)
  }
}

function checkLanguage(state: Named, language: string, complain: ModelContext['complain']): void {
  const refused = FIELDS[language]
  if (state.tree.kind !== 'map' || refused === undefined) return
  for (const entry of state.tree.entries)
    if (refused.has(entry.key) && !BOTH.has(entry.key))
      complain(`${entry.key} of state ${state.name} does not exist in ${language}`, atEntry(state.place, entry))
}

/** States that no other leads to: Step Functions refuses them. */
export function checkReach(
  machine: Located,
  states: { readonly tree: MapTree; readonly place: Located['place'] },
  { complain }: ModelContext,
): void {
  const start = textOf(at(machine, 'StartAt')?.tree)
  const byName = new Map(states.tree.entries.map((entry) => [entry.key, entry]))
  if (start === undefined || !byName.has(start)) return
  const reached = new Set<string>()
  const waiting = [start]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const entry = byName.get(name)
    if (entry === undefined || reached.has(name)) continue
    reached.add(name)
    const next = targetsOf({ tree: entry.value, place: states.place })
    // Where a state goes is decided at deployment: any of them may be meant.
    if (next === undefined) return
    waiting.push(...next)
  }
  for (const [name, entry] of byName) if (!reached.has(name)) complain(`no state leads to ${name}`, atEntry(states.place, entry))
}

function targetsOf(state: Located): readonly string[] | undefined {
  if (state.tree.kind !== 'map') return undefined
  const lists = ['Choices', 'Catch'].map((key) => at(state, key))
  if (lists.some((list) => list !== undefined && list.tree.kind !== 'list')) return undefined
  const each = lists.flatMap((list) => (list === undefined ? [] : itemsOf(list)))
  const values = [at(state, 'Next'), at(state, 'Default'), ...each.map((item) => at(item, 'Next'))]
  const names = values.filter((value) => value !== undefined).map(({ tree }) => textOf(tree))
  const unknown = names.some((name) => name === undefined || name.includes('${')) || entryOf(state.tree, 'Fn::Transform') !== undefined
  return unknown ? undefined : names.flatMap((name) => name ?? [])
}
