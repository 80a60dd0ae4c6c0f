import type { PricedStack, StackPair } from '#analyze/cost/index.js'
import { type Usd, usdOf } from '#core/index.js'
import type { Usage } from '#spec/index.js'
import type { IncreaseCheck } from '#write/report/index.js'
import { BILL } from './bill-output.js'
import type { CompareInput } from './compare-input.js'
import { COMPARISON } from './compare-output.js'
import { kindOf } from './discover.js'
import type { Context, ResultExit } from './operation.js'
import type { Page } from './page.js'
import { checkParameters, type GivenParameters } from './parameters.js'
import { presentPaths, type Side, withSides } from './sides.js'
import { pairStacks, type StackPairing } from './stack-pairs.js'
import { type Stack, stacksOf } from './stacks.js'
import { requireTemplates, type Template } from './templates.js'
import { refuseUnread } from './usage-check.js'
import { NO_USAGE, usageIn } from './usage-file.js'
import type * as z from 'zod'

export interface CompareRequest extends CompareInput {
  readonly paths: readonly string[]
  readonly given: GivenParameters
  readonly region: string | undefined
  /** The usage file for both sides. */
  readonly usage: { readonly file: string; readonly stated: Usage } | undefined
  /** The same for both sides. */
  readonly terms: { readonly traffic: string | undefined; readonly freeTier: boolean; readonly estimate: boolean }
  readonly price: (stacks: readonly Stack[], stated: Usage) => Promise<readonly PricedStack[]>
}

export interface Compared {
  readonly bill: z.output<typeof BILL>
  readonly comparison: z.output<typeof COMPARISON>
  readonly exit: ResultExit
  human(page: Page): string
}

/** What a change costs. What is after it is billed as `cost` bills it, and so is what was before. */
export function compareCosts(context: Context, request: CompareRequest): Promise<Compared> {
  return withSides(context, request, async (sides) => {
    const read = { old: await readSide(sides.old, request), new: await readSide(sides.new, request) }
    await checkParameters(request.given, [...read.old.templates, ...read.new.templates], true)
    const pairs: StackPair[] = []
    const said = new Set(termsSaid(request.terms))
    for (const at of sides.new.paths.keys()) {
      const usage = await usagesOf({ old: sides.old, new: sides.new, at }, request.usage)
      said.add(usage.said)
      const paired = pairStacks(await placeOf(read.old, at, usage.old), await placeOf(read.new, at, usage.new))
      pairs.push(...(await pricedPairs(paired, usage, request)))
    }
    const priced = pairs.flatMap((pair) => [pair.old ?? [], pair.new ?? []].flat())
    if (request.usage !== undefined) await refuseUnread(request.usage.file, request.usage.stated, priced)
    return reported(pairs, { context, request }, { old: sides.old, new: sides.new, assumptions: [...said] })
  })
}

function termsSaid({ traffic, freeTier, estimate }: CompareRequest['terms']): readonly string[] {
  return [
    ...(traffic === undefined ? [] : [`traffic of ${traffic} on both sides`]),
    ...(freeTier ? ['what AWS gives every account for ever is taken off'] : []),
    ...(estimate ? ['what has no figure in the region is estimated after another'] : []),
  ]
}

interface ReadSide {
  readonly side: Side
  readonly templates: readonly Template[]
  readonly region: string | undefined
}

async function readSide(side: Side, { given, region }: CompareRequest): Promise<ReadSide> {
  const present = await presentPaths(side)
  const templates =
    present.length === 0 ? [] : await requireTemplates(side.context, present, { given, region, side: { mayBeEmpty: side.mayBeEmpty } })
  return { side, templates, region }
}

async function placeOf(
  { side, templates, region }: ReadSide,
  at: number,
  usage: Usage,
): Promise<{ readonly path: string; readonly stacks: readonly Stack[] }> {
  const path = side.paths[at] ?? ''
  const own = templates.filter(({ from }) => from === path)
  return { path, stacks: own.length === 0 ? [] : await stacksOf(side.context, own, region ?? usage.region) }
}

interface Usages {
  readonly old: Usage
  readonly new: Usage
  readonly said: string
}

/** One usage file for both sides; else that of each side's folder, or that of the one which has it. */
async function usagesOf(
  { old: before, new: after, at }: { readonly old: Side; readonly new: Side; readonly at: number },
  shared: CompareRequest['usage'],
): Promise<Usages> {
  if (shared !== undefined) return { old: shared.stated, new: shared.stated, said: `the usage of ${shared.file} on both sides` }
  const own = { old: await ownUsage(before, at), new: await ownUsage(after, at) }
  const one = own.new ?? own.old
  if (one === undefined) return { old: NO_USAGE, new: NO_USAGE, said: 'no usage is stated' }
  if (own.old === undefined || own.new === undefined) return { old: one, new: one, said: 'the usage file that only one side has, on both' }
  const alike = JSON.stringify(own.old) === JSON.stringify(own.new)
  const said = alike
    ? 'the same usage on both sides'
    : 'each side with the usage file of its folder, and these differ: a part of the change is usage (--usage FILE takes one for both)'
  return { old: own.old, new: own.new, said }
}

async function ownUsage({ context, paths }: Side, at: number): Promise<Usage | undefined> {
  const path = paths[at]
  if (path === undefined || (path !== '-' && (await context.files.kind(path)) === 'absent')) return undefined
  return (await kindOf(context.files, path)) === 'folder' ? usageIn(context, path) : undefined
}

/** Priced a side at a time: its stacks are in one account. */
async function pricedPairs(paired: readonly StackPairing[], usage: Usages, { price }: CompareRequest): Promise<readonly StackPair[]> {
  const of = async (side: 'old' | 'new'): Promise<ReadonlyMap<Stack, PricedStack>> => {
    const stacks = paired.flatMap((pair) => pair[side] ?? [])
    const priced = await price(stacks, usage[side])
    return new Map(stacks.flatMap((stack, at) => (priced[at] === undefined ? [] : [[stack, priced[at]] as const])))
  }
  const [before, after] = [await of('old'), await of('new')]
  return paired.map((pair) => ({
    old: pair.old === undefined ? undefined : before.get(pair.old),
    new: pair.new === undefined ? undefined : after.get(pair.new),
  }))
}

async function reported(
  pairs: readonly StackPair[],
  { context, request: { most, markdown } }: { readonly context: Context; readonly request: CompareRequest },
  { old: before, new: after, assumptions }: { readonly old: Side; readonly new: Side; readonly assumptions: readonly string[] },
): Promise<Compared> {
  const [{ compareBills }, report] = await Promise.all([import('#analyze/cost/index.js'), import('#write/report/index.js')])
  const comparison = compareBills(pairs, context.catalog().prices)
  const check = most === undefined ? undefined : checked(comparison.delta, usdOf(String(most)))
  const notes = {
    old: { from: before.from, commit: before.commit },
    new: { from: after.from, commit: after.commit },
    assumptions,
    check,
  }
  return {
    bill: BILL.parse(report.billJson(comparison.new)),
    comparison: COMPARISON.parse(report.comparisonJson(comparison, notes)),
    // What is not known to be within the limit has not passed.
    exit: check === undefined || check.is === 'within' ? 0 : 1,
    human: (page) => (markdown ? report.comparisonMarkdown(comparison, notes) : report.comparisonText(comparison, notes, page)),
  }
}

function checked({ monthly, bound }: { readonly monthly: Usd; readonly bound: string }, limit: Usd): IncreaseCheck {
  const more = monthly > limit
  if (bound === 'exact' || (more && bound === 'at-least') || (!more && bound === 'at-most'))
    return { limit, is: more ? 'exceeded' : 'within' }
  return { limit, is: 'unknown' }
}
