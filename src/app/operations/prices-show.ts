import * as z from 'zod'
import type { Catalog, PriceTier } from '#catalog/index.js'
import { amountText, usdText } from '#core/index.js'
import { defineOperation } from '../operation.js'
import type { Page } from '../page.js'
import { checkPlace, keysNamed } from '../price-keys.js'
import { PRICES, withPrices } from '../synced-prices.js'

/** Where a price is looked up first when many keys are asked for at once. */
const USUAL_REGION = 'us-east-1'

const TIER = z.object({
  price: z.string().describe('USD for one unit'),
  from: z.string().describe('where the tier begins, in units'),
  how: z.enum(['listed', 'computed', 'estimated']),
  source: z.string(),
  asOf: z.string(),
  sku: z.string().optional(),
  note: z.string().optional(),
})
const PLACE = z.object({ region: z.string(), status: z.enum(['priced', 'estimated', 'no-price']), tiers: z.array(TIER) })
const KEY = z.object({ key: z.string(), unit: z.string(), regions: z.array(PLACE) })
type KeyOutput = z.output<typeof KEY>

export const pricesShow = defineOperation({
  name: 'prices show',
  about: 'Look up prices: tiers, unit, source, date, and whether a price is listed, computed or estimated.',
  effect: 'reads',
  input: z.strictObject({
    key: z.string().min(1).describe('A key of the price book (vpc.nat_hour), a service (vpc), or how keys begin (ec2.m7g).'),
    region: z.string().min(1).optional().describe('One region. Default: every region of one key, us-east-1 for several.'),
    limit: z.int().min(1).max(5_000).default(50).describe('Keys to show at most.'),
    prices: PRICES,
  }),
  output: z.object({ pricesAsOf: z.string(), keys: z.array(KEY), leftOut: z.number().describe('keys beyond the limit') }),
  examples: [
    { about: 'One price in one region', command: 'stanchion prices show vpc.nat_hour --region eu-west-1' },
    { about: 'All keys of a service', command: 'stanchion prices show sqs' },
  ],
  cli: { positional: 'key', placeholders: { prices: 'DIR' } },
  async run({ key, region, limit, prices: folder }, given) {
    const context = await withPrices(given, folder)
    const catalog = context.catalog()
    const named = keysNamed(key, catalog)
    if (region !== undefined) checkPlace(region, catalog)
    const keys = named
      .slice(0, limit)
      .map((each) => keyOutput(each, placesOf(each, { region, alone: named.length === 1, catalog }), catalog))
    const output = { pricesAsOf: catalog.prices.asOf, keys, leftOut: named.length - keys.length }
    return { output, exit: 0, human: (page) => showText(output, page) }
  },
})

function placesOf(
  key: string,
  { region, alone, catalog }: { readonly region: string | undefined; readonly alone: boolean; readonly catalog: Catalog },
): readonly string[] {
  if (region !== undefined) return [region]
  const places = catalog.prices.places(key)
  if (alone) return places
  const [first] = places
  return places.includes(USUAL_REGION) || first === undefined ? [USUAL_REGION] : [first]
}

function keyOutput(key: string, places: readonly string[], { prices }: Catalog): KeyOutput {
  let unit = ''
  const regions = places.map((region) => {
    const known = prices.tiers(key, region)
    const tiers = known ?? prices.estimate(key, region) ?? []
    unit ||= tiers[0]?.unit ?? ''
    const status: z.output<typeof PLACE>['status'] = known === undefined ? (tiers.length === 0 ? 'no-price' : 'estimated') : 'priced'
    return { region, status, tiers: tiers.map(tierOutput) }
  })
  unit ||= prices.places(key).flatMap((place) => prices.tiers(key, place)?.[0]?.unit ?? [])[0] ?? ''
  return { key, unit, regions }
}

function tierOutput({ price, from, how, source, asOf, sku, note }: PriceTier): z.output<typeof TIER> {
  return {
    price: usdText(price),
    from: amountText(from),
    how,
    source,
    asOf,
    ...(sku === undefined ? {} : { sku }),
    ...(note === undefined ? {} : { note }),
  }
}

interface Shown {
  readonly keys: readonly KeyOutput[]
  readonly leftOut: number
  readonly pricesAsOf: string
}

function showText({ keys, leftOut, pricesAsOf }: Shown, { style }: Page): string {
  const sources = new Map<string, number>()
  const lines = keys.flatMap(({ key, unit, regions }) => {
    const wide = Math.max(0, ...regions.map(({ region }) => region.length))
    const rows = regions.flatMap(({ region, tiers }) => {
      const name = `  ${region.padEnd(wide)}  `
      if (tiers.length === 0) return [`${name}${style.yellow('no price')}`]
      return tiers.map((tier, at) => `${at === 0 ? name : ' '.repeat(name.length)}${tierText(tier, sources)}`)
    })
    return [`${style.bold(key)}  USD for one ${unit}`, ...rows]
  })
  const notes = [...sources].map(([source, number]) => style.dim(`[${number}] ${source}`))
  const more = leftOut === 0 ? [] : [`${leftOut} more keys; give more of the key, or --limit ${keys.length + leftOut}`]
  return `${[...lines, ...more, '', ...notes, `list prices up to ${pricesAsOf}`].join('\n')}\n`
}

function tierText({ price, from, how, source, asOf, sku, note }: z.output<typeof TIER>, sources: Map<string, number>): string {
  const text = [source, asOf, ...(note === undefined ? [] : [note])].join(', ')
  if (!sources.has(text)) sources.set(text, sources.size + 1)
  const marks = [
    ...(from === '0' ? [] : [`from ${from}`]),
    ...(how === 'listed' ? [] : [how === 'computed' ? 'computed from the family' : 'estimated']),
    ...(sku === undefined ? [] : [`SKU ${sku}`]),
    `[${sources.get(text)}]`,
  ]
  return `${price.padEnd(14)}  ${marks.join(', ')}`
}
