import type { Graph, Resource } from './graph.js'
import { givenIn, type Query, type QueryOptions, queryIn } from './query.js'
import { type BrokenRule, brokenRules } from './rules.js'
import type { Assignment, Constraints } from './search.js'
import { isInput, type Solver, solverOf, type Way } from './solver.js'
import type { Guard } from './value.js'
import { isOther } from './variables.js'
import { type World, worldOf } from './world.js'

/**
 * The fewest parameter values that lead from the main world (given values, else defaults) into another: nothing when the main world is meant.
 * A value that the template does not mention reads `any value but …`.
 */
export type Witness = Readonly<Record<string, string>>

/** What came of one world. */
export interface WorldRun<T> {
  readonly result: T
  /** Whether the main world is of this kind. Several are where it does not decide what was asked. */
  readonly main: boolean
  /** Undefined: the work that is allowed found none, so this world may be none. */
  readonly witness: () => Witness | undefined
}

export interface Exploration<T> {
  /** In the main world, where what it does not decide is not known. */
  readonly result: T
  /** One for each world that was told apart; none when every world gives `result`. */
  readonly runs: readonly WorldRun<T>[]
  /** False: there are more worlds than were looked at. */
  readonly complete: boolean
}

/** Under which parameters something guarded is there. */
export type Reach =
  | { readonly is: 'always' }
  /** `main`: in the main world, too, or that world does not decide it. */
  | { readonly is: 'sometimes'; readonly main: boolean; readonly witness: Witness }
  | { readonly is: 'never' }
  /** The work that is allowed did not settle it. */
  | { readonly is: 'unknown' }

/** The worlds of a graph: its main world, and the others that parameters and conditions lead to. */
export interface Worlds {
  readonly main: Query
  /** Resources that exist in some world, in the order of the template. */
  resources(): readonly Resource[]
  /** Runs a pure function of a query in every world that it tells apart; `about` is a resource that exists in all of them. */
  explore<T>(run: (q: Query) => T, about?: Resource): Exploration<T>
  /** The same for a function that asks which conditions hold, below guards. */
  choose<T>(run: (holds: (condition: string) => boolean | undefined) => T, guards: readonly Guard[]): readonly WorldRun<T>[]
  reach(guards: readonly Guard[]): Reach
  /** What the main world breaks of the `Rules` section. */
  brokenRules(): readonly BrokenRule[]
}

/** Worlds looked at for one question. */
const MOST_RUNS = 128
/** Worlds looked at for one graph. */
const MOST_RUNS_IN_ALL = 20_000
/** Decisions that are proven for one question; beyond, a run takes the answers of the main world. */
const MOST_DECISIONS = 2000

export function worldsOf(graph: Graph, options: QueryOptions): Worlds {
  const given = givenIn(options)
  const solver = solverOf(graph, given)
  const varying = { asked: 0 }
  const main = counting(worldOf(graph, given), solver, varying)
  const query = queryIn(main, options)
  const reached = remembered(
    ({ conditions, values }: Constraints) => JSON.stringify([[...conditions], [...values]]),
    (constraints) => reachOfConstraints(constraints, solver),
  )
  const reach = (guards: readonly Guard[]): Reach => {
    const conditions = conditionsIn(guards)
    return conditions === undefined ? { is: 'never' } : reached({ conditions, values: new Map() })
  }
  const ground: Ground = { graph, solver, main, reach, reached, left: { runs: MOST_RUNS_IN_ALL } }
  return {
    main: query,
    reach,
    brokenRules: () => brokenRules(graph, given),
    resources: () => [...graph.resources.values()].filter((resource) => reach(guardsOf(resource)).is !== 'never'),
    explore: (run, about) => {
      const before = varying.asked
      const result = run(query)
      const guarded = about?.guard !== undefined
      if (varying.asked === before && !guarded) return { result, runs: [], complete: true }
      return { result, ...runsOf(ground, (world) => run(queryIn(world, options)), guardsOf(about)) }
    },
    choose: (run, guards) => runsOf(ground, (world) => run(world.holds), guards).runs,
  }
}

function guardsOf(resource: Resource | undefined): readonly Guard[] {
  return resource?.guard === undefined ? [] : [{ condition: resource.guard, holds: true }]
}

/** A world that counts what others may answer otherwise. */
function counting(world: World, solver: Solver, varying: { asked: number }): World {
  return {
    graph: world.graph,
    varying,
    holds: (condition) => {
      if (world.graph.conditions.has(condition)) varying.asked += 1
      return world.holds(condition)
    },
    text: (parameter) => {
      if (solver.choices(parameter).length > 1) varying.asked += 1
      return world.text(parameter)
    },
  }
}

interface Ground {
  readonly graph: Graph
  readonly solver: Solver
  readonly main: World
  readonly reach: (guards: readonly Guard[]) => Reach
  readonly reached: (constraints: Constraints) => Reach
  readonly left: { runs: number }
}

/** Every world that a run tells apart, the main one first: each run decides as it asks, and leaves the other answers for later. */
function runsOf<T>(ground: Ground, run: (world: World) => T, guards: readonly Guard[]): Omit<Exploration<T>, 'result'> {
  const runs: WorldRun<T>[] = []
  const waiting: (readonly Decision[])[] = [[]]
  const possible = ground.reach(guards).is
  if (possible === 'never') return { runs, complete: true }
  let complete = possible !== 'unknown'
  const left = { decisions: MOST_DECISIONS }
  for (let done = 0; waiting.length > 0; done += 1) {
    const prefix = waiting.pop() ?? []
    ground.left.runs -= 1
    if (done >= MOST_RUNS || ground.left.runs < 0) return { runs, complete: false }
    const path = new Path({ ...ground, left }, prefix, guards)
    const result = run(path.world)
    complete &&= !path.bound
    waiting.push(...path.alternatives().toReversed())
    const constraints = path.constraints()
    runs.push({
      result,
      main: path.isMain(),
      witness: () => {
        const reached = ground.reached(constraints)
        return reached.is === 'always' ? {} : reached.is === 'sometimes' ? reached.witness : undefined
      },
    })
  }
  return { runs, complete }
}

/** One answer of a path: whether a condition holds, or which value a parameter has. */
interface Decision {
  readonly about: 'condition' | 'parameter'
  readonly name: string
  readonly value: string
  /** Other answers that are possible. */
  readonly others: readonly string[]
}

type PathGround = Pick<Ground, 'graph' | 'solver' | 'main'> & { readonly left: { decisions: number } }

/** One run's way through the worlds. */
class Path {
  readonly world: World
  /** Whether an answer had to be taken as possible without proof. */
  bound = false
  private readonly ground: PathGround
  private readonly way: Way
  private readonly prefix: readonly Decision[]
  private readonly trail: Decision[] = []
  private readonly conditions = new Map<string, boolean>()
  private readonly values = new Map<string, string>()

  constructor(ground: PathGround, prefix: readonly Decision[], guards: readonly Guard[]) {
    this.ground = ground
    this.prefix = prefix
    this.way = ground.solver.way()
    for (const { condition, holds } of guards) this.conditions.set(condition, holds)
    this.way.take({ conditions: this.conditions, values: this.values })
    this.world = { graph: ground.graph, holds: (name) => this.holds(name), text: (name) => this.text(name) }
  }

  constraints(): Constraints {
    return { conditions: this.conditions, values: this.values }
  }

  /** Whether the main world answers the same, as far as it answers. */
  isMain(): boolean {
    const { main, solver } = this.ground
    let open = false
    for (const [name, holds] of this.conditions) {
      const truth = main.holds(name)
      if (truth === undefined) open = true
      else if (truth !== holds) return false
    }
    for (const [name, value] of this.values) {
      const text = main.text(name)
      if (text === undefined) open = true
      else if (text !== value) return false
    }
    return !open || solver.solve(this.constraints(), 'main') !== 'none'
  }

  /** The paths that this one passed by. */
  alternatives(): readonly (readonly Decision[])[] {
    return this.trail.flatMap((decision, index) =>
      index < this.prefix.length ? [] : decision.others.map((value) => [...this.trail.slice(0, index), { ...decision, value, others: [] }]),
    )
  }

  private holds(name: string): boolean | undefined {
    if (!this.ground.graph.conditions.has(name)) return undefined
    const known = this.conditions.get(name) ?? this.way.settled(name)
    if (known !== undefined) return known
    const main = this.ground.main.holds(name) ?? true
    const value = this.decide('condition', name, [String(main), String(!main)]) === 'true'
    this.conditions.set(name, value)
    return value
  }

  private text(name: string): string | undefined {
    const known = this.values.get(name)
    if (known !== undefined) return isOther(known) ? undefined : known
    const choices = this.ground.solver.choices(name)
    if (choices.length === 0) return this.ground.main.text(name)
    const value = this.decide('parameter', name, choices)
    this.values.set(name, value)
    return isOther(value) ? undefined : value
  }

  private decide(about: Decision['about'], name: string, candidates: readonly string[]): string {
    const replayed = this.prefix[this.trail.length]
    const decision = replayed?.name === name && replayed.about === about ? replayed : this.fresh(about, name, candidates)
    this.trail.push(decision)
    this.way.take(constraintOf(about, name, decision.value))
    return decision.value
  }

  private fresh(about: Decision['about'], name: string, candidates: readonly string[]): Decision {
    this.ground.left.decisions -= 1
    if (this.ground.left.decisions < 0) this.bound = true
    const possible = this.bound ? candidates.slice(0, 1) : candidates.filter((value) => this.fits(about, name, value))
    const [first, ...others] = possible
    // Constraints that nothing fits are those of a path that is dropped at its end.
    return { about, name, value: first ?? candidates[0] ?? '', others }
  }

  private fits(about: Decision['about'], name: string, value: string): boolean {
    const solved = this.way.fits(constraintOf(about, name, value))
    if (solved === 'bound') this.bound = true
    return solved !== 'none'
  }
}

function constraintOf(about: Decision['about'], name: string, value: string): Constraints {
  return about === 'condition'
    ? { conditions: new Map([[name, value === 'true']]), values: new Map() }
    : { conditions: new Map(), values: new Map([[name, value]]) }
}

/** Undefined: they contradict each other. */
function conditionsIn(guards: readonly Guard[]): ReadonlyMap<string, boolean> | undefined {
  const conditions = new Map<string, boolean>()
  for (const { condition, holds } of guards) {
    if (conditions.get(condition) === !holds) return undefined
    conditions.set(condition, holds)
  }
  return conditions
}

/** Many rules ask the same of a resource. */
function remembered<Question, Answer>(
  keyOf: (question: Question) => string,
  answer: (question: Question) => Answer,
): (question: Question) => Answer {
  const known = new Map<string, Answer>()
  return (question) => {
    const key = keyOf(question)
    const before = known.get(key)
    if (before !== undefined) return before
    const found = answer(question)
    known.set(key, found)
    return found
  }
}

function reachOfConstraints(constraints: Constraints, solver: Solver): Reach {
  if (constraints.conditions.size === 0 && constraints.values.size === 0) return { is: 'always' }
  const smallest = solver.smallest(constraints)
  if (smallest === 'none') return { is: 'never' }
  if (smallest === 'bound') return { is: 'unknown' }
  return { is: 'sometimes', main: solver.solve(constraints, 'main') !== 'none', witness: witnessOf(smallest, solver) }
}

function witnessOf(assignment: Assignment, solver: Solver): Witness {
  const told = [...assignment].filter(([key, value]) => isInput(key) && solver.main(key) !== value)
  return Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, shown(key, value, solver)]))
}

function shown(key: string, value: string, solver: Solver): string {
  if (!isOther(value)) return value
  const mentioned = solver.choices(key).filter((each) => !isOther(each))
  return mentioned.length === 0 ? 'any value' : `any value but ${mentioned.join(', ')}`
}
