import type { Catalog } from '#catalog/index.js'
import { treeOf } from '#core/index.js'
import { GraphBuilder, graphOf, type TemplateDocument, templateJson } from '#graph/index.js'
import type { Requirements } from '#spec/index.js'
import { alarms, BUDGET_TYPE, budget, kmsKey, type Watch } from '../blocks/index.js'
import type { Plan } from '../plan.js'
import type { DesignedStack, Note } from '../types.js'
import { assembleFunctionApi } from './api.js'
import { type Assembly, type Guide, siteOf } from './context.js'
import { edgeStack } from './edge.js'
import { assembleSite } from './static-site.js'
import { assembleWeb } from './web.js'
import { assembleWorker } from './worker.js'

export interface Assembled {
  readonly stacks: readonly DesignedStack[]
  readonly notes: readonly Note[]
  readonly guide: Guide
  /** Whether it has alarms. */
  readonly watched: boolean
}

/** Builds a plan: the same for every candidate that is priced and for the one that is written. */
export function assemble(plan: Plan, requirements: Requirements, catalog: Catalog): Assembled {
  const graph = new GraphBuilder()
  const site = siteOf(requirements, catalog)
  const watches: Watch[] = []
  const notes: Note[] = []
  const personal = requirements.security.data === 'personal' && requirements.data.length > 0
  if (personal) graph.section('Key for personal data')
  const key = personal ? kmsKey.add(graph, { name: 'Data' }, site).key : undefined
  const assembly: Assembly = { plan, requirements, site, graph, watches, notes, key }
  const guide = assemblerOf(plan)(assembly)
  if (watches.length > 0) alarms.add(graph, { watches, email: requirements.alerts }, site)
  addBudget(assembly)
  if (requirements.must.includes('single-az') && requirements.environment === 'prod' && isRelational(plan))
    notes.push({
      kind: 'warning',
      text: 'the database is in one zone, as `must: [single-az]` demands: `stanchion review` gives that as a high finding',
    })
  const stacks = [stackOf('main', 'template.yaml', site.region, graph.document(aboutOf(plan, requirements)))]
  const edge = edgeStack(plan, requirements, catalog)
  return {
    stacks: edge === undefined ? stacks : [...stacks, stackOf('edge', 'template-us-east-1.yaml', 'us-east-1', edge)],
    notes,
    guide,
    watched: watches.length > 0,
  }
}

function isRelational({ store }: Plan): boolean {
  return store.value.kind === 'rds' || store.value.kind === 'aurora'
}

function assemblerOf({ front, compute }: Plan): (assembly: Assembly) => Guide {
  if (front.value.kind === 'cloudfront-s3') return assembleSite
  if (front.value.kind === 'queue') return assembleWorker
  return compute.value.kind === 'fargate' ? assembleWeb : assembleFunctionApi
}

function stackOf(name: string, file: string, region: string, document: TemplateDocument): DesignedStack {
  return { name, file, region, document, graph: graphOf(treeOf(templateJson(document)), file) }
}

function aboutOf(
  plan: Plan,
  { name, environment }: Requirements,
): { readonly description: string; readonly metadata: { readonly Stanchion: { readonly Design: string; readonly Environment: string } } } {
  const parts = [plan.front, plan.compute, plan.store].filter(({ services }) => services.length > 0).map(({ title }) => title)
  return {
    description: `${name} (${environment}): ${parts.join('; ')}`,
    metadata: { Stanchion: { Design: name, Environment: environment } },
  }
}

/** A notice before the bill; a printed command where CloudFormation has no budgets. */
function addBudget({ graph, site, requirements, notes }: Assembly): void {
  const { budgetUsdPerMonth, alerts } = requirements
  if (budgetUsdPerMonth === undefined) {
    notes.push({ kind: 'not-made', text: 'a budget: give `budget` in the requirements to be told before the bill comes' })
    return
  }
  const limitUsd = Math.max(1, Math.ceil(Number(budgetUsdPerMonth)))
  if (site.has(BUDGET_TYPE)) {
    graph.section('Budget')
    budget.add(graph, { limitUsd, ...(alerts === undefined ? {} : { email: alerts }) }, site)
    return
  }
  const subscriber = alerts === undefined ? '' : `,"Subscribers":[{"SubscriptionType":"EMAIL","Address":"${alerts}"}]`
  const notice = `[{"Notification":{"NotificationType":"ACTUAL","ComparisonOperator":"GREATER_THAN","Threshold":80}${subscriber}}]`
  const notices = alerts === undefined ? '' : ` --notifications-with-subscribers '${notice}'`
  notes.push({
    kind: 'not-made',
    text: `the budget, because CloudFormation has no ${BUDGET_TYPE} in ${site.region}; the command below makes it`,
    command: `aws budgets create-budget --account-id "$(aws sts get-caller-identity --query Account --output text)" --budget '{"BudgetName":"${requirements.name}","BudgetType":"COST","TimeUnit":"MONTHLY","BudgetLimit":{"Amount":"${limitUsd}","Unit":"USD"}}'${notices}`,
  })
}
