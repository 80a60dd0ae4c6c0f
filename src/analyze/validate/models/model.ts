import { entryOf, type Json, type JsonObject, type Tree } from '#core/index.js'
import type { Code } from '../codes.js'
import { callIn, choiceIn, isNoValue, presence } from '../functions.js'
import type { LocalCode } from '../local-path.js'
import { atEntry, atItem, type Place } from '../place.js'
import type { Walk } from '../references.js'
import type { Complaint } from '../report.js'
import type { Member } from '../template.js'

/** A resource whose properties are looked at together. */
export interface Subject {
  readonly id: string
  readonly type: string
  readonly member: Member
  /** Its properties; an empty map where it has none. */
  readonly properties: Tree
  readonly place: Place
}

/** A template, or the properties of one resource of the model's first type. */
export interface ModelExample {
  readonly name: string
  readonly props?: JsonObject
  readonly template?: JsonObject
  /** `YYYY-MM-DD`; without it 2026-11-01. */
  readonly asOf?: string
  readonly region?: string
  /** What the message must contain. */
  readonly says?: string
}

/** What must hold among the properties of a type, or among resources, and no schema says. An unknown value breaks nothing. */
export interface ResourceModel {
  readonly id: string
  /** What it reports. */
  readonly code: Code
  readonly types: readonly string[]
  /** Where it is documented. */
  readonly refs: readonly string[]
  readonly examples: {
    readonly wrong: readonly [ModelExample, ...ModelExample[]]
    readonly right: readonly [ModelExample, ...ModelExample[]]
  }
  readonly check: (subject: Subject, context: ModelContext) => void
}

export interface ModelContext extends Walk {
  readonly asOf: string
  /** Where the stack is to be made, when that is known. */
  readonly region: string | undefined
  /** Code beside the template, when somebody has read it. */
  readonly local: LocalCode | undefined
  /** Reports with the code of the model. */
  readonly complain: (message: string, place: Place, more?: Pick<Complaint, 'atValue' | 'since' | 'severity'>) => void
}

/** A value with its place. */
export interface Located {
  readonly tree: Tree
  readonly place: Place
}

/** Each value that a tree may be: both branches of a choice, nothing for no value. */
export function branchesOf({ tree, place }: Located): readonly Located[] {
  if (isNoValue(tree)) return []
  const call = callIn(tree)
  const branches = choiceIn(tree)
  if (call === undefined || branches === undefined) return [{ tree, place }]
  const inside = atEntry(place, call.entry)
  return branches.flatMap((branch, index) => branchesOf({ tree: branch, place: atItem(inside, index + 1, branch) }))
}

/** The value under a key, without a look at choices; undefined when none is given for certain. */
export function at({ tree, place }: Located, key: string): Located | undefined {
  const entry = entryOf(tree, key)
  if (entry === undefined || presence(entry.value) === 'absent') return undefined
  return { tree: entry.value, place: atEntry(place, entry) }
}

/** The values that may stand under a path of keys. */
export function valuesAt(from: Located, ...path: readonly string[]): readonly Located[] {
  let found = branchesOf(from)
  for (const key of path) {
    found = found.flatMap((each) => {
      const value = at(each, key)
      return value === undefined ? [] : branchesOf(value)
    })
  }
  return found
}

/** The members of a list with their places. A member that is a choice stands for itself. */
export function itemsOf({ tree, place }: Located): readonly Located[] {
  return tree.kind === 'list' ? tree.items.map((item, index) => ({ tree: item, place: atItem(place, index, item) })) : []
}

/** The text of a scalar, as it is written; undefined for what is decided at deployment. */
export function textOf(tree: Tree | undefined): string | undefined {
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined
  return String(tree.value)
}

export function numberOf(tree: Tree | undefined): number | undefined {
  const text = textOf(tree)
  return text !== undefined && /^-?\d+$/.test(text.trim()) ? Number(text) : undefined
}

/** The template of an example. */
export function exampleTemplate({ types }: ResourceModel, { props, template }: ModelExample): Json {
  return template ?? { Resources: { Subject: { Type: types[0] ?? '', Properties: props ?? {} } } }
}
