import { type Amount, amountNumber, amountOf, amountText } from '#core/index.js'
import { inUnit, type ResourceUsage, type Traffic, type Usage, type UsageValue } from '#spec/index.js'

/** How much of something one resource uses in a month (or on average over it). */
export interface Quantity {
  readonly value: Amount
  /** As the price model's `usage` table states it: `request`, `GB-month`. */
  readonly unit: string
  /** Least and most that it may be, where that is known. */
  readonly low?: Amount
  readonly high?: Amount
  /** `derived`: computed from traffic. `stated`: said by someone. */
  readonly from: 'derived' | 'stated'
  /** The arithmetic, for people: `20/s x 2,628,000 s`. */
  readonly formula?: string
  /** The journey or the assumption it rests on. */
  readonly origin?: string
}

export type ResourceQuantities = ReadonlyMap<string, Quantity>
/** By logical id, then by the name that the resource's price model gives the quantity. */
export type Quantities = ReadonlyMap<string, ResourceQuantities>

/** A quantity of the usage file, or what is derived from traffic, by the same names. */
export function quantityOf(stated: UsageValue, unit: string): Quantity {
  const from = stated.unit ?? unit
  const fits = inUnit(stated.value, from, unit)
  const at = (value: number | string): Amount => {
    const converted = inUnit(value, from, unit)
    return converted.ok ? converted.value : amountOf(value)
  }
  const [low, high] = [stated.low, stated.high].map((each) => (each === undefined ? undefined : at(each)))
  return {
    value: at(stated.value),
    unit: fits.ok ? unit : from,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    from: stated.from,
    ...(stated.formula === undefined ? {} : { formula: stated.formula }),
    ...(stated.origin === undefined ? {} : { origin: stated.origin }),
  }
}

// The shortest form that reads back as the same amount: a bare number where it is exact, else decimal text.
function plainValue(value: Amount): number | string {
  const number = amountNumber(value)
  return amountOf(number) === value ? number : amountText(value)
}

function usageValue({ value, low, high, unit, from, formula, origin }: Quantity): UsageValue {
  return {
    value: plainValue(value),
    ...(low === undefined ? {} : { low: plainValue(low) }),
    ...(high === undefined ? {} : { high: plainValue(high) }),
    unit,
    from,
    ...(formula === undefined ? {} : { formula }),
    ...(origin === undefined ? {} : { origin }),
  }
}

/**
 * What `usage.yaml` holds: every quantity with its unit, formula and origin. Billing it again gives the same total to the last digit.
 * `stack` is the name of a second stack; its resources are written as `stack/Id`.
 */
export function usageOf(quantities: Quantities, traffic: Traffic | undefined, region: string | undefined, stack?: string): Usage {
  const resources: Record<string, ResourceUsage> = {}
  for (const [id, named] of quantities) {
    const entries = [...named].map(([name, quantity]) => [name, usageValue(quantity)] as const)
    if (entries.length > 0) resources[idIn(stack, id)] = Object.fromEntries(entries)
  }
  return { ...(region === undefined ? {} : { region }), ...(traffic === undefined ? {} : { traffic }), resources }
}

/** How a resource of a second stack is named in a usage file and on a bill. */
export function idIn(stack: string | undefined, id: string): string {
  return stack === undefined ? id : `${stack}/${id}`
}

export function isRanged(quantities: Quantities): boolean {
  for (const named of quantities.values())
    for (const { low, high } of named.values()) if (low !== undefined || high !== undefined) return true
  return false
}

/** All quantities at one end of their ranges. */
export function quantitiesAt(quantities: Quantities, end: 'low' | 'high'): Quantities {
  const all = new Map<string, ResourceQuantities>()
  for (const [id, named] of quantities)
    all.set(id, new Map([...named].map(([name, quantity]) => [name, { ...quantity, value: quantity[end] ?? quantity.value }])))
  return all
}
