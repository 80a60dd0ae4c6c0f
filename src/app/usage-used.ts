import * as z from 'zod'
import type { AskedStack, Bill } from '#analyze/cost/index.js'
import { type AnyAssumption, assumptionRow, plainDecimal, printQuantity, RATE, type TrafficPoints, unitKindOf } from '#spec/index.js'
import type { Page } from './page.js'
import { assumptionAt, assumptionsNamed, entriesUsed, type EntryUsed } from './usage-traffic.js'
import { wrap } from './wrap.js'

interface TrafficUsed {
  /** Where the traffic enters. */
  readonly entries: readonly EntryUsed[]
  /** As they would be written, with both ends of their range. */
  readonly assumptions: readonly Readonly<Record<'name' | 'value' | 'low' | 'high' | 'about' | 'why', string>>[]
}

/** What the derived quantities of a bill rest on, and what a usage file says that nothing takes. */
export const RESTS_ON = z.object({
  traffic: z.unknown().optional(),
  notTaken: z.array(z.string()).optional(),
})

export interface RestsOn {
  readonly output: { readonly traffic?: TrafficUsed; readonly notTaken?: string[] }
  readonly human: (page: Page) => string
}

/** Throws `usage.bad-argument` when the traffic enters nowhere, or at what is not there. */
export async function restsOn(bill: Bill, asked: readonly AskedStack[]): Promise<RestsOn> {
  const stacks = asked.map(({ stack: { name, points, stated }, q }) => ({ name, q, points, notes: stated.notes ?? [] }))
  const points = stacks.find((each) => each.points !== undefined)?.points
  const traffic = points && trafficUsed(points, await entriesUsed(points, stacks, bill), bill)
  const notes = [...new Set(stacks.flatMap((each) => each.notes))]
  return {
    output: { ...(traffic === undefined ? {} : { traffic }), ...(notes.length === 0 ? {} : { notTaken: notes }) },
    human: (page) => `${traffic === undefined ? '' : trafficText(traffic, page)}${notesText(notes, page)}`,
  }
}

function trafficUsed(points: TrafficPoints, entries: readonly EntryUsed[], bill: Bill): TrafficUsed {
  const assumptions = assumptionsNamed(bill).map((name) => {
    const { low, expected, high } = assumptionAt(points, name)
    const { about, why } = assumptionRow(name)
    return { name, value: valueText(name, expected), low: valueText(name, low), high: valueText(name, high), about, why }
  })
  return { entries, assumptions }
}

function valueText(name: AnyAssumption, value: number): string {
  const kind = unitKindOf(assumptionRow(name).unit)
  return kind === undefined ? plainDecimal(value) : printQuantity(kind, value)
}

function trafficText(used: TrafficUsed, { style, width }: Page): string {
  const entries =
    used.entries.map(({ resource, perSecond }) => `${resource} ${rateText(perSecond)}`).join(', ') ||
    'nothing; schedules alone set work going'
  const assumptions = used.assumptions.map(({ name, value, low, high, about }) => {
    const range = low === high ? '' : ` (${low} to ${high})`
    return `  ${name}: ${value}${range}, ${about}`
  })
  return [
    '',
    ...wrap(`Traffic enters at: ${entries}`, width),
    ...(assumptions.length === 0 ? [] : [style.dim('Assumed, and set with --assume NAME=VALUE:')]),
    ...assumptions.flatMap((line) => wrap(line, width)),
    '',
  ].join('\n')
}

function rateText(perSecond: number): string {
  return printQuantity(RATE, Number(perSecond.toPrecision(6)))
}

function notesText(notes: readonly string[], { style, width }: Page): string {
  if (notes.length === 0) return ''
  return ['', style.yellow('Not taken from the usage file:'), ...notes.flatMap((note) => wrap(`  ${note}`, width)), ''].join('\n')
}
