import type { Commitment, Discount } from '#catalog/index.js'
import { type Change, defineChange, no } from '../change.js'

/** A plan for any compute before one for a family of instances: what is promised is then money, not machines. */
const PREFERRED: readonly Commitment['offering'][] = ['compute', 'database', 'machine-learning', 'ec2-instance']

/** A promise to pay for some years: the list price less a range that AWS publishes for each family and term. */
function savingsPlan(years: 1 | 3): Change {
  return defineChange({
    id: `savings-plan-${years}y`,
    title: `Savings Plans for ${years === 1 ? 'one year' : 'three years'}, nothing paid upfront`,
    caveat: `the promise is billed every hour for ${years === 1 ? 'a year' : 'three years'}, used or not: it loses where less is used than 1 minus the discount`,
    refs: ['https://aws.amazon.com/savingsplans/'],
    apply({ bill, facts }) {
      const found = new Map<string, Commitment | undefined>()
      const planFor = (key: string): Commitment | undefined => {
        if (!found.has(key)) found.set(key, key === '' ? undefined : chosen(facts.discounts(key), years))
        return found.get(key)
      }
      const covered = bill.lines.filter(({ key, monthly }) => monthly !== undefined && monthly > 0n && planFor(key) !== undefined)
      if (covered.length === 0) return no(`no line of the bill is covered by a Savings Plan of ${years === 1 ? 'one year' : 'three years'}`)
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
}

function chosen(discounts: readonly Discount[], years: 1 | 3): Commitment | undefined {
  const plans = discounts.filter(
    (each): each is Commitment => each.kind === 'savings-plan' && each.years === years && each.payment === 'no-upfront',
  )
  for (const offering of PREFERRED) {
    const plan = plans.find((each) => each.offering === offering)
    if (plan !== undefined) return plan
  }
  return undefined
}

export const savingsPlan1y = savingsPlan(1)
export const savingsPlan3y = savingsPlan(3)
