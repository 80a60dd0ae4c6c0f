import type { Catalog } from '#catalog/index.js'
import { invariant } from '#core/index.js'
import type { Requirements } from '#spec/index.js'
import type { Assembled } from './assemble/assemble.js'
import { deployCommands, deployMinutes, shellSetup, teardownCommands } from './commands.js'
import type { Plan } from './plan.js'
import { quotaNotes } from './quotas.js'
import { choose, type Chosen } from './search/choose.js'
import { combine } from './search/combine.js'
import { decisionsOf } from './search/decisions.js'
import { build, evaluate, type Evaluated, percent } from './search/evaluate.js'
import { meetsMust } from './search/must.js'
import type { Certificate, Design, DesignOutcome, Note } from './types.js'

/**
 * Searches the options for a workload, prices every combination as a whole graph, and takes the cheapest that meets
 * every target. The same requirements, catalog and date give the same design, to the byte.
 */
export function designFor(requirements: Requirements, catalog: Catalog, options: { readonly asOf: string }): DesignOutcome {
  const combined = combine({ requirements, catalog })
  const judged = meetsMust(
    combined.plans.map((plan) => evaluate(plan, requirements, catalog, options.asOf)),
    requirements,
  )
  const all = judged.kept
  const certificates = [...combined.certificates, ...judged.certificates]
  if (all.length === 0) return { is: 'impossible', certificates }
  const chosen = choose(all)
  if (chosen.best === undefined) return { is: 'unreachable', closest: chosen.closest.candidate, considered: all.length, certificates }
  return { is: 'designed', design: designOf(chosen, chosen.best, { requirements, catalog, all, certificates, asOf: options.asOf }) }
}

interface Run {
  readonly requirements: Requirements
  readonly catalog: Catalog
  readonly all: readonly Evaluated[]
  readonly certificates: readonly Certificate[]
  readonly asOf: string
}

function designOf({ shown }: Chosen, best: Evaluated, run: Run): Design {
  const { requirements, catalog, all, certificates, asOf } = run
  const { plan } = best
  const { assembled, priced } = build(plan, requirements, catalog, asOf)
  invariant(priced.bill.monthly === best.candidate.figures.monthly, `${best.candidate.id} has two prices`)
  const [first, ...others] = shown.map(({ candidate }) => candidate)
  return {
    requirements,
    asOf,
    chosen: first ?? best.candidate,
    shown: [first ?? best.candidate, ...others],
    considered: all.length,
    certificates,
    decisions: decisionsOf(all, best, certificates),
    stacks: assembled.stacks,
    usage: priced.usage,
    bill: priced.bill,
    notes: [...assembled.notes, ...generalNotes(best, assembled, requirements), ...quotaNotes(plan, requirements, catalog)],
    commands: {
      deploy: deployCommands(plan, assembled.stacks, requirements),
      firstCall: [shellSetup(requirements), ...assembled.guide.firstCall],
      ownCode: assembled.guide.ownCode,
      teardown: [...assembled.guide.beforeTeardown, ...teardownCommands(assembled.stacks, requirements)],
    },
    deployMinutes: deployMinutes(plan),
  }
}

/** What holds for every design: who is told, what is not covered, what was only named. */
function generalNotes({ plan, candidate }: Evaluated, assembled: Assembled, requirements: Requirements): readonly Note[] {
  const notes: Note[] = assembled.watched ? [alarmNote(requirements)] : []
  const { targets, security } = requirements
  const { estimate, commitment } = candidate.figures.availability
  if (targets.availability !== undefined && targets.availability > commitment)
    notes.push({
      kind: 'commitment',
      text: `the availability target of ${percent(targets.availability)} exceeds what AWS commits to for this design (${percent(Number(commitment.toFixed(6)))}); the estimate from failure modes is ${percent(Number(estimate.toFixed(6)))}`,
    })
  if (security.compliance.length > 0)
    notes.push({
      kind: 'not-made',
      text: `a check against ${security.compliance.join(', ')}: not built yet, nothing here was checked for it`,
    })
  notes.push({ kind: 'not-made', text: 'a copy in a second region: the loss of the region is not covered' })
  const stays = staysText(plan, requirements)
  return stays === undefined ? notes : [...notes, { kind: 'stays-after-teardown', text: stays }]
}

function alarmNote({ alerts }: Requirements): Note {
  if (alerts === undefined) return { kind: 'warning', text: 'nobody is told when an alarm goes off: give `alerts` an e-mail address' }
  return { kind: 'warning', text: `confirm the alarm subscription that is mailed to ${alerts}; until then nobody is told` }
}

/** What outlives a production stack, and whether this design has it. */
const STAYING: readonly { readonly what: string; readonly when: (plan: Plan, requirements: Requirements) => boolean }[] = [
  { what: 'the tables', when: ({ store }) => store.value.tables.length > 0 },
  { what: 'the buckets', when: ({ store }) => store.value.buckets.length > 0 },
  { what: 'a final snapshot of the database', when: ({ store }) => store.value.database !== undefined },
  { what: 'its log group, which RDS makes and never empties', when: ({ store }) => store.value.database !== undefined },
  { what: 'the queues', when: ({ front }) => front.value.kind === 'queue' },
  { what: 'the buckets with access logs', when: hasLogBuckets },
  { what: 'the user pool', when: (_plan, { security }) => security.authentication === 'cognito' },
  {
    what: 'the key that all of it is encrypted with',
    when: (_plan, { security, data }) => security.data === 'personal' && data.length > 0,
  },
]

function hasLogBuckets({ front }: Plan): boolean {
  return front.services.includes('alb')
}

/** Undefined: nothing stays, or the design says it itself as a static site does. */
function staysText(plan: Plan, requirements: Requirements): string | undefined {
  if (plan.front.value.kind === 'cloudfront-s3') return undefined
  if (requirements.environment !== 'prod') return leftOverText(plan)
  const kept = STAYING.filter(({ when }) => when(plan, requirements)).map(({ what }) => what)
  if (kept.length === 0) return undefined
  const first = plan.store.value.tables.length > 0 ? '; a table has to lose its deletion protection first' : ''
  return `${kept.join(', ')}: storage is billed until you delete it by hand${first}`
}

/** What outlives a stack that keeps nothing on purpose. */
function leftOverText(plan: Plan): string | undefined {
  const texts = [
    ...(hasLogBuckets(plan) || plan.store.value.buckets.length > 0
      ? [
          'the buckets while they hold anything: empty them first, old versions too (Empty in the S3 console), or the stack cannot be deleted',
        ]
      : []),
    ...(plan.store.value.database === undefined
      ? []
      : ['the log group of the database, which RDS makes and never empties: delete it by hand']),
  ]
  return texts.length === 0 ? undefined : texts.join('; ')
}
