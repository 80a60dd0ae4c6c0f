import { isJsonObject, type JsonObject } from '#core/index.js'
import { broken, numberIn, objectIn, type Packs, provenanceIn, textIn, textsIn } from './packs.js'
import type { Discount, DiscountKind, DiscountOffering, FreeTier, FreeTierKind, Payment } from './types.js'

const KINDS: readonly DiscountKind[] = ['reserved', 'savings-plan', 'spot']
const OFFERINGS: readonly DiscountOffering[] = ['standard', 'convertible', 'ec2-instance', 'compute', 'database', 'machine-learning']
const PAYMENTS: readonly Payment[] = ['no-upfront', 'partial-upfront', 'all-upfront']
const FREE_KINDS: readonly FreeTierKind[] = ['always', 'legacy-12-months', 'credits']

/** A row for each payment option; those with the longest matching beginning of the key come first. */
export function openDiscounts(packs: Packs): (key?: string) => readonly Discount[] {
  let all: readonly Discount[] | undefined
  return (key) => {
    all ??= packs.table('discounts').flatMap(discountsIn)
    if (key === undefined) return all
    return all
      .flatMap((discount) => {
        const lengths = discount.keys.filter((start) => key.startsWith(start)).map((start) => start.length)
        return lengths.length === 0 ? [] : [{ discount, length: Math.max(...lengths) }]
      })
      .toSorted((a, b) => b.length - a.length)
      .map(({ discount }) => discount)
  }
}

function discountsIn(row: JsonObject): readonly Discount[] {
  const where = 'discounts'
  const id = textIn(row['id'], where)
  const kind = oneOf(row['kind'], KINDS, id)
  const about = { id, title: textIn(row['title'], where), keys: textsIn(row['keys'], where), ...provenanceIn(row, where) }
  const [low, typical, high] = ['low', 'typical', 'high'].map((name) => shareIn(row, name, id))
  if (low === undefined || typical === undefined || high === undefined || low > typical || typical > high)
    throw broken(`the discount "${id}" has no range from low to high`)
  if (kind === 'spot') return [{ ...about, kind, low, typical, high }]
  const terms = { kind, offering: oneOf(row['offering'], OFFERINGS, id), years: yearsIn(row, id) }
  return Object.entries(objectIn(row['payments'], where)).map(([name, factor]) => {
    const times = numberIn(factor, where)
    const paid = (share: number): number => rounded(1 - (1 - share) * times)
    return { ...about, ...terms, payment: oneOf(name, PAYMENTS, id), low: paid(low), typical: paid(typical), high: paid(high) }
  })
}

function yearsIn(row: JsonObject, id: string): 1 | 3 {
  const { years } = row
  if (years !== 1 && years !== 3) throw broken(`the discount "${id}" is for neither 1 nor 3 years`)
  return years
}

function shareIn(row: JsonObject, name: string, id: string): number {
  const share = numberIn(row[name], 'discounts')
  if (share <= 0 || share >= 1) throw broken(`the discount "${id}" saves ${share}, which is no part of a price`)
  return share
}

/** Shares are stated to four digits; more would be noise of the arithmetic. */
function rounded(share: number): number {
  return Number(share.toFixed(4))
}

function oneOf<Value extends string>(value: unknown, values: readonly Value[], id: string): Value {
  const found = values.find((each) => each === value)
  if (found === undefined)
    throw broken(`"${id}" says "${isJsonObject(value) ? '{}' : String(value)}", which is not one of ${values.join(', ')}`)
  return found
}

export function openFreeTiers(packs: Packs): (kind?: FreeTierKind) => readonly FreeTier[] {
  let all: readonly FreeTier[] | undefined
  return (kind) => {
    all ??= packs.table('free-tiers').map(freeTierIn)
    return kind === undefined ? all : all.filter((each) => each.kind === kind)
  }
}

function freeTierIn(row: JsonObject): FreeTier {
  const where = 'free-tiers'
  const id = textIn(row['id'], where)
  const quantity = numberIn(row['quantity'], where)
  if (quantity <= 0) throw broken(`the free tier "${id}" gives nothing`)
  return {
    id,
    title: textIn(row['title'], where),
    kind: oneOf(row['kind'], FREE_KINDS, id),
    service: textIn(row['service'], where),
    keys: textsIn(row['keys'], where),
    quantity,
    unit: textIn(row['unit'], where),
    ...provenanceIn(row, where),
  }
}
