import { join } from 'node:path'
import type { BilledStack, StackPair } from '#analyze/cost/index.js'
import { type Usd, usdOf } from '#core/index.js'
import type { Usage } from '#spec/index.js'
import type { CompareNotes } from '#write/report/index.js'
import { BILL } from './bill-output.js'
import { billedStacks, bookOf, type PricingTerms } from './billed-stacks.js'
import type { CompareInput } from './compare-input.js'
import { COMPARISON } from './compare-output.js'
import { kindOf } from './discover.js'
import type { Context, Result, ResultExit } from './operation.js'
import type { Page } from './page.js'
import { checkParameters, type GivenParameters } from './parameters.js'
import { presentPaths, type Side, withSides } from './sides.js'
import { pairStacks, type StackPairing } from './stack-pairs.js'
import { type Stack, stacksOf } from './stacks.js'
import { requireTemplates, type Template } from './templates.js'
import { refuseUnread } from './usage-check.js'
import { type FileUsage, NO_USAGE, readUsage, sameUsage, USAGE_FILE, usageIn } from './usage-file.js'
import type * as z from 'zod'

export interface CompareRequest extends CompareInput, PricingTerms {
  readonly paths: readonly string[]
  /** A usage file for both sides. */
  readonly usage: string | undefined
  readonly given: GivenParameters
  readonly region: string | undefined
}

/** What a change costs. What is after it is billed as `cost` bills it, and so is what was before. */
export function comparedCosts(context: Context, request: CompareRequest): Promise<Result<ComparedOutput>> {
  return withSides(context, request, async (sides) => {
    const { usage: file } = request
    const shared = file === undefined ? undefined : { file, stated: await readUsage(context, file) }
    const read = { old: await readSide(sides.old, request), new: await readSide(sides.new, request) }
    await checkParameters(request.given, [...read.old.templates, ...read.new.templates], true)
    const pairs: StackPair[] = []
    const said = new Set(termsSaid(request))
    for (const at of sides.new.paths.keys()) {
      const usages = await usagesOf({ old: sides.old, new: sides.new, at }, shared)
      said.add(usages.said)
      const paired = pairStacks(await placeOf(read.old, at, usages.old), await placeOf(read.new, at, usages.new))
      const billed = await billedPairs(context, paired, { usages, request })
      for (const { file: own, stated, side } of usages.files) await refuseUnread(own, stated, stacksIn(billed, side))
      pairs.push(...billed)
    }
    if (shared !== undefined) await refuseUnread(shared.file, shared.stated, stacksIn(pairs))
    const { bill, comparison, ...rest } = await reported(context, pairs, {
      request,
      notes: { old: notedSide(sides.old), new: notedSide(sides.new), assumptions: [...said] },
    })
    return { output: { asOf: request.asOf, pricesAsOf: context.catalog().prices.asOf, ...bill, comparison }, ...rest }
  })
}

type ComparedOutput = { readonly asOf: string; readonly pricesAsOf: string; comparison: z.output<typeof COMPARISON> } & z.output<
  typeof BILL
>

function stacksIn(pairs: readonly StackPair[], side?: 'old' | 'new'): readonly BilledStack[] {
  return pairs.flatMap((pair) => (side === undefined ? [pair.old, pair.new] : [pair[side]]).filter((stack) => stack !== undefined))
}

function notedSide({ from, commit }: Side): { readonly from: string; readonly commit: string | undefined } {
  return { from, commit }
}

function termsSaid({ traffic, assume, freeTiers, rates, estimate }: PricingTerms): readonly string[] {
  return [
    ...(traffic.length === 0 ? [] : [`traffic of ${traffic.join(', ')} on both sides`]),
    ...(assume.length === 0 ? [] : [`assumed on both sides: ${assume.join(', ')}`]),
    ...(freeTiers.includes('always') ? ['what AWS gives every account for ever is taken off'] : []),
    ...(freeTiers.includes('legacy-12-months') ? ['what AWS gives an account in its first twelve months is taken off'] : []),
    ...(rates.length > 0 ? ['private rates on both sides'] : []),
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
  /** Files that may state only what one of the sides reads. */
  readonly files: readonly UsageFile[]
}

interface UsageFile {
  readonly file: string
  readonly stated: FileUsage
  /** undefined: it is for both. */
  readonly side?: 'old' | 'new'
}

/** One usage file for both sides; else that of each side's folder, or that of the one which has it. */
async function usagesOf(
  { old: before, new: after, at }: { readonly old: Side; readonly new: Side; readonly at: number },
  shared: { readonly file: string; readonly stated: FileUsage } | undefined,
): Promise<Usages> {
  if (shared !== undefined) return { old: shared.stated, new: shared.stated, said: `the usage of ${shared.file} on both sides`, files: [] }
  const own = { old: await ownUsage(before, at), new: await ownUsage(after, at) }
  const one = own.new ?? own.old
  if (one === undefined) return { old: NO_USAGE, new: NO_USAGE, said: 'no usage is stated', files: [] }
  if (own.old === undefined || own.new === undefined)
    return { old: one.stated, new: one.stated, said: 'the usage file that only one side has, on both', files: [one] }
  const alike = sameUsage(own.old.stated, own.new.stated)
  const said = alike
    ? 'the same usage on both sides'
    : 'each side with the usage file of its folder, and these differ: a part of the change is usage (--usage FILE takes one for both)'
  const files: readonly UsageFile[] = [
    { ...own.old, side: 'old' },
    { ...own.new, side: 'new' },
  ]
  return { old: own.old.stated, new: own.new.stated, said, files }
}

async function ownUsage({ context, paths }: Side, at: number): Promise<UsageFile | undefined> {
  const path = paths[at]
  if (path === undefined || (path !== '-' && (await context.files.kind(path)) === 'absent')) return undefined
  const stated = (await kindOf(context.files, path)) === 'folder' ? await usageIn(context, path) : undefined
  return stated === undefined ? undefined : { file: join(path, USAGE_FILE), stated }
}

async function billedPairs(
  context: Context,
  paired: readonly StackPairing[],
  { usages, request }: { readonly usages: Usages; readonly request: CompareRequest },
): Promise<readonly StackPair[]> {
  const of = async (side: 'old' | 'new'): Promise<ReadonlyMap<Stack, BilledStack>> => {
    const stacks = paired.flatMap((pair) => pair[side] ?? [])
    const billed = await billedStacks(context, stacks, { ...request, stated: usages[side] })
    return new Map(stacks.flatMap((stack, at) => (billed[at] === undefined ? [] : [[stack, billed[at]] as const])))
  }
  const [before, after] = [await of('old'), await of('new')]
  return paired.map((pair) => ({
    old: pair.old === undefined ? undefined : before.get(pair.old),
    new: pair.new === undefined ? undefined : after.get(pair.new),
  }))
}

interface Reported {
  readonly bill: z.output<typeof BILL>
  readonly comparison: z.output<typeof COMPARISON>
  readonly exit: ResultExit
  human(page: Page): string
}

async function reported(
  context: Context,
  pairs: readonly StackPair[],
  { request, notes: sides }: { readonly request: CompareRequest; readonly notes: Omit<CompareNotes, 'check'> },
): Promise<Reported> {
  const [{ compareBills }, report] = await Promise.all([import('#analyze/cost/index.js'), import('#write/report/index.js')])
  const { most, markdown } = request
  const comparison = compareBills(pairs, await bookOf(context, request))
  const check = most === undefined ? undefined : checked(comparison.delta, usdOf(String(most)))
  const notes = { ...sides, check }
  return {
    bill: BILL.parse(report.billJson(comparison.new)),
    comparison: COMPARISON.parse(report.comparisonJson(comparison, notes)),
    // What is not known to be within the limit has not passed.
    exit: check === undefined || check.is === 'within' ? 0 : 1,
    human: (page) => (markdown ? report.comparisonMarkdown(comparison, notes) : report.comparisonText(comparison, notes, page)),
  }
}

function checked({ monthly, bound }: { readonly monthly: Usd; readonly bound: string }, limit: Usd): NonNullable<CompareNotes['check']> {
  const more = monthly > limit
  if (bound === 'exact' || (more && bound === 'at-least') || (!more && bound === 'at-most'))
    return { limit, is: more ? 'exceeded' : 'within' }
  return { limit, is: 'unknown' }
}
