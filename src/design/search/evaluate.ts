import { type Bill, billOf, mergeBills, type Quantities, quantitiesOf, usageOf } from '#analyze/cost/index.js'
import type { Catalog } from '#catalog/index.js'
import { formatUsd, usdOf } from '#core/index.js'
import { queryOf } from '#graph/index.js'
import { type Requirements, type Service, trafficOf, type Usage } from '#spec/index.js'
import { assemble, type Assembled } from '../assemble/assemble.js'
import { servicesIn } from '../options/services.js'
import { LAYERS, type Layer, LAYER_TITLES, type Plan } from '../plan.js'
import type { Candidate, DesignedStack, Figures, Miss } from '../types.js'
import { availabilityOf } from './availability.js'
import { recoveryOf } from './recovery.js'
import { responseOf } from './response.js'

export interface Priced {
  readonly bill: Bill
  readonly usage: Usage
}

/** Prices whole stacks with the functions that `stanchion cost` uses on their templates. */
function priceStacks(stacks: readonly DesignedStack[], requirements: Requirements, catalog: Catalog, asOf: string): Priced {
  const traffic = trafficOf(requirements)
  const parts = stacks.map(({ name, region, graph }) => {
    const stack = name === 'main' ? undefined : name
    const q = queryOf(graph, { region, asOf })
    const quantities: Quantities = quantitiesOf(q, traffic, { resources: {} })
    return {
      bill: billOf(q, quantities, catalog.prices, stack === undefined ? {} : { stack }),
      usage: usageOf(quantities, traffic, region, stack),
    }
  })
  const [main] = parts
  const resources = Object.assign({}, ...parts.map(({ usage }) => usage.resources))
  return { bill: mergeBills(parts.map(({ bill }) => bill)), usage: { ...main?.usage, resources } }
}

/** A plan with what it does. Its graphs are let go: a search holds hundreds of plans. */
export interface Evaluated {
  readonly plan: Plan
  /** What its graphs are made of. */
  readonly services: ReadonlySet<Service>
  readonly candidate: Candidate
}

/** A plan made and priced. */
export interface Built {
  readonly assembled: Assembled
  readonly priced: Priced
}

export function build(plan: Plan, requirements: Requirements, catalog: Catalog, asOf: string): Built {
  const assembled = assemble(plan, requirements, catalog)
  return { assembled, priced: priceStacks(assembled.stacks, requirements, catalog, asOf) }
}

export function evaluate(plan: Plan, requirements: Requirements, catalog: Catalog, asOf: string): Evaluated {
  const { assembled, priced } = build(plan, requirements, catalog, asOf)
  const services = servicesIn(assembled.stacks.map(({ region, graph }) => queryOf(graph, { region, asOf })))
  const layers = layersOf(plan)
  const figures: Figures = {
    monthly: priced.bill.monthly,
    leftOut: priced.bill.leftOut,
    availability: availabilityOf(plan, catalog),
    p99: responseOf(plan, requirements, catalog),
    recovery: recoveryOf(plan, catalog),
    operations: operationsOf(plan, requirements),
    lockIn: sum(plan, 'lockIn') + (requirements.security.authentication === 'cognito' ? 3 : 0),
  }
  const choices = layers.map((layer) => ({
    layer: LAYER_TITLES[layer],
    option: plan[layer].id,
    title: plan[layer].title,
    brief: plan[layer].brief,
  }))
  const candidate: Candidate = {
    id: layers.map((layer) => plan[layer].id).join('+'),
    title: layers.map((layer) => plan[layer].title).join(', '),
    choices,
    figures,
    misses: missesOf(figures, requirements),
    because: [],
  }
  return { plan, services, candidate }
}

/** Layers in which the plan has something; `no compute` and `no VPC` say nothing to a reader. */
function layersOf(plan: Plan): readonly Layer[] {
  return LAYERS.filter((layer) => plan[layer].services.length > 0 || (layer === 'zones' && plan.zones.value !== 0))
}

function sum(plan: Plan, figure: 'operations' | 'lockIn'): number {
  return LAYERS.reduce((total, layer) => total + plan[layer][figure], 0)
}

/** What running it asks of the team: more where the skill is missing (0 doubles it, 3 leaves it). */
function operationsOf(plan: Plan, { team }: Requirements): number {
  const compute = plan.compute.value.kind
  const skill = compute === 'fargate' ? team.skills.containers : compute === 'lambda' ? team.skills.serverless : 3
  const own = plan.compute.operations * (2 - skill / 3)
  const data = plan.store.value.database === undefined ? plan.store.operations : plan.store.operations * (2 - team.skills.databases / 3)
  return Math.round((own + data + plan.front.operations + plan.network.operations) * 10) / 10
}

// Five nines are told from six, and no zeros trail.
export const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(5))}%`

function duration(seconds: number): string {
  if (seconds >= 3600) return `${Math.round(seconds / 360) / 10} h`
  return seconds >= 60 ? `${Math.round(seconds / 6) / 10} min` : `${seconds} s`
}

function missesOf(figures: Figures, { targets, budgetUsdPerMonth }: Requirements): readonly Miss[] {
  const misses: Miss[] = []
  const { availability, p99, recovery } = figures
  if (targets.availability !== undefined && availability.estimate < targets.availability)
    misses.push({ target: 'availability', wanted: percent(targets.availability), got: percent(Number(availability.estimate.toFixed(6))) })
  if (targets.p99Ms !== undefined && p99 !== undefined && p99.estimateMs > targets.p99Ms)
    misses.push({ target: 'p99', wanted: `${targets.p99Ms} ms`, got: `${Math.ceil(p99.estimateMs)} ms` })
  const losses = [recovery.instance, recovery.zone, recovery.restore]
  const rto = Math.max(...losses.map(({ rtoSeconds }) => rtoSeconds))
  const rpo = Math.max(...losses.map(({ rpoSeconds }) => rpoSeconds))
  if (targets.rtoSeconds !== undefined && rto > targets.rtoSeconds)
    misses.push({ target: 'rto', wanted: duration(targets.rtoSeconds), got: duration(rto) })
  if (targets.rpoSeconds !== undefined && rpo > targets.rpoSeconds)
    misses.push({ target: 'rpo', wanted: duration(targets.rpoSeconds), got: duration(rpo) })
  if (budgetUsdPerMonth !== undefined && figures.monthly > usdOf(budgetUsdPerMonth))
    misses.push({ target: 'budget', wanted: `${formatUsd(usdOf(budgetUsdPerMonth))} a month`, got: formatUsd(figures.monthly) })
  return misses
}
