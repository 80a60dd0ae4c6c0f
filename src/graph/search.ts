import type { Compared, Comparing, Variables } from './comparing.js'
import { conditionsOf, type Formula } from './conditions.js'
import type { Graph } from './graph.js'
import { Layered } from './layered.js'
import { isOther, type Variable } from './variables.js'

/** What has to come out together. */
export interface Constraints {
  readonly conditions: ReadonlyMap<string, boolean>
  /** Values that parameters have. */
  readonly values: ReadonlyMap<string, string>
}

/** Values of variables under which the constraints hold, whatever the others are. */
export type Assignment = ReadonlyMap<string, string>

/** `bound`: the work that is allowed was done before it was known. */
export type Solved = Assignment | 'none' | 'bound'

/** What a search may do. */
export interface Most {
  /** Variables that may have another value than in the main world, or one where that has none. */
  readonly changes: number
  /** Whether every variable keeps the value that it has in the main world. */
  readonly stay: boolean
}

interface Ground {
  readonly graph: Graph
  readonly variables: Variables
  readonly comparing: Comparing
  readonly main: (key: string) => string | undefined
  readonly most: Most
  readonly left: { steps: number }
  /** What has to hold besides: the rules of the template that have to do with the constraints. */
  readonly demands: (constraints: Constraints) => readonly Formula[]
}

/** Wishes and clauses looked at for one answer. CloudFormation takes 200 parameters; conditions of real templates need a few hundred. */
const MOST_STEPS = 50_000

/** A formula that has to come out this way. */
interface Wish {
  readonly formula: Formula
  readonly holds: boolean
}

/** At least one of them has to come true. */
type Clause = readonly Wish[]

type Several = Extract<Compared, { by: 'variables' }>

/** What is settled so far. */
export interface State {
  readonly conditions: Layered<boolean>
  /** Values that are left of variables, where not all are. */
  readonly domains: Layered<readonly string[]>
  /** Outcomes of comparisons between several variables. */
  readonly several: Layered<{ readonly compared: Several; readonly holds: boolean }>
  clauses: readonly Clause[]
  /** Rules that were taken in. */
  readonly demanded: Set<Formula>
}

/**
 * A tableau: wishes are followed into the formulas that they stand on, each leaves fewer values of variables, and only where one of several wishes has
 * to come true is anything tried out.
 */
export class Search {
  private readonly ground: Ground
  private steps = MOST_STEPS

  constructor(ground: Ground) {
    this.ground = ground
  }

  run(constraints: Constraints): Solved {
    const state = emptyState()
    return this.take(state, constraints) ? this.beyond(state, NOTHING) : 'none'
  }

  /** Takes what has to come out into a state, with all that follows; false when it contradicts what is there. */
  take(state: State, constraints: Constraints): boolean {
    const { conditions, values } = constraints
    this.steps = MOST_STEPS
    for (const [key, value] of values) {
      const before = state.domains.get(key)
      if ((before !== undefined && !before.includes(value)) || (this.ground.most.stay && !this.mayBe(key, value))) return false
      state.domains.set(key, [value])
    }
    const demands = this.further(state, constraints)
    for (const { formula } of demands) state.demanded.add(formula)
    return this.fulfil(state, [...demands, ...wishesOf(conditions)])
  }

  /** What rules demand that the state does not know. */
  private further({ demanded }: State, constraints: Constraints): readonly Wish[] {
    return this.ground.demands(constraints).flatMap((formula) => (demanded.has(formula) ? [] : [{ formula, holds: true }]))
  }

  /** A whole assignment that fits a state and more; the state stays as it is. */
  beyond(state: State, constraints: Constraints): Solved {
    const { conditions, values } = constraints
    this.steps = MOST_STEPS
    const next = layerOn(state, state.clauses)
    for (const [key, value] of values) {
      if (state.domains.get(key)?.includes(value) === false) return 'none'
      next.domains.set(key, [value])
    }
    return this.extend(next, [...this.further(state, constraints), ...wishesOf(conditions)]) ?? 'none'
  }

  private mayBe(key: string, value: string): boolean {
    const main = this.ground.main(key)
    return main === undefined || main === value
  }

  /** A whole assignment that fulfils the wishes, too; undefined when there is none. */
  private extend(state: State, wishes: readonly Wish[]): Solved | undefined {
    if (this.isSpent()) return 'bound'
    if (!this.fulfil(state, [...wishes]) || this.changes(state) > this.ground.most.changes) return undefined
    const [clause, ...rest] = state.clauses.toSorted((a, b) => a.length - b.length)
    if (clause === undefined) return this.label(state)
    const passed: Wish[] = []
    for (const wish of clause) {
      const found = this.extend(layerOn(state, rest), [...passed, wish])
      if (found !== undefined) return found
      passed.push({ formula: wish.formula, holds: !wish.holds })
    }
    return undefined
  }

  private spend(steps: number): void {
    this.steps -= steps
    this.ground.left.steps -= steps
  }

  private isSpent(): boolean {
    this.spend(1)
    return this.steps < 0 || this.ground.left.steps < 0
  }

  private changes({ domains }: State): number {
    if (this.ground.most.changes === Number.POSITIVE_INFINITY) return 0
    let count = 0
    for (const [key, values] of domains.entries()) if (!values.includes(this.ground.main(key) ?? '\u0000none')) count += 1
    return count
  }

  /** Follows wishes until nothing more follows; false when they cannot be fulfilled. */
  private fulfil(state: State, wishes: Wish[]): boolean {
    for (;;) {
      for (let wish = wishes.pop(); wish !== undefined; wish = wishes.pop()) {
        this.spend(1)
        if (!this.follow(state, wish, wishes)) return false
      }
      const left: Clause[] = []
      this.spend(state.clauses.length)
      for (const clause of state.clauses) {
        const open = this.openOf(state, clause)
        if (open === 'fulfilled') continue
        const [only] = open
        if (only === undefined) return false
        if (open.length === 1) wishes.push(only)
        else left.push(open)
      }
      state.clauses = left
      if (wishes.length === 0) return true
    }
  }

  private openOf(state: State, clause: Clause): 'fulfilled' | Clause {
    const open: Wish[] = []
    for (const wish of clause) {
      const truth = this.truthOf(state, wish.formula)
      if (truth === wish.holds) return 'fulfilled'
      if (truth === undefined) open.push(wish)
    }
    return open
  }

  /** What is settled of a formula without following it. */
  private truthOf(state: State, formula: Formula): boolean | undefined {
    if (formula.op === 'condition') return state.conditions.get(formula.name)
    if (formula.op === 'not') {
      const inner = this.truthOf(state, formula.part)
      return inner === undefined ? undefined : !inner
    }
    if (formula.op !== 'equals') return undefined
    const compared = this.ground.comparing.compared(formula.comparison)
    if (compared.by === 'nothing') return compared.equal
    if (compared.by === 'variables') return state.several.get(compared.key)?.holds
    const values = this.valuesOf(state, compared.variable)
    return values.includes(compared.text) ? (values.length === 1 ? true : undefined) : false
  }

  private follow(state: State, { formula, holds }: Wish, wishes: Wish[]): boolean {
    switch (formula.op) {
      case 'condition':
        return this.followCondition(state, formula.name, holds, wishes)
      case 'not':
        wishes.push({ formula: formula.part, holds: !holds })
        return true
      case 'equals':
        return this.compare(state, this.ground.comparing.compared(formula.comparison), holds)
      case 'open':
        return true
      case 'and':
      case 'or': {
        const parts = formula.parts.map((part): Wish => ({ formula: part, holds }))
        if ((formula.op === 'and') === holds) wishes.push(...parts)
        // Comparisons before conditions: what is near is settled sooner.
        else state.clauses = [...state.clauses, parts.toSorted((a, b) => depthOf(a) - depthOf(b))]
        return true
      }
    }
  }

  private followCondition(state: State, name: string, holds: boolean, wishes: Wish[]): boolean {
    const known = state.conditions.get(name)
    if (known !== undefined) return known === holds
    state.conditions.set(name, holds)
    const formula = conditionsOf(this.ground.graph.conditions).formulas.get(name)
    if (formula !== undefined) wishes.push({ formula, holds })
    return true
  }

  private compare(state: State, compared: Compared, holds: boolean): boolean {
    if (compared.by === 'nothing') return compared.equal === holds
    if (compared.by === 'text') {
      const { variable, text } = compared
      const left = this.valuesOf(state, variable).filter((value) => (value === text) === holds)
      state.domains.set(variable.key, left)
      return left.length > 0
    }
    const known = state.several.get(compared.key)
    if (known !== undefined) return known.holds === holds
    state.several.set(compared.key, { compared, holds })
    return true
  }

  private valuesOf(state: State, { key, values }: Variable): readonly string[] {
    const left = state.domains.get(key)
    if (left !== undefined) return left
    const main = this.ground.main(key)
    return this.ground.most.stay && main !== undefined ? [main] : values
  }

  /** Gives every variable that matters a value: the one of the main world where it is left, else one that the template names. */
  private label(state: State): Solved | undefined {
    const several = [...state.several.entries().values()]
    const waiting = several.flatMap(({ compared }) => compared.variables)
    const open = waiting.find((variable) => this.valuesOf(state, variable).length > 1)
    if (open !== undefined) return this.tryValues(state, open)
    const values = new Map([...state.domains.entries()].map(([key, left]) => [key, this.preferred(key, left)]))
    for (const { key, values: all } of waiting) if (!values.has(key)) values.set(key, this.preferred(key, all))
    const world = { text: (name: string) => values.get(name), holds: (name: string) => state.conditions.get(name) }
    for (const { compared, holds } of several) {
      const equal = this.ground.comparing.equal(compared.comparison, world)
      if (equal !== undefined && equal !== holds) return undefined
    }
    return values
  }

  private tryValues(state: State, variable: Variable): Solved | undefined {
    const main = this.ground.main(variable.key)
    const values = this.valuesOf(state, variable)
    for (const value of values.toSorted((a, b) => Number(b === main) - Number(a === main))) {
      const next = layerOn(state, [])
      next.domains.set(variable.key, [value])
      const found = this.extend(next, [])
      if (found !== undefined) return found
    }
    return undefined
  }

  private preferred(key: string, left: readonly string[]): string {
    const main = this.ground.main(key)
    if (main !== undefined && left.includes(main)) return main
    return left.find((value) => !isOther(value)) ?? left[0] ?? ''
  }
}

const NOTHING: Constraints = { conditions: new Map(), values: new Map() }

export function emptyState(): State {
  return { conditions: new Layered(), domains: new Layered(), several: new Layered(), clauses: [], demanded: new Set() }
}

function layerOn({ conditions, domains, several, demanded }: State, clauses: readonly Clause[]): State {
  return { conditions: new Layered(conditions), domains: new Layered(domains), several: new Layered(several), clauses, demanded }
}

function wishesOf(conditions: ReadonlyMap<string, boolean>): Wish[] {
  return [...conditions].map(([name, holds]) => ({ formula: { op: 'condition', name }, holds }))
}

function depthOf({ formula }: Wish): number {
  if (formula.op === 'equals') return 0
  if (formula.op === 'not') return depthOf({ formula: formula.part, holds: true })
  return formula.op === 'condition' ? 1 : 2
}
