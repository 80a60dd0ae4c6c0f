import type { Exploration, Query, Resource, Witness, WorldRun, Worlds } from '#graph/index.js'
import { ALL_RULES } from './all.js'
import { findingOf } from './finding.js'
import type { Finding, ResourceRule, Rule, Verdict } from './rule.js'

/**
 * Every verdict of every rule in one world, in the order of the resources in the template; what is said of the whole stack comes last.
 * Passes are findings too, so that they can be counted and shown.
 */
export function reviewGraph(q: Query, rules: readonly Rule[] = ALL_RULES): readonly Finding[] {
  const rulesOf = ruleIndex(rules)
  const ofResources = q.all().flatMap((node) => rulesOf(node.type).flatMap((rule) => findingsOf(rule, listOf(rule.check(node, q)), node)))
  const ofStack = rules.flatMap((rule) => (rule.subject === 'stack' ? findingsOf(rule, listOf(rule.check(q)), undefined) : []))
  return [...ofResources, ...ofStack]
}

/** What rules say of a template in all its worlds. */
export interface Review {
  /** In the main world. One with a `world` fails only with values of parameters that the main world leaves open. */
  readonly findings: readonly Finding[]
  /** What fails only in other worlds, each with the parameters that lead there. */
  readonly elsewhere: readonly Finding[]
  /** Questions with more worlds than were looked at. */
  readonly unexplored: readonly Unexplored[]
}

export interface Unexplored {
  readonly rule: string
  /** Logical id; absent where the rule is about the stack. */
  readonly resource?: string
  /** How many worlds were looked at. */
  readonly worlds: number
}

/** Every rule in every world that it tells apart, in the order of `reviewGraph`. */
export function reviewWorlds(worlds: Worlds, rules: readonly Rule[] = ALL_RULES): Review {
  const review = { findings: new Array<Finding>(), elsewhere: new Array<Finding>(), unexplored: new Array<Unexplored>() }
  const add = (rule: Rule, explored: Exploration<readonly Verdict[]>, node: Resource | undefined): void => {
    // A resource that the main world does not have is only judged in the others.
    const main = node === undefined || worlds.main.exists(node) !== false
    const judged = judge(main ? explored : { ...explored, result: [] }, main)
    review.findings.push(...judged.main.flatMap(({ verdicts, world }) => findingsOf(rule, verdicts, node, world)))
    review.elsewhere.push(...judged.elsewhere.flatMap(({ verdicts, world }) => findingsOf(rule, verdicts, node, world)))
    if (!explored.complete)
      review.unexplored.push({ rule: rule.id, ...(node === undefined ? {} : { resource: node.id }), worlds: explored.runs.length })
  }
  const rulesOf = ruleIndex(rules)
  for (const node of worlds.resources())
    for (const rule of rulesOf(node.type))
      add(
        rule,
        worlds.explore((q) => listOf(rule.check(node, q)), node),
        node,
      )
  for (const rule of rules)
    if (rule.subject === 'stack')
      add(
        rule,
        worlds.explore((q) => listOf(rule.check(q))),
        undefined,
      )
  return review
}

/** Rules about resources by type, in their order; a type is looked up once. */
function ruleIndex(rules: readonly Rule[]): (type: string) => readonly ResourceRule[] {
  const known = new Map<string, readonly ResourceRule[]>()
  return (type) => {
    const found =
      known.get(type) ?? rules.filter((rule) => rule.subject !== 'stack').filter(({ types }) => types.includes(type) || types.includes('*'))
    known.set(type, found)
    return found
  }
}

interface Judged {
  readonly verdicts: readonly Verdict[]
  readonly world?: Witness
}

type Run = WorldRun<readonly Verdict[]>
type Failure = Extract<Verdict, { is: 'fail' }>

/** What is said in the main world, and what only in others. */
function judge(
  { result, runs }: Exploration<readonly Verdict[]>,
  inMain: boolean,
): { readonly main: readonly Judged[]; readonly elsewhere: readonly Judged[] } {
  if (runs.length === 0) return { main: inMain ? [{ verdicts: result }] : [], elsewhere: [] }
  const here = runs.filter(({ main }) => main)
  const main = !inMain ? [] : here.length < 2 ? [{ verdicts: result }] : judgeOpen(result, here)
  const known = new Set(main.flatMap(({ verdicts }) => failuresIn(verdicts).map(keyOf)))
  const elsewhere = failuresOf(runs.filter((run) => !run.main)).filter(({ failure }) => !known.has(keyOf(failure)))
  return { main, elsewhere: elsewhere.map(({ failure, world }) => ({ verdicts: [failure], world })) }
}

/** The main world leaves open what decides: what fails in all of its kinds fails, the rest fails with the values that make it so. */
function judgeOpen(result: readonly Verdict[], runs: readonly Run[]): readonly Judged[] {
  const certain = failuresIn(runs[0]?.result ?? []).filter((failure) =>
    runs.every((run) => failuresIn(run.result).some((each) => keyOf(each) === keyOf(failure))),
  )
  const keys = new Set(certain.map(keyOf))
  // No value of a parameter decides the others: what the main world says of them stands.
  const told = failuresOf(runs).filter(({ failure, world }) => !keys.has(keyOf(failure)) && Object.keys(world).length > 0)
  if (certain.length === 0 && told.length === 0) {
    const [first] = runs
    return [{ verdicts: runs.every((run) => run.result.every(({ is }) => is === 'pass')) ? (first?.result ?? []) : result }]
  }
  return [...(certain.length === 0 ? [] : [{ verdicts: certain }]), ...told.map(({ failure, world }) => ({ verdicts: [failure], world }))]
}

/** Each failure once, with the smallest assignment under which it occurs. */
function failuresOf(runs: readonly Run[]): readonly { readonly failure: Failure; readonly world: Witness }[] {
  const found = new Map<string, { readonly failure: Failure; readonly world: Witness }>()
  for (const { result, witness } of runs) {
    const failures = failuresIn(result)
    const world = failures.length === 0 ? undefined : witness()
    if (world === undefined) continue
    for (const failure of failures) {
      const before = found.get(keyOf(failure))
      if (before === undefined || Object.keys(world).length < Object.keys(before.world).length)
        found.set(keyOf(failure), { failure, world })
    }
  }
  return [...found.values()]
}

function failuresIn(verdicts: readonly Verdict[]): readonly Failure[] {
  return verdicts.filter((verdict) => verdict.is === 'fail')
}

/** The same place with another figure in its text is the same failure. */
function keyOf({ about, path, attribute }: Failure): string {
  return JSON.stringify([about?.id ?? null, path ?? null, attribute ?? null])
}

function findingsOf(rule: Rule, verdicts: readonly Verdict[], subject: Resource | undefined, world?: Witness): readonly Finding[] {
  const telling = verdicts.filter((verdict) => verdict.is !== 'pass')
  const told: readonly Verdict[] = telling.length === 0 ? [{ is: 'pass' }] : telling
  const decided = world !== undefined && Object.keys(world).length > 0
  return told.map((verdict) => ({ ...findingOf(rule, verdict, subject), ...(decided ? { world } : {}) }))
}

function listOf(said: Verdict | readonly Verdict[]): readonly Verdict[] {
  return isList(said) ? said : [said]
}

// `Array.isArray` does not narrow a readonly list.
function isList(said: Verdict | readonly Verdict[]): said is readonly Verdict[] {
  return Array.isArray(said)
}
