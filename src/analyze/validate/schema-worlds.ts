import { type Diagnostic, entryOf, type Tree } from '#core/index.js'
import type { Witness, Worlds } from '#graph/index.js'
import { callIn, TRANSFORM } from './functions.js'
import { atEntry, type Place } from './place.js'
import type { Report } from './report.js'
import { type Problem, problemsIn } from './schema.js'
import type { Member } from './template.js'
import type { Walk } from './walk.js'

/** A value as the branches of one world give it. What a world does not decide stays a choice; what holds none is the same tree. */
function settled(tree: Tree, holds: (condition: string) => boolean | undefined): Tree {
  if (tree.kind === 'scalar') return tree
  if (tree.kind === 'list') {
    const items = tree.items.map((item) => settled(item, holds))
    return items.every((item, index) => item === tree.items[index]) ? tree : { ...tree, items }
  }
  const branch = branchIn(tree, holds)
  if (branch !== undefined) return settled(branch, holds)
  const entries = tree.entries.map((entry) => {
    const value = settled(entry.value, holds)
    return value === entry.value ? entry : { ...entry, value }
  })
  return entries.every((entry, index) => entry === tree.entries[index]) ? tree : { ...tree, entries }
}

function branchIn(tree: Tree, holds: (condition: string) => boolean | undefined): Tree | undefined {
  const call = callIn(tree)
  if (call?.name !== 'Fn::If' || call.argument.kind !== 'list') return undefined
  const [condition, whenTrue, whenFalse] = call.argument.items
  const truth = condition?.kind === 'scalar' ? holds(String(condition.value)) : undefined
  return truth === undefined ? undefined : truth ? whenTrue : whenFalse
}

function hasChoice(tree: Tree): boolean {
  if (tree.kind === 'list') return tree.items.some(hasChoice)
  return tree.kind === 'map' && tree.entries.some(({ key, value }) => key === 'Fn::If' || hasChoice(value))
}

/** What a property set breaks in one world only: a required property that a condition takes away, two that exclude each other. */
interface Broken {
  readonly problem: Problem
  readonly world: Witness
}

/** What the choices of a resource break together. What each branch breaks alone is found without worlds. */
function brokenIn({ tree, place, schema, guard }: Choosing, walk: Walk, worlds: Worlds): readonly Broken[] {
  const guards = guard === undefined ? [] : [{ condition: guard, holds: true }]
  const found = new Map<string, Broken>()
  for (const { result, witness } of worlds.choose(
    (holds) => problemsIn({ tree: settled(tree, holds), place }, { root: schema, part: schema }, walk),
    guards,
  )) {
    const world = result.length === 0 ? undefined : witness()
    if (world === undefined) continue
    for (const problem of result) {
      const key = keyOf(problem.code, problem.place.span)
      const before = found.get(key)
      if (before === undefined || Object.keys(world).length < Object.keys(before.world).length) found.set(key, { problem, world })
    }
  }
  return [...found.values()]
}

type Schema = Parameters<typeof problemsIn>[1]['root']

interface Choosing {
  readonly tree: Tree
  readonly place: Place
  readonly schema: Schema
  readonly guard: string | undefined
}

function choosingIn({ tree: member, place }: Member, type: string, { catalog }: Walk): Choosing | undefined {
  const entry = entryOf(member, 'Properties')
  const schema = entry === undefined ? undefined : catalog.schema(type)?.schema
  if (entry?.value.kind !== 'map' || schema === undefined || !hasChoice(entry.value)) return undefined
  if (callIn(entry.value) !== undefined || entryOf(member, TRANSFORM) !== undefined) return undefined
  const condition = entryOf(member, 'Condition')?.value
  return {
    tree: entry.value,
    place: atEntry(place, entry),
    schema,
    guard: condition?.kind === 'scalar' ? String(condition.value) : undefined,
  }
}

function keyOf(code: string, span: Diagnostic['span']): string {
  return `${code} ${span?.line ?? 0}:${span?.column ?? 0}`
}

/** What the properties of resources break in some worlds and `known` does not say, each with the fewest parameters that lead there. */
export function brokenInWorlds(
  walk: Walk,
  worlds: Worlds,
  { known, report }: { readonly known: readonly Diagnostic[]; readonly report: Report },
): readonly Diagnostic[] {
  const said = new Set(known.map(({ resource, code, span }) => `${resource ?? ''} ${keyOf(code, span)}`))
  const found: Diagnostic[] = []
  for (const member of walk.declared.resources.values()) {
    const choosing = choosingIn(member, walk.declared.typeOf(member.id) ?? '', walk)
    if (choosing === undefined) continue
    for (const { problem, world } of brokenIn(choosing, walk, worlds)) {
      const { code, message, place, atValue } = problem
      report.add({ code, message, place, atValue })
      const added = report.diagnostics.at(-1)
      if (added === undefined || said.has(`${member.id} ${keyOf(code, added.span)}`)) continue
      found.push(Object.keys(world).length === 0 ? added : { ...added, world })
    }
  }
  return found
}
