import * as z from 'zod'
import type { Answers, Bill, Facts, FreeTierAnswer, Priced, Situation } from '#analyze/cost/index.js'
import { subtractUsd, usdOf } from '#core/index.js'
import { perMonth, rateOf } from '#spec/index.js'
import type { Questions } from './cost-inputs.js'
import type { Context } from './operation.js'

const rows = (about: string): z.ZodArray<z.ZodUnknown> => z.array(z.unknown()).describe(about)

/** The answers as they leave the operation: US dollars as exact decimal text. */
export const ANSWERS = {
  perThousandRequests: z.string().optional(),
  freeTier: z
    .object({
      applied: z.array(z.string()),
      alwaysWouldSave: z.string().optional(),
      credits: z.string().optional().describe('paid once, not a month; not taken off'),
    })
    .optional(),
  budget: z.object({ limit: z.string(), check: z.enum(['within', 'exceeded', 'not known']) }).optional(),
  notes: rows('hidden costs: id, resources, message, monthly').optional(),
  groups: rows('by, rule, groups: name, monthly, lines, leftOut').optional(),
  sensitivity: rows('name, low, high, atLow, atHigh, swing').optional(),
  load: z
    .object({
      points: rows('perSecond, monthly, leftOut'),
      alternatives: rows('id, title, caveat, crossings (perSecond, monthly), cheaperBelow, upTo, leftOut, points'),
    })
    .optional(),
  whatIf: rows(
    'id, title, why (does not apply), what, caveats, before, after and saving (low, typical, high), leftOut, because',
  ).optional(),
}

interface Run {
  readonly situation: Situation
  readonly before: Priced
  readonly bill: Bill
  readonly questions: Questions
}

export async function answersOf(context: Context, { situation, before, bill, questions }: Run): Promise<Answers> {
  const cost = await import('#analyze/cost/index.js')
  const asked = { situation, stacks: before.stacks, bill, facts: factsOf(context) }
  const { load, whatIf, budget } = questions
  return {
    perThousand: cost.perThousand(bill, requestsOf(situation)),
    notes: cost.notesOf(bill, before.stacks, situation.book),
    groups: questions.by.map(({ name, grouping }) => ({
      by: name,
      rule: grouping.by === 'journey' ? cost.JOURNEY_RULE : undefined,
      groups: cost.groupsOf(bill, grouping, before.stacks),
    })),
    influences: questions.sensitivity ? cost.sensitivityOf(situation, bill) : undefined,
    load: load === undefined ? undefined : cost.loadOf(asked, before, load),
    whatIfs: whatIf.length === 0 ? undefined : cost.whatIfsOf(asked, before, whatIf),
    freeTier: await freeTierOf(context, { situation, bill, questions }),
    budget: budget === undefined ? undefined : { limit: budget.limit, check: cost.budgetCheck(bill, budget.limit) },
  }
}

function factsOf(context: Context): Facts {
  const catalog = context.catalog()
  return {
    discounts: (key) => catalog.discounts(key),
    regionNames: () => catalog.regions().map(({ name }) => name),
    available: (type, region) => catalog.available(type, region),
  }
}

/** Of all stacks that have traffic; stacks of one design share it. */
function requestsOf({ stacks }: Situation): number | undefined {
  const traffic = new Map(stacks.map(({ stated, traffic: given }) => [stated, given ?? stated.traffic]))
  const rates = [...traffic.values()].flatMap((each) => (each === undefined ? [] : [rateOf(each)]))
  return rates.length === 0 ? undefined : perMonth(rates.reduce((sum, each) => sum + each, 0))
}

async function freeTierOf(context: Context, { situation, bill, questions }: Omit<Run, 'before'>): Promise<FreeTierAnswer> {
  const catalog = context.catalog()
  const applied = questions.freeTiers
  const { priced } = await import('#analyze/cost/index.js')
  const always = applied.includes('always')
    ? undefined
    : priced({ ...situation, freeTiers: [...situation.freeTiers, ...catalog.freeTiers('always')] }).bill()
  const credits = catalog.freeTiers('credits').reduce((sum, { quantity }) => sum + quantity, 0)
  return {
    applied,
    alwaysWouldSave: always === undefined || bill.unknown ? undefined : subtractUsd(bill.monthly, always.monthly),
    credits: applied.includes('credits') ? usdOf(String(credits)) : undefined,
  }
}
