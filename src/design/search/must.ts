import { LAYERS, type Plan } from '../plan.js'
import type { Certificate } from '../types.js'
import { type Requirements, SERVICES, type Service } from '#spec/index.js'
import type { Evaluated } from './evaluate.js'

const declares = (plan: Plan, service: Service): boolean => LAYERS.some((layer) => plan[layer].services.includes(service))

interface Kept<Item> {
  readonly kept: readonly Item[]
  readonly certificates: readonly Certificate[]
}

/** Services that `must` asks for, in the order of the vocabulary. */
function wanted({ must }: Requirements): readonly Service[] {
  return SERVICES.filter((service) => must.includes(`use-${service}`))
}

/**
 * Of plans, those whose options bring every service that `must` asks for, and why each option went that is in none of
 * them. A service that no option brings is looked for on the finished graphs (`meetsMust`).
 */
export function plansAsAsked(plans: readonly Plan[], requirements: Requirements): Kept<Plan> {
  let kept = plans
  const certificates: Certificate[] = []
  for (const service of wanted(requirements)) {
    if (!plans.some((plan) => declares(plan, service))) continue
    const left = kept.filter((plan) => declares(plan, service))
    certificates.push(...(left.length === 0 ? [together(service, requirements)] : dropped(kept, left, service)))
    kept = left
  }
  return { kept, certificates }
}

function together(service: Service, requirements: Requirements): Certificate {
  const others = wanted(requirements).filter((other) => other !== service)
  return {
    layer: 'requirements',
    option: 'Every design',
    rule: 'must',
    value: `has no ${service} together with ${others.join(', ')}`,
    limit: `use-${service}`,
    source: 'requirements',
  }
}

/** Options that only plans without the service had. */
function dropped(before: readonly Plan[], after: readonly Plan[], service: Service): readonly Certificate[] {
  return LAYERS.flatMap((layer) => {
    const left = new Set(after.map((plan) => plan[layer].id))
    const gone = new Map(before.filter((plan) => !left.has(plan[layer].id)).map((plan) => [plan[layer].id, plan[layer].title]))
    return [...gone.values()].map((option) => ({
      layer,
      option,
      rule: 'must',
      value: `does without ${service}`,
      limit: `use-${service}`,
      source: 'requirements',
    }))
  })
}

/** What has to be changed for a service that no option brings. */
const HINTS: Partial<Readonly<Record<Service, string>>> = {
  cognito: '; it comes with `security.authentication: cognito`',
  kms: '; a key comes with `security.data: personal`',
}

/** Of judged designs, those whose graphs have what `must` asks for and nothing that it forbids. */
export function meetsMust(all: readonly Evaluated[], requirements: Requirements): Kept<Evaluated> {
  let kept = all
  const certificates = new Map<string, Certificate>()
  for (const service of wanted(requirements)) {
    const left = kept.filter(({ services }) => services.has(service))
    if (kept.length > 0 && left.length === 0) certificates.set(service, nowhere(service))
    kept = left
  }
  for (const service of SERVICES.filter((each) => requirements.must.includes(`no-${each}`))) {
    for (const { plan, services } of kept)
      if (services.has(service)) certificates.set(`${service} ${plan.front.id} ${plan.compute.value.kind}`, within(plan, service))
    kept = kept.filter(({ services }) => !services.has(service))
  }
  return { kept, certificates: [...certificates.values()] }
}

function nowhere(service: Service): Certificate {
  return {
    layer: 'requirements',
    option: 'Every design',
    rule: 'must',
    value: `no design for these requirements has ${service}${HINTS[service] ?? ''}`,
    limit: `use-${service}`,
    source: 'requirements',
  }
}

function within({ front, compute }: Plan, service: Service): Certificate {
  return {
    layer: 'pair',
    option: `${front.title} with ${compute.title}`,
    rule: 'must',
    value: `needs ${service}`,
    limit: `no-${service}`,
    source: 'requirements',
  }
}
