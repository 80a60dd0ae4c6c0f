import { amountNumber } from '#core/index.js'
import type { Query, Resource } from '#graph/index.js'
import { type Factor, factor, isNeeded, isUnresolved, type Measure, product } from '../../measure.js'
import type { Meter, ModelUsage } from '../../model.js'
import { CLASSES, type StorageClass } from './classes.js'
import { type Lifecycle, lifecycleOf, SMALL_BYTES, type Stage } from './lifecycle.js'

/** Age of the oldest objects of a bucket from which no rule deletes anything, where nobody states it. */
const OLDEST_DAYS = 365
const BYTES_A_GB = 1024 ** 3
const STANDARD = { price: 's3.standard_storage', unit: 'GB-month' }

/** What lies in the bucket by class, as the rules move it. Where someone states what is in a class, all of it is as stated. */
export function storageMeters(node: Resource, usage: ModelUsage, q: Query): readonly Meter[] {
  const stored = usage['storedGb']
  const size = usage['objectKb'] ?? { needs: 'objectKb' }
  const bytes = bytesOf(size)
  const rules = lifecycleOf(node, q, bytes)
  const { days, origin: written } = span(rules, usage['oldestDays'])
  const [part] = rules.parts
  const origin = part === undefined ? written : `${written}; not counted: what a rule moves of ${part.part}`
  const stages = rules.stages.filter(({ day }) => day < days)
  const [first] = stages
  if (stored === undefined || first === undefined || CLASSES.some(({ stored: name }) => isStated(usage[name])))
    return [{ name: 'Storage', ...STANDARD, quantity: stored, formula: unmoved(rules, stored) }]
  const resident: Resident = { stored, days, bytes, origin }
  return [
    { name: 'Storage', ...STANDARD, quantity: within(resident, share(first.day, days, 'before they move')) },
    ...stages.flatMap((stage, at) => stageMeters(stage, stages[at + 1]?.day, resident, rules)),
    ...moves(
      stages.filter(({ of }) => !isStated(usage[of.moved])),
      resident,
      size,
    ),
  ]
}

interface Resident {
  readonly stored: Measure
  /** Days over which what lies in the bucket was written. */
  readonly days: number
  /** Mean size of an object. */
  readonly bytes: number | undefined
  readonly origin: string
}

function isStated(quantity: Measure | undefined): boolean {
  return quantity !== undefined && !isNeeded(quantity)
}

function bytesOf(size: Measure): number | undefined {
  if (typeof size === 'number' || isNeeded(size) || isUnresolved(size)) return undefined
  const bytes = Math.round(amountNumber(size.value) * 1024)
  return bytes > 0 ? bytes : undefined
}

/** Days over which the objects were written: until they are deleted, or the age of the oldest. */
function span({ expiry }: Lifecycle, oldest: Measure | undefined): { readonly days: number; readonly origin: string } {
  if (expiry !== undefined) return { days: Math.max(1, expiry), origin: `written evenly and deleted after ${expiry} days by a rule` }
  const stated = oldest === undefined || typeof oldest === 'number' || isNeeded(oldest) || isUnresolved(oldest) ? undefined : oldest.value
  const days = stated === undefined ? OLDEST_DAYS : Math.max(1, Math.round(amountNumber(stated)))
  const why = stated === undefined ? '; assumption oldestDays, which a usage file can state' : ' (oldestDays)'
  return { days, origin: `written evenly over the last ${days} days${why}` }
}

function share(days: number, of: number, what: string): Factor {
  return factor(days, `${days}/${of} days ${what}`, of)
}

/** A part of what is stored, with what it rests on. */
function within({ stored, origin }: Resident, ...factors: readonly Factor[]): Measure {
  const measure = product(stored, ...factors)
  if (typeof measure === 'number' || isNeeded(measure) || isUnresolved(measure)) return measure
  return { ...measure, origin: measure.origin === undefined ? origin : `${measure.origin}; ${origin}` }
}

/** Why all of it is counted as Standard although a rule moves some. */
function unmoved({ parts }: Lifecycle, stored: Measure | undefined): string | undefined {
  const [part] = parts
  if (part === undefined || stored === undefined || typeof stored === 'number' || isNeeded(stored) || isUnresolved(stored)) return undefined
  const names = [...new Set(parts.flatMap(({ to }) => to.map((each) => each.stored)))].join(', ')
  return `all as Standard: a rule moves ${part.part}, and nothing says how much that is; state ${names}`
}

/** Days in a class until the next, or until objects are deleted. One that leaves early pays for the days that a class asks for at least. */
function stageMeters({ of, day }: Stage, next: number | undefined, resident: Resident, rules: Lifecycle): readonly Meter[] {
  const { days, bytes } = resident
  const end = Math.min(next ?? days, days)
  const leaves = end < days || rules.expiry !== undefined
  const paid = leaves ? Math.max(end - day, of.leastDays) : end - day
  const inClass = share(paid, days, paid > end - day ? `in ${of.title}, which bills at least ${of.leastDays}` : `in ${of.title}`)
  const storage = { name: `Storage (${of.title})`, price: of.storage, unit: 'GB-month' }
  return [{ ...storage, quantity: within(resident, inClass, ...leastSize(of, bytes)) }, ...besides(of, inClass, resident)]
}

/** What is smaller than a class bills at least pays for that size. */
function leastSize(of: StorageClass, bytes: number | undefined): readonly Factor[] {
  const small = bytes !== undefined && bytes < SMALL_BYTES && of.index === undefined && of.billsSmall !== true
  return small ? [factor(SMALL_BYTES, '128 KB an object', bytes)] : []
}

/** What a class bills by object besides its bytes: an archived one has an index, one that is watched is counted. */
function besides(of: StorageClass, inClass: Factor, resident: Resident): readonly Meter[] {
  const { bytes } = resident
  if (bytes === undefined) return []
  const index = (kilobytes: number, name: string, price: string): Meter => ({
    name: `${name} (${of.title})`,
    price,
    unit: 'GB-month',
    quantity: within(resident, inClass, factor(kilobytes * 1024, `${kilobytes} KB an object`, bytes)),
  })
  const watched = { name: 'Monitored objects', unit: 'object-month' }
  return [
    ...(of.index === undefined
      ? []
      : [
          index(of.index.own, 'Index of archived objects', of.storage),
          index(of.index.standard, 'Names of archived objects', STANDARD.price),
        ]),
    ...(of.monitored === undefined || bytes < SMALL_BYTES
      ? []
      : [{ ...watched, price: of.monitored, quantity: within(resident, inClass, factor(BYTES_A_GB, '1 GB an object', bytes)) }]),
  ]
}

/** What is written in a month comes to each class in a month: a request for each object. */
function moves(stages: readonly Stage[], resident: Resident, size: Measure): readonly Meter[] {
  const { days, bytes } = resident
  const perMonth = factor(365, `365/12 of ${days} days a month`, 12 * days)
  const quantity =
    bytes === undefined ? unsized(size) : within(resident, perMonth, factor(BYTES_A_GB, `1 GB / ${bytes} bytes an object`, bytes))
  return stages.map(({ of }) => ({ name: `Transitions (${of.title})`, price: of.transition, unit: 'request', quantity }))
}

function unsized(size: Measure): Measure {
  return isNeeded(size) || isUnresolved(size) ? size : { unresolved: 'objectKb', why: 'an object of 0 KB is none' }
}
