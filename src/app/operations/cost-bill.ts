import * as z from 'zod'
import { amountOfUnits, amountText, usdOfUnits, usdText } from '#core/index.js'
import type { ComparedLine, CurrencyBill, HiddenFinding } from '#analyze/bill/index.js'
import type { BillFile } from '#read/bill/index.js'
import { estimateOf } from '../bill-estimate.js'
import { BILL_READ, type BillReadOutput } from '../bill-read-output.js'
import { type BillAnswer, billOfAccount, billOfFiles, type BillQuestion } from '../bill-source.js'
import { countDays, DIMENSION_WORDS, filterOf, groupsOf } from '../bill-words.js'
import { stop } from '../failure.js'
import { AS_OF, PARAMETER_INPUTS, PARAMETER_PLACEHOLDERS, REGION } from '../inputs.js'
import { type Context, defineOperation } from '../operation.js'

export const costBill = defineOperation({
  name: 'cost bill',
  about:
    'Read what AWS billed (Cost and Usage Reports, FOCUS exports, or live), group it, find hidden costs, and hold an estimate against it.',
  effect: 'reads',
  network: true,
  input: z.strictObject({
    files: z.array(z.string().min(1)).default([]).describe('Reports: Parquet or CSV, gzip or not, and folders of their parts.'),
    groupBy: z
      .array(z.string().min(1))
      .default(['service'])
      .describe(`What costs are added up by: ${DIMENSION_WORDS}; several with commas.`),
    filter: z
      .array(z.string().min(1))
      .default([])
      .describe('Lines that count: KEY=VALUE[,VALUE] or KEY!=VALUE with * for anything, or a word that is a tag or an account name.'),
    timePeriod: z
      .string()
      .min(1)
      .optional()
      .describe('The last days of the bill (30d, 4w, 3mo), a month, a day, or FROM..TO. Default: all of it.'),
    cost: z.enum(['unblended', 'amortized']).default('unblended').describe('As billed, or with what was paid ahead spread over its usage.'),
    live: z.boolean().default(false).describe("Ask Cost Explorer with this machine's AWS credentials, at $0.01 a request."),
    estimate: z.string().min(1).optional().describe('A template or design whose estimate is held against the bill.'),
    usage: z.string().min(1).optional().describe('Usage file for the estimate.'),
    traffic: z.string().min(1).optional().describe('Traffic for the estimate, for example 100/s.'),
    region: REGION,
    ...PARAMETER_INPUTS,
    asOf: AS_OF.describe('The day at which the last days end. Default: the last day of the bill; live: yesterday.'),
  }),
  output: BILL_READ,
  examples: [
    {
      about: 'The last 30 days of production by service',
      command: 'stanchion cost bill cur/ --time-period 30d --filter production',
    },
    {
      about: 'Which NAT gateways the money goes to',
      command: 'stanchion cost bill cur/ --group-by resource --filter usage-type=*Nat*',
    },
    {
      about: 'How an estimate compares with the bill',
      command: 'stanchion cost bill cur/ --estimate out/orders --filter tag:Project=orders',
    },
  ],
  cli: {
    positional: 'files',
    placeholders: {
      files: 'FILE',
      groupBy: 'KEY',
      filter: 'FILTER',
      timePeriod: 'TIME',
      estimate: 'PATH',
      usage: 'FILE',
      traffic: 'RATE',
      asOf: 'DATE',
      ...PARAMETER_PLACEHOLDERS,
    },
  },
  async run(input, context) {
    const question: BillQuestion = {
      by: groupsOf(input.groupBy),
      filters: input.filter.map(filterOf),
      period: input.timePeriod,
      asOf: input.asOf,
      measure: input.cost,
    }
    checkSource(input)
    const answer = input.live ? await billOfAccount(context, question) : await billOfFiles(context, input.files, question)
    const { findHidden, groupBill } = await import('#analyze/bill/index.js')
    const bills = groupBill(answer.cells, question.by)
    const hidden = findHidden(answer.usage, !input.live && question.filters.every(({ dimension }) => WHOLE.has(dimension)))
    const days = answer.from === undefined || answer.to === undefined ? 0 : countDays(answer.from, answer.to)
    const comparison =
      input.estimate === undefined ? undefined : await compared(context, { ...input, estimate: input.estimate }, answer, days)
    const spend = {
      from: answer.from,
      to: answer.to,
      days,
      measure: input.cost,
      by: question.by,
      bills,
      hidden,
      comparison,
      notes: answer.notes,
    }
    const { spendText } = await import('#write/report/index.js')
    return {
      output: {
        files: answer.files.map(fileOutput),
        ...ends(answer.from, answer.to),
        days,
        cost: input.cost,
        groupBy: [...question.by],
        bills: bills.map(billOutput),
        hidden: hidden.map(hiddenOutput),
        ...(comparison === undefined ? {} : { comparison: comparisonOutput(comparison) }),
        notes: [...answer.notes],
      },
      exit: 0,
      human: (page) => spendText(spend, page),
    }
  },
})

/** Filters by these leave all lines of the places that they let through. */
const WHOLE: ReadonlySet<string> = new Set(['account', 'region', 'charge'])

function checkSource({
  files,
  live,
  estimate,
}: {
  readonly files: readonly string[]
  readonly live: boolean
  readonly estimate?: string | undefined
}): void {
  if (live && files.length > 0) throw stop('usage.bad-argument', `--live reads no files, and got "${files[0]}"`, 'leave out one of both')
  if (live && estimate !== undefined)
    throw stop('usage.bad-argument', '--live has no meters to hold an estimate against', 'give the files of a Cost and Usage Report')
  if (!live && files.length === 0)
    throw stop('usage.bad-argument', 'there is no bill', 'give the files of a Cost and Usage Report, or say --live')
}

interface Estimating {
  readonly estimate: string
  readonly usage?: string | undefined
  readonly traffic?: string | undefined
  readonly region?: string | undefined
  readonly parameter: readonly string[]
  readonly parameters?: string | undefined
}

interface Comparison {
  readonly estimate: string
  readonly lines: readonly ComparedLine[]
}

async function compared(context: Context, terms: Estimating, answer: BillAnswer, days: number): Promise<Comparison> {
  if (days === 0) throw stop('input.invalid', 'the bill has no line to hold the estimate against', 'choose another time or filter')
  const { estimate, usage, traffic, region, parameter, parameters } = terms
  const lines = await estimateOf(context, estimate, { usage, traffic, region, parameter, parameters })
  const dollars = answer.usage.filter(({ values }) => values.charge === 'usage' && values.currency === 'USD')
  if (dollars.length === 0)
    throw stop(
      'input.invalid',
      'the bill has no usage in US dollars, which estimates are in',
      'export a bill in USD, with its currency column',
    )
  const { billMeters, compareBill } = await import('#analyze/bill/index.js')
  return { estimate, lines: compareBill(lines, dollars, billMeters(context.catalog().priceList().offers), days) }
}

function fileOutput({ file, format, lines, counted, duplicates, withoutCost, from, to }: BillFile): BillReadOutput['files'][number] {
  return { file, format, lines, counted, duplicates, withoutCost, ...ends(from, to) }
}

function ends(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

function money(units: bigint): string {
  return usdText(usdOfUnits(units))
}

function amount(units: bigint | undefined): { quantity?: string } {
  return units === undefined ? {} : { quantity: amountText(amountOfUnits(units)) }
}

function billOutput({ currency, total, grouped, groups, charges, apart }: CurrencyBill): BillReadOutput['bills'][number] {
  return {
    currency,
    total: money(total),
    grouped: money(grouped),
    groups: groups.map(({ keys, cost, lines, quantity, unit }) => ({
      keys: [...keys],
      cost: money(cost),
      lines,
      ...amount(quantity),
      ...(unit === undefined ? {} : { unit }),
    })),
    charges: charges.map((each) => ({ ...each, cost: money(each.cost) })),
    apart: apart.map((each) => ({ ...each, cost: money(each.cost) })),
  }
}

function hiddenOutput(finding: HiddenFinding): BillReadOutput['hidden'][number] {
  const { id, title, currency, cost, avoidable, quantity, unit, account, region, usageTypes, fix, ref } = finding
  return {
    id,
    title,
    currency,
    cost: money(cost),
    ...(avoidable === undefined ? {} : { avoidable: money(avoidable) }),
    ...amount(quantity),
    ...(unit === undefined ? {} : { unit }),
    account,
    region,
    usageTypes: [...usageTypes],
    fix,
    ref,
  }
}

function comparisonOutput({ estimate, lines }: Comparison): NonNullable<BillReadOutput['comparison']> {
  const both = lines.filter(({ is }) => is === 'both')
  const sum = (of: 'estimated' | 'actual'): string => money(both.reduce((total, line) => total + (line[of] ?? 0n), 0n))
  return { estimate, estimated: sum('estimated'), actual: sum('actual'), lines: lines.map(comparedOutput) }
}

function comparedOutput(line: ComparedLine): NonNullable<BillReadOutput['comparison']>['lines'][number] {
  const { is, region, service, usageTypes, keys, resources, unit, estimated, actual, estimatedQuantity, actualQuantity } = line
  return {
    is,
    region,
    service,
    usageTypes: [...usageTypes],
    prices: [...keys],
    resources: [...resources],
    ...(estimated === undefined ? {} : { estimated: money(estimated) }),
    ...(actual === undefined ? {} : { actual: money(actual) }),
    ...(estimated === undefined || actual === undefined || estimated === 0n
      ? {}
      : { ratio: Number((actual * 10_000n) / estimated) / 10_000 }),
    ...(estimatedQuantity === undefined ? {} : { estimatedQuantity: amountText(amountOfUnits(estimatedQuantity)) }),
    ...(actualQuantity === undefined ? {} : { actualQuantity: amountText(amountOfUnits(actualQuantity)) }),
    unit,
  }
}
