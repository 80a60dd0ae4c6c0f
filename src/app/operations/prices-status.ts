import * as z from 'zod'
import { AS_OF, asOfOr } from '../inputs.js'
import { defineOperation } from '../operation.js'
import type { Page } from '../page.js'
import { PRICES, withPrices } from '../synced-prices.js'

const DAY = 86_400_000

const PART = z.object({
  service: z.string(),
  from: z.enum(['built-in', 'synced']),
  rows: z.number(),
  bases: z.number().describe('family prices that more prices are computed from'),
  oldest: z.string(),
  newest: z.string(),
  days: z.number().describe('age of the newest row'),
})
type Part = z.output<typeof PART>

export const pricesStatus = defineOperation({
  name: 'prices status',
  about: 'Say how old the prices of each service are, and which were synced.',
  effect: 'reads',
  input: z.strictObject({ prices: PRICES, asOf: AS_OF }),
  output: z.object({ asOf: z.string(), pricesAsOf: z.string(), parts: z.array(PART) }),
  examples: [
    { about: 'The built-in book', command: 'stanchion prices status' },
    { about: 'With what was synced in front', command: 'stanchion prices status --prices synced' },
  ],
  cli: { placeholders: { prices: 'DIR', asOf: 'DATE' } },
  async run({ prices: folder, asOf: day }, given) {
    const context = await withPrices(given, folder)
    const asOf = asOfOr(day, context)
    const { prices } = context.catalog()
    const parts = prices
      .parts()
      .map((part) => ({ ...part, days: Math.round((Date.parse(asOf) - Date.parse(part.newest)) / DAY) }))
      .toSorted((a, b) => (a.service === b.service ? a.from.localeCompare(b.from) : a.service < b.service ? -1 : 1))
    return { output: { asOf, pricesAsOf: prices.asOf, parts }, exit: 0, human: (page) => statusText(parts, asOf, page) }
  },
})

function statusText(parts: readonly Part[], asOf: string, { style }: Page): string {
  const wide = Math.max(...parts.map(({ service }) => service.length))
  const rows = parts.map(({ service, from, rows: count, bases, oldest, newest, days }) => {
    const dates = oldest === newest ? newest : `${oldest} to ${newest}`
    const computed = bases === 0 ? '' : `, ${bases} family prices`
    return `  ${style.bold(service.padEnd(wide))}  ${from === 'synced' ? 'synced    ' : 'built in  '}${String(count).padStart(6)} rows  ${dates.padEnd(24)}  ${days} days${computed}`
  })
  const total = parts.reduce((sum, { rows: count }) => sum + count, 0)
  return `${[...rows, '', `${total} rows; ages are those of the newest row on ${asOf}`].join('\n')}\n`
}
