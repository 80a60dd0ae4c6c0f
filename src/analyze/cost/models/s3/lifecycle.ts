import type { Query, Resource, Value } from '#graph/index.js'
import { isUnresolved } from '../../measure.js'
import { itemsAt, numberAt, textAt } from '../../read.js'
import { CLASSES, type StorageClass } from './classes.js'

const RULES = 'LifecycleConfiguration.Rules'
/** AWS moves no object that is smaller, where a rule does not say otherwise; some classes bill such an object as if it had this size. */
export const SMALL_BYTES = 128 * 1024

/** When objects come to a class, in days after they were written. */
export interface Stage {
  readonly of: StorageClass
  readonly day: number
}

/** What the rules do with every object of the bucket. */
export interface Lifecycle {
  readonly stages: readonly Stage[]
  /** Days after which objects are deleted; undefined: never. */
  readonly expiry: number | undefined
  /** Rules that move only a part of the bucket: the template does not say how much is in it. */
  readonly parts: readonly { readonly part: string; readonly to: readonly StorageClass[] }[]
}

const NONE: Lifecycle = { stages: [], expiry: undefined, parts: [] }

/** Whether some rule moves objects. */
export function movesObjects(node: Resource, q: Query): boolean {
  return rulesIn(node, q).some((rule) => transitionsIn(rule, q).length > 0)
}

/** The rules for objects of a mean size; undefined where nobody says how large they are: they are then what the rules take. */
export function lifecycleOf(node: Resource, q: Query, bytes: number | undefined): Lifecycle {
  const rules = rulesIn(node, q)
  if (rules.length === 0) return NONE
  const varies = textAt(q, node, 'LifecycleConfiguration.TransitionDefaultMinimumObjectSize') === 'varies_by_storage_class'
  const parts: { part: string; to: readonly StorageClass[] }[] = []
  const stages: Stage[] = []
  const expiries: number[] = []
  for (const rule of rules) {
    const part = partOf(rule, q)
    const moved = transitionsIn(rule, q)
    const old = oldVersionsIn(rule, q)
    if (old.length > 0) parts.push({ part: 'old versions', to: old })
    if (part !== undefined) {
      if (moved.length > 0) parts.push({ part, to: moved.map(({ of }) => of) })
      continue
    }
    const bounds = boundsOf(rule, q)
    if (!within(bytes, bounds.above ?? -1, bounds.below)) continue
    const expiry = numberAt(q, rule, 'ExpirationInDays')
    if (typeof expiry === 'number') expiries.push(expiry)
    stages.push(
      ...moved.filter(({ of }) => bounds.above !== undefined || (varies && of.index !== undefined) || within(bytes, SMALL_BYTES - 1)),
    )
  }
  return { stages: downwards(stages), expiry: expiries.length === 0 ? undefined : Math.min(...expiries), parts }
}

/** Rules that are on. */
function rulesIn(node: Resource, q: Query): readonly Value[] {
  return itemsAt(q, node, RULES).filter((rule) => textAt(q, rule, 'Status') === 'Enabled')
}

/** The part of a bucket that a rule is for, in words; undefined: all of it. */
function partOf(rule: Value, q: Query): string | undefined {
  const prefix = textAt(q, rule, 'Prefix')
  if (isUnresolved(prefix)) return 'a prefix that is not known'
  if (prefix !== undefined && prefix !== '') return `prefix "${prefix}"`
  return itemsAt(q, rule, 'TagFilters').length > 0 ? 'some tags' : undefined
}

function boundsOf(rule: Value, q: Query): { readonly above: number | undefined; readonly below: number | undefined } {
  const [above, below] = [numberAt(q, rule, 'ObjectSizeGreaterThan'), numberAt(q, rule, 'ObjectSizeLessThan')]
  return { above: isUnresolved(above) ? undefined : above, below: isUnresolved(below) ? undefined : below }
}

function within(bytes: number | undefined, above: number, below = Number.POSITIVE_INFINITY): boolean {
  return bytes === undefined || (bytes > above && bytes < below)
}

/** `Transitions`, and `Transition` of older templates. */
function transitionsIn(rule: Value, q: Query): readonly Stage[] {
  const own = q.read(rule, 'Transition')
  const single = own.known && own.value instanceof Map ? [stageOf(rule, 'Transition.', q)] : []
  return [...itemsAt(q, rule, 'Transitions').map((each) => stageOf(each, '', q)), ...single].flatMap((stage) => stage ?? [])
}

/** Classes that old versions are moved to. */
function oldVersionsIn(rule: Value, q: Query): readonly StorageClass[] {
  const names = itemsAt(q, rule, 'NoncurrentVersionTransitions').map((each) => textAt(q, each, 'StorageClass'))
  return CLASSES.filter((each) => names.includes(each.rule))
}

/** A transition on a date that has come moves all objects at once; one on a later date does nothing yet. */
function stageOf(subject: Value, at: string, q: Query): Stage | undefined {
  const name = textAt(q, subject, `${at}StorageClass`)
  const of = CLASSES.find((each) => each.rule === name)
  const date = textAt(q, subject, `${at}TransitionDate`)
  if (typeof date === 'string') return of === undefined || date.slice(0, 10) > q.asOf ? undefined : { of, day: 0 }
  const day = numberAt(q, subject, `${at}TransitionInDays`) ?? 0
  return of === undefined || isUnresolved(day) ? undefined : { of, day }
}

/** Objects only go to colder classes; of two on one day, to the colder. */
function downwards(stages: readonly Stage[]): readonly Stage[] {
  const kept: Stage[] = []
  for (const stage of stages.toSorted((a, b) => a.day - b.day || b.of.depth - a.of.depth)) {
    const last = kept.at(-1)
    if (last === undefined || (stage.of.depth > last.of.depth && stage.day > last.day)) kept.push(stage)
  }
  return kept
}
