import type { BillLine, ComparedLine, ComparedResource, Comparison, Delta } from '#analyze/cost/index.js'
import { formatUsd, type JsonObject, subtractUsd, type Usd, usdText, ZERO_USD } from '#core/index.js'
import { lineJson } from './cost.js'
import { monthlyText, plural, priceDays, quantityText } from './format.js'
import { plain } from './plain.js'

/** What a comparison rests on. */
export interface CompareNotes {
  readonly old: ComparedSide
  readonly new: ComparedSide
  /** Sentences without a full stop. */
  readonly assumptions: readonly string[]
  readonly check: IncreaseCheck | undefined
}

export interface ComparedSide {
  /** As it was asked for: a path, `main:template.yaml`. */
  readonly from: string
  readonly commit: string | undefined
}

/** Whether the total rises by more than it may. */
export interface IncreaseCheck {
  readonly limit: Usd
  readonly is: 'within' | 'exceeded' | 'unknown'
}

/** Money with its direction: "+$1.00", "-$1.00". */
function signedUsd(value: Usd): string {
  if (value === ZERO_USD) return formatUsd(value)
  return value > 0n ? `+${formatUsd(value)}` : `-${formatUsd(subtractUsd(ZERO_USD, value))}`
}

export function deltaText({ monthly, bound }: Delta): string {
  const none = monthly === ZERO_USD
  switch (bound) {
    case 'exact':
      return none ? 'no change' : signedUsd(monthly)
    case 'at-least':
      return none ? 'more, not known how much' : `at least ${signedUsd(monthly)}`
    case 'at-most':
      return none ? 'less, not known how much' : `at most ${signedUsd(monthly)}`
    case 'open':
      return none ? 'not known' : `${signedUsd(monthly)} and what is not known`
  }
}

/** " (+25%)", where both totals are known and there was something before. */
export function shareText({ old: before, delta }: Comparison): string {
  if (delta.bound !== 'exact' || before.leftOut > 0 || before.monthly <= 0n || delta.monthly === ZERO_USD) return ''
  const share = Number((delta.monthly * 1000n) / before.monthly) / 10
  return share === 0 ? '' : ` (${share > 0 ? '+' : ''}${share}%)`
}

/** Resources that changed, the largest difference first, whatever its direction. */
export function changedResources({ resources }: Comparison): readonly ComparedResource[] {
  const size = ({ delta }: ComparedResource): Usd => (delta.monthly < 0n ? subtractUsd(ZERO_USD, delta.monthly) : delta.monthly)
  return resources
    .filter(({ change, was }) => change !== 'unchanged' || was !== undefined)
    .toSorted((a, b) => (size(a) < size(b) ? 1 : size(a) > size(b) ? -1 : 0))
}

/** What became of a resource, where its name alone does not say it. */
export function changeWords({ change, was, typeWas, type }: ComparedResource): string {
  const words = [
    ...(change === 'added' || change === 'removed' ? [change] : []),
    ...(was === undefined ? [] : [`renamed, was ${was}`]),
    ...(typeWas === undefined ? [] : [`${typeWas} before, ${type} now`]),
  ]
  return words.join('; ')
}

/** One side of a line: "730 hours at $0.045: $32.85". */
export function lineSideText(line: BillLine | undefined): string {
  if (line === undefined) return '-'
  if (line.monthly === undefined) return line.quantity === undefined ? 'not known' : `${quantityText(line)}, no price`
  return `${quantityText(line)} at ${unitPriceText(line)}: ${formatUsd(line.monthly)}`
}

function unitPriceText({ tiers }: BillLine): string {
  const prices = tiers.map(({ price }) => `$${usdText(price)}`)
  const [first = 'no price', last] = [prices[0], prices.at(-1)]
  return last === undefined || prices.length === 1 ? first : `${first} to ${last}`
}

/** What a changed line is called; both names where it has another one now. */
export function lineName({ old: before, new: after }: ComparedLine): string {
  const name = (after ?? before)?.name ?? ''
  return before === undefined || after === undefined || before.name === after.name ? name : `${before.name}, now ${after.name}`
}

export function totalsText({ old: before, new: after }: Comparison): string {
  return `${monthlyText(before)} before, ${monthlyText(after)} after`
}

export function countsText({ counts }: Comparison): string {
  const { added, removed, changed, unchanged, renamed } = counts
  const said = [`${added} added`, `${removed} removed`, `${changed} changed`, `${unchanged} unchanged`]
  return `Resources on the bill: ${said.join(', ')}${renamed === 0 ? '' : `; ${renamed} of them renamed, told by type and equal properties`}`
}

/** Everything that the numbers rest on; sentences without a full stop. */
export function restsOn(comparison: Comparison, { assumptions }: CompareNotes): readonly string[] {
  const { old: before, new: after, openAlike } = comparison
  const days = priceDays({ ...after, lines: [...before.lines, ...after.lines] })
  return [
    days === undefined ? 'no line has a price' : `list prices of ${days}, a month of 730 hours, no discount, no tax`,
    ...assumptions,
    ...(openAlike === 0
      ? []
      : [
          `${plural(openAlike, 'line')} without a price on either side, the same on both: no part of the change as long as usage is the same`,
        ]),
  ]
}

export function checkText({ limit, is }: IncreaseCheck, delta: Delta): string {
  const most = `the increase may be ${formatUsd(limit)} a month`
  if (is === 'within') return `${most}, and is not more`
  if (is === 'exceeded') return `${most}, and is more: ${deltaText(delta)}`
  return `${most}, and nothing says whether it is more: ${deltaText(delta)}; state the usage of what is not known`
}

/** A comparison as data: US dollars as exact decimal text. */
export function comparisonJson(comparison: Comparison, { old: before, new: after, assumptions, check }: CompareNotes): JsonObject {
  return plain({
    old: { ...before, ...totalJson(comparison.old) },
    new: { ...after, ...totalJson(comparison.new) },
    delta: deltaJson(comparison.delta),
    counts: { ...comparison.counts },
    open: comparison.open,
    openAlike: comparison.openAlike,
    resources: comparison.resources.filter(({ change, was }) => change !== 'unchanged' || was !== undefined).map(resourceJson),
    assumptions: [...assumptions],
    check: check === undefined ? undefined : { limit: usdText(check.limit), is: check.is },
  })
}

function resourceJson({ lines, delta, old: before, new: after, ...rest }: ComparedResource): JsonObject {
  return plain({
    ...rest,
    old: before === undefined ? undefined : totalJson(before),
    new: after === undefined ? undefined : totalJson(after),
    delta: deltaJson(delta),
    lines: lines.map((line) => ({
      name: (line.new ?? line.old)?.name,
      change: line.change,
      delta: deltaJson(line.delta),
      old: line.old === undefined ? undefined : lineJson(line.old),
      new: line.new === undefined ? undefined : lineJson(line.new),
    })),
  })
}

function totalJson({ monthly, leftOut, unknown }: { readonly monthly: Usd; readonly leftOut: number; readonly unknown: boolean }): object {
  return { monthly: unknown ? undefined : usdText(monthly), leftOut }
}

function deltaJson({ monthly, bound }: Delta): object {
  return { monthly: usdText(monthly), bound }
}
