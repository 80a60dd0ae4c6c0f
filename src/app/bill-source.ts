import type { BillFile, Measure } from '#read/bill/index.js'
import { type CostAnswer, type CostQuestion, unitsOf } from '#core/index.js'
import type { BillCell, BillDimension } from '#spec/index.js'
import { acceptsOf, addDays, daysOf, type Period, periodOf, type WrittenFilter } from './bill-words.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'

/** What is asked of a bill. */
export interface BillQuestion {
  readonly by: readonly BillDimension[]
  readonly filters: readonly WrittenFilter[]
  readonly period: string | undefined
  /** The day at which a period ends that names no end. */
  readonly asOf: string | undefined
  readonly measure: Measure
}

export interface BillAnswer {
  /** Lines added up, with more dimensions than were asked for: those that hidden costs are known by. */
  readonly cells: readonly BillCell[]
  readonly files: readonly BillFile[]
  readonly notes: readonly string[]
  /** First and last day that is in it; undefined when nothing is. */
  readonly from: string | undefined
  readonly to: string | undefined
  /** What hidden costs are looked for in. */
  readonly usage: readonly BillCell[]
}

const ALWAYS: readonly BillDimension[] = ['charge', 'currency', 'service', 'usage-type', 'operation', 'region', 'account', 'unit']

/** Reads the files of bills. */
export async function billOfFiles(context: Context, paths: readonly string[], question: BillQuestion): Promise<BillAnswer> {
  const { findReports, readBills } = await import('#read/bill/index.js')
  const { files, notes } = await findReports(context.files, paths)
  const period = question.period === undefined ? undefined : periodOf(question.period)
  const dimensions = [...new Set([...ALWAYS, ...question.by, ...(period === undefined ? [] : ['day' as const])])]
  const filters = question.filters.map((filter) => ({ dimension: filter.dimension, accepts: acceptsOf(filter) }))
  const read = await readBills(files, { dimensions, filters, measure: question.measure }, context.progress)
  refuseAbsent(read.files, question)
  const last = read.files
    .flatMap(({ to }) => (to === undefined ? [] : [to]))
    .toSorted()
    .at(-1)
  const first = read.files.flatMap(({ from }) => (from === undefined ? [] : [from])).toSorted()[0]
  const days = period === undefined || last === undefined ? undefined : daysOf(period, question.asOf ?? last)
  const cells = days === undefined ? read.cells : read.cells.filter(({ values: { day = '' } }) => day >= days.from && day <= days.to)
  const cut =
    days === undefined || first === undefined || last === undefined ? { from: first, to: last } : overlap(days, { from: first, to: last })
  return { cells, usage: cells, files: read.files, notes: [...notes, ...fileNotes(read.files)], ...cut }
}

interface Days {
  readonly from: string
  readonly to: string
}

function overlap(asked: Days, there: Days): { readonly from: string | undefined; readonly to: string | undefined } {
  const from = asked.from > there.from ? asked.from : there.from
  const to = asked.to < there.to ? asked.to : there.to
  return from <= to ? { from, to } : { from: undefined, to: undefined }
}

/** What nobody can be grouped or filtered by, because no file says it. */
function refuseAbsent(files: readonly BillFile[], { by, filters }: BillQuestion): void {
  const asked = [...new Set([...by, ...filters.map(({ dimension }) => dimension)])]
  const first = asked.find((dimension) => files.every((file) => file.absent.includes(dimension)))
  if (first === undefined) return
  const tags = [...new Set(files.flatMap((file) => file.tags))].toSorted()
  const known = tags.length === 0 ? 'no tags' : `the tags ${tags.slice(0, 20).join(', ')}`
  const isTag = first.startsWith('tag:') || first === 'words'
  throw stop(
    'input.invalid',
    `no file has a column for ${first === 'words' ? "tags or account names, among which a filter's word is looked for" : `"${first}"`}${isTag ? `; there are ${known}` : ''}`,
    isTag ? 'activate the tag for cost allocation and export it, or choose another' : 'add the column to the export, or choose another',
  )
}

function fileNotes(files: readonly BillFile[]): readonly string[] {
  return files.flatMap(({ file, duplicates, withoutCost, absent }) => [
    ...(duplicates === 0 ? [] : [`${duplicates} lines of "${file}" are in another report too and count once`]),
    ...(withoutCost === 0 ? [] : [`${withoutCost} lines of "${file}" have no cost and are left out`]),
    ...(absent.length === 0 ? [] : [`"${file}" has no column for ${absent.join(', ')}`]),
  ])
}

/** Names of Cost Explorer. */
const LIVE: Readonly<Partial<Record<BillDimension, string>>> = {
  service: 'SERVICE',
  account: 'LINKED_ACCOUNT',
  'usage-type': 'USAGE_TYPE',
  operation: 'OPERATION',
  region: 'REGION',
  charge: 'RECORD_TYPE',
}
const CHARGES: Readonly<Record<string, string>> = {
  Usage: 'usage',
  DiscountedUsage: 'usage',
  SavingsPlanCoveredUsage: 'usage',
  SavingsPlanNegation: 'usage',
  'Savings Plan Covered Usage': 'usage',
  'Savings Plan Negation': 'usage',
  'Reservation applied usage': 'usage',
  'Savings Plan Recurring Fee': 'commitment',
  'Savings Plan Upfront Fee': 'commitment',
  'Recurring reservation fee': 'commitment',
  'Upfront reservation fee': 'commitment',
  'Other out-of-cycle charges': 'fee',
  SavingsPlanRecurringFee: 'commitment',
  SavingsPlanUpfrontFee: 'commitment',
  Recurring: 'commitment',
  Upfront: 'commitment',
  Support: 'fee',
  Fee: 'fee',
  Tax: 'tax',
  Credit: 'credit',
  Refund: 'refund',
}

const DEFAULT_PERIOD = '30d'

/** Asks Cost Explorer: once for what is grouped by, once for the usage types in which hidden costs show. */
export async function billOfAccount(context: Context, question: BillQuestion): Promise<BillAnswer> {
  const explorer = context.costExplorer()
  const period: Period = periodOf(question.period ?? DEFAULT_PERIOD)
  const last = question.asOf ?? addDays(explorer.today(), -1)
  const days = daysOf(period, last)
  const by = question.by.filter((dimension) => dimension !== 'day' && dimension !== 'month')
  if (by.length > 1)
    throw stop(
      'usage.bad-argument',
      `--live groups by one of ${by.join(', ')}, besides day and month`,
      'choose one, or export a Cost and Usage Report',
    )
  const asked: CostQuestion = {
    from: days.from,
    to: addDays(days.to, 1),
    granularity: question.by.includes('day') ? 'DAILY' : 'MONTHLY',
    metric: question.measure === 'amortized' ? 'AmortizedCost' : 'UnblendedCost',
    groupBy: [...by.map(liveName), ...(by.includes('charge') ? [] : ['RECORD_TYPE'])],
    filters: question.filters.map(liveFilter),
  }
  context.progress.step('asking Cost Explorer')
  const answers = await explorer.ask(asked)
  const usage = await explorer.ask({
    ...asked,
    groupBy: ['SERVICE', 'USAGE_TYPE'],
    filters: [...asked.filters, { key: 'RECORD_TYPE', values: ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage'], not: false }],
  })
  const estimated = answers.some((answer) => answer.estimated)
  return {
    cells: answers.map((answer) => liveCell(answer, [...by, ...(by.includes('charge') ? [] : ['charge' as const])])),
    usage: usage.map((answer) => ({ ...liveCell(answer, ['service', 'usage-type']) })),
    files: [],
    notes: [
      'each request to Cost Explorer costs $0.01, and a page of results is a request',
      ...(estimated ? ['AWS may still change some of these costs'] : []),
    ],
    ...days,
  }
}

function liveName(dimension: BillDimension): string {
  const name = dimension.startsWith('tag:') ? dimension : LIVE[dimension]
  if (name !== undefined) return name
  throw stop(
    'usage.bad-argument',
    `--live cannot tell costs apart by "${dimension}"`,
    'export a Cost and Usage Report for that, and give its files',
  )
}

function liveFilter({ dimension, values, not, written }: WrittenFilter): CostQuestion['filters'][number] {
  if (dimension === 'words' || values.some((value) => value.includes('*')))
    throw stop(
      'usage.bad-argument',
      `--live takes filters of whole values, and "${written}" is none`,
      'say what the value is of, for example --filter tag:environment=production',
    )
  return { key: liveName(dimension), values, not }
}

function liveCell({ from, groups, cost, currency, quantity }: CostAnswer, by: readonly BillDimension[]): BillCell {
  const values: Partial<Record<BillDimension, string>> = { charge: 'usage', currency, day: from, month: from.slice(0, 7) }
  for (const [index, dimension] of by.entries()) {
    const value = groups[index] ?? ''
    values[dimension] = dimension === 'charge' ? (CHARGES[value] ?? (/discount/i.test(value) ? 'discount' : 'other')) : value
  }
  return { values, cost: exact(cost, 'money'), quantity: quantity === undefined ? undefined : exact(quantity, 'amount'), lines: 1 }
}

function exact(decimal: string, scale: 'money' | 'amount'): bigint {
  const units = unitsOf(decimal, scale)
  if (units === undefined)
    throw stop('aws.unexpected-answer', `Cost Explorer said "${decimal.slice(0, 40)}" for a number`, 'try again later')
  return BigInt(units)
}
