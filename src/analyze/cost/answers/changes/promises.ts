import type { Commitment, Discount } from '#catalog/index.js'
import { type Change, defineChange, no } from '../change.js'

interface Terms {
  readonly kind: Commitment['kind']
  readonly years: 1 | 3
  readonly title: string
  /** In the order in which they are taken. */
  readonly offerings: readonly Commitment['offering'][]
  readonly refs: readonly string[]
}

/** Discounts of databases were read for one zone; AWS gives the same for two. Source: https://aws.amazon.com/rds/reserved-instances/, 2025-11-18. */
function inOneZone(key: string): string {
  return key.replace('.multi_az.', '.')
}

/** A promise to pay for some years: the list price less a range that is known for each family and term. */
function promise({ kind, years, title, offerings, refs }: Terms): Change {
  const term = years === 1 ? 'one year' : 'three years'
  return defineChange({
    id: `${kind}-${years}y`,
    title: `${title} for ${term}, nothing paid upfront`,
    caveat: `the promise is billed every hour for ${term}, used or not: it loses where less is used than 1 minus the discount`,
    refs,
    apply({ bill, facts }) {
      const found = new Map<string, Commitment | undefined>()
      const planFor = (key: string): Commitment | undefined => {
        if (!found.has(key))
          found.set(key, key === '' ? undefined : (chosen(facts.discounts(key)) ?? chosen(facts.discounts(inOneZone(key)))))
        return found.get(key)
      }
      const covered = bill.lines.filter(({ key, monthly }) => monthly !== undefined && monthly > 0n && planFor(key) !== undefined)
      if (covered.length === 0) return no(`no line of the bill can be covered by ${title} for ${term}`)
      return {
        is: 'changed',
        what: covered.map(({ resource, name }) => `${resource}: ${name}`),
        cut: ({ key }) => {
          const plan = planFor(key)
          return plan && { low: plan.low, typical: plan.typical, high: plan.high, because: `${plan.title}: ${plan.source}, ${plan.asOf}` }
        },
      }
    },
  })

  function chosen(discounts: readonly Discount[]): Commitment | undefined {
    const plans = discounts.filter(
      (each): each is Commitment => each.kind === kind && each.years === years && each.payment === 'no-upfront',
    )
    return offerings.flatMap((offering) => plans.find((each) => each.offering === offering) ?? [])[0]
  }
}

// A plan for any compute before one for a family of instances: what is promised is then money, not machines.
const PLANS = {
  kind: 'savings-plan',
  title: 'Savings Plans',
  offerings: ['compute', 'database', 'machine-learning', 'ec2-instance'],
  refs: ['https://aws.amazon.com/savingsplans/'],
} as const
const RESERVED = {
  kind: 'reserved',
  title: 'reserved instances',
  offerings: ['standard'],
  refs: ['https://aws.amazon.com/ec2/pricing/reserved-instances/', 'https://aws.amazon.com/rds/reserved-instances/'],
} as const

export const savingsPlan1y = promise({ ...PLANS, years: 1 })
export const savingsPlan3y = promise({ ...PLANS, years: 3 })
export const reserved1y = promise({ ...RESERVED, years: 1 })
export const reserved3y = promise({ ...RESERVED, years: 3 })
