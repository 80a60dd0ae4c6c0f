import * as z from 'zod'
import type { FreeTierKind } from '#catalog/index.js'
import type { Grouping, LoadRange, WhatIfAsked } from '#analyze/cost/index.js'
import { didYouMean, usdOf, type Usd } from '#core/index.js'
import { parseQuantity, RATE } from '#spec/index.js'
import { stop } from './failure.js'

const FREE_TIERS = ['always', 'twelve-months', 'credits'] as const
const KINDS: Readonly<Record<(typeof FREE_TIERS)[number], FreeTierKind>> = {
  always: 'always',
  'twelve-months': 'legacy-12-months',
  credits: 'credits',
}
const GROUPINGS = ['service', 'resource', 'type', 'journey'] as const

/** What `cost` can be asked besides the bill. */
export const ANSWER_INPUTS = {
  freeTier: z.array(z.enum(FREE_TIERS)).default([]).describe('Take off what AWS gives an account.'),
  by: z.array(z.string().min(1)).default([]).describe('Totals by service, resource, type, journey, tag:KEY.'),
  sensitivity: z.boolean().default(false).describe('What moves the total most.'),
  load: z.string().min(1).optional().describe('Cost and break-even points over rates: 1/s..1000/s.'),
  whatIf: z.array(z.string().min(1)).default([]).describe('What a change would save: all, NAME, NAME=VALUE.'),
  discount: z.string().min(1).optional().describe('File of private rates (YAML).'),
  budget: z.number().nonnegative().optional().describe('USD a month; more ends with code 1.'),
}
export const ANSWER_PLACEHOLDERS = {
  freeTier: FREE_TIERS.join('|'),
  by: 'service|resource|type|journey|tag:KEY',
  load: 'RATE..RATE',
  whatIf: 'NAME',
  discount: 'FILE',
  budget: 'USD',
} as const

export interface Questions {
  readonly freeTiers: readonly FreeTierKind[]
  readonly by: readonly { readonly name: string; readonly grouping: Grouping }[]
  readonly sensitivity: boolean
  readonly load: LoadRange | undefined
  readonly whatIf: readonly WhatIfAsked[]
  readonly budget: { readonly text: string; readonly limit: Usd } | undefined
  readonly svg: boolean
}

type Given = z.output<z.ZodObject<typeof ANSWER_INPUTS>> & { readonly format?: string | undefined }

/** Throws `usage.bad-argument` with what is wrong and the nearest name. */
export async function questionsOf(given: Given): Promise<Questions> {
  const { freeTier, by, sensitivity, load, whatIf, budget, format } = given
  if (format === 'svg' && load === undefined)
    throw stop(
      'usage.bad-argument',
      '--format svg draws the chart of --load, and there is none',
      'for example --load 1/s..1000/s --format svg',
    )
  return {
    freeTiers: [...new Set(freeTier)].map((name) => KINDS[name]),
    by: [...new Set(by)].map((name) => ({ name, grouping: groupingOf(name) })),
    sensitivity,
    load: load === undefined ? undefined : rangeOf(load),
    whatIf: await changesOf(whatIf),
    budget: budget === undefined ? undefined : { text: String(budget), limit: usdOf(String(budget)) },
    svg: format === 'svg',
  }
}

/** Whether something is priced again under other terms: what follows from traffic is then derived again. */
export function changesAnything({ sensitivity, load, whatIf }: Questions): boolean {
  return sensitivity || load !== undefined || whatIf.length > 0
}

function groupingOf(name: string): Grouping {
  const by = GROUPINGS.find((each) => each === name)
  if (by !== undefined) return { by }
  const key = name.startsWith('tag:') ? name.slice('tag:'.length) : ''
  if (key !== '') return { by: 'tag', key }
  throw stop(
    'usage.bad-argument',
    `--by: "${name}" is nothing that totals can be made by${didYouMean(name, GROUPINGS)}`,
    `say ${GROUPINGS.join(', ')} or tag:KEY`,
  )
}

function rangeOf(text: string): LoadRange {
  const example = 'for example --load 1/s..1000/s'
  const parts = text.split('..')
  const [from, to] = parts.map((part) => parseQuantity(RATE, part.trim()))
  if (parts.length !== 2 || from === undefined || to === undefined)
    throw stop('usage.bad-argument', `--load: "${text}" is no range of rates`, example)
  if (!from.ok || !to.ok) {
    const [wrong, message] = from.ok ? [parts[1], to.ok ? '' : to.message] : [parts[0], from.message]
    throw stop('usage.bad-argument', `--load: "${wrong?.trim()}" is not a rate; ${message}`, example)
  }
  if (!(from.value > 0 && from.value < to.value))
    throw stop('usage.bad-argument', `--load: "${text}" does not go from a rate above 0 to a greater one`, example)
  return { from: from.value, to: to.value }
}

async function changesOf(names: readonly string[]): Promise<readonly WhatIfAsked[]> {
  if (names.length === 0) return []
  const { whatIfsNamed } = await import('#analyze/cost/index.js')
  const read = whatIfsNamed(names)
  if (read.ok) return read.asked
  throw stop(
    'usage.bad-argument',
    `--what-if: "${read.wrong}" ${read.why}${didYouMean(read.wrong, read.known)}`,
    read.known.length === 0 ? 'for example --what-if arm64' : `say one of ${read.known.join(', ')}`,
  )
}

/** Throws `usage.bad-argument` for what is asked of one bill, where two are compared. */
export function refuseWithComparison({ by, sensitivity, load, whatIf, budget }: Given): void {
  const asked = [
    ...(by.length > 0 ? ['--by'] : []),
    ...(sensitivity ? ['--sensitivity'] : []),
    ...(load === undefined ? [] : ['--load']),
    ...(whatIf.length > 0 ? ['--what-if'] : []),
    ...(budget === undefined ? [] : ['--budget']),
  ]
  if (asked.length === 0) return
  throw stop(
    'usage.bad-argument',
    `${asked.join(', ')} ${asked.length === 1 ? 'asks' : 'ask'} something of one bill, and --compare compares two`,
    'ask it without --compare; --fail-on-increase holds a change to a limit',
  )
}
