import { addUsd, subtractUsd, type Usd, ZERO_USD } from '#core/index.js'
import type { PriceBook } from '#catalog/index.js'
import type { BillLine } from '../bill.js'
import { mergeBills } from '../bill-of.js'
import type { Bound, Change, ComparedLine, ComparedResource, Comparison, Delta, StackPair, Subtotal } from './comparison.js'
import { matchLines, type LinePair } from './lines.js'
import { type Form, formsOf, type Item, type ItemPair, matchItems } from './match.js'
import { probesOf } from './probe.js'

/** What changes from the bills before to those after, resource by resource and line by line. */
export function compareBills(pairs: readonly StackPair[], book: PriceBook): Comparison {
  const probes = pairs.map(({ old: before, new: after }) => ({ old: probesOf(before, book), new: probesOf(after, book) }))
  const form = formsOf(pairs)
  const resources = matchItems(pairs).map((items) => {
    const lines = matchLines(items.old?.lines ?? [], items.new?.lines ?? [])
    const equal = (): boolean => equalForms(items, form)
    const probe = (side: 'old' | 'new', line: BillLine): string | undefined => probes[items[side]?.stack ?? -1]?.[side](line)
    return resourceOf(
      items,
      lines.map((pair) => comparedLine(pair, alike(pair, { probe, equal }))),
    )
  })
  const lines = resources.flatMap((each) => each.lines)
  return {
    old: mergeBills(pairs.flatMap(({ old: before }) => before?.bill ?? [])),
    new: mergeBills(pairs.flatMap(({ new: after }) => after?.bill ?? [])),
    delta: sumOf(lines),
    counts: countsOf(resources),
    open: lines.filter(({ delta }) => delta.bound !== 'exact').length,
    openAlike: lines.filter((line) => line.delta.bound === 'exact' && line.new !== undefined && line.new.monthly === undefined).length,
    resources,
  }
}

function countsOf(resources: readonly ComparedResource[]): Comparison['counts'] {
  const of = (change: Change): number => resources.filter((each) => each.change === change).length
  return {
    added: of('added'),
    removed: of('removed'),
    changed: of('changed'),
    unchanged: of('unchanged'),
    renamed: resources.filter(({ was }) => was !== undefined).length,
  }
}

function equalForms({ old: before, new: after }: ItemPair, form: Form): boolean {
  if (before === undefined || after === undefined) return false
  const text = form('old', before)
  return text !== undefined && text === form('new', after)
}

interface Likeness {
  readonly probe: (side: 'old' | 'new', line: BillLine) => string | undefined
  /** Whether all properties of the resource are what they were. */
  readonly equal: () => boolean
}

/** Whether two lines without a price cost the same, whatever that is. */
function alike({ old: before, new: after }: LinePair, { probe, equal }: Likeness): boolean {
  if (before === undefined || after === undefined || !sameTerms(before, after) || before.status === 'priced') return false
  if (before.quantity !== undefined) return before.key !== '' && before.quantity === after.quantity
  const [one, other] = [probe('old', before), probe('new', after)]
  return one === undefined && other === undefined ? equal() && before.hint === after.hint : one === other
}

function sameTerms(before: BillLine, after: BillLine): boolean {
  return (
    before.status === after.status &&
    before.key === after.key &&
    before.region === after.region &&
    before.unit === after.unit &&
    (before.quantity === undefined) === (after.quantity === undefined)
  )
}

function comparedLine({ old: before, new: after }: LinePair, isAlike: boolean): ComparedLine {
  const moreIsOpen = after !== undefined && after.monthly === undefined && !isAlike
  const lessIsOpen = before !== undefined && before.monthly === undefined && !isAlike
  const delta = { monthly: subtractUsd(after?.monthly ?? ZERO_USD, before?.monthly ?? ZERO_USD), bound: boundOf(moreIsOpen, lessIsOpen) }
  return { change: changeOf({ old: before, new: after }, isAlike), old: before, new: after, delta }
}

function boundOf(moreIsOpen: boolean, lessIsOpen: boolean): Bound {
  if (moreIsOpen) return lessIsOpen ? 'open' : 'at-least'
  return lessIsOpen ? 'at-most' : 'exact'
}

function changeOf({ old: before, new: after }: LinePair, isAlike: boolean): Change {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  const same =
    before.status === 'priced' && sameTerms(before, after) && before.quantity === after.quantity && before.monthly === after.monthly
  return isAlike || same ? 'unchanged' : 'changed'
}

function resourceOf({ old: before, new: after }: ItemPair, lines: readonly ComparedLine[]): ComparedResource {
  const shown = after ?? before
  const differs = lines.some(({ change }) => change !== 'unchanged')
  return {
    resource: shown?.shown ?? '',
    type: shown?.type ?? '',
    ...earlierNames(before, after),
    change: before === undefined ? 'added' : after === undefined ? 'removed' : differs ? 'changed' : 'unchanged',
    old: subtotalOf(before),
    new: subtotalOf(after),
    delta: sumOf(lines),
    lines,
  }
}

function earlierNames(before: Item | undefined, after: Item | undefined): Pick<ComparedResource, 'was' | 'typeWas'> {
  if (before === undefined || after === undefined) return { was: undefined, typeWas: undefined }
  const stays = before.stack === after.stack && (before.shown === after.shown || before.id === after.id)
  return { was: stays ? undefined : before.shown, typeWas: before.type === after.type ? undefined : before.type }
}

function subtotalOf(item: Item | undefined): Subtotal | undefined {
  if (item === undefined) return undefined
  const priced = item.lines.flatMap(({ monthly }) => monthly ?? [])
  const leftOut = item.lines.length - priced.length
  return { monthly: addUsd(...priced), leftOut, unknown: priced.length === 0 && leftOut > 0 }
}

function sumOf(lines: readonly ComparedLine[]): Delta {
  const has = (...bounds: readonly Bound[]): boolean => lines.some(({ delta }) => bounds.includes(delta.bound))
  const sums: readonly Usd[] = lines.map(({ delta }) => delta.monthly)
  return { monthly: addUsd(...sums), bound: boundOf(has('at-least', 'open'), has('at-most', 'open')) }
}
