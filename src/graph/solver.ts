import { comparingIn, type Variables } from './comparing.js'
import { conditionsOf, type Formula } from './conditions.js'
import type { Graph } from './graph.js'
import { brokenRules, type Demand, demandsOf, inputsOfConditions } from './rules.js'
import { type Constraints, emptyState, type Most, Search, type Solved } from './search.js'
import { allowedValues, comparisonsIn, isOther, isPlain, mentions, otherThan, type Variable } from './variables.js'
import { type Given, givenText, isGiven } from './world.js'

export interface Solver {
  /** Whether and how the constraints can hold: in the main world, or in any that the given values leave. */
  solve(constraints: Constraints, where: 'main' | 'any'): Solved
  /** With as few values as there can be that are not those of the main world; what has no value there counts, too. */
  smallest(constraints: Constraints): Solved
  /** The values of a parameter or pseudo parameter that make a difference, the one of the main world first; none where nobody chooses it. */
  choices(parameter: string): readonly string[]
  /** The value of a parameter in the main world. */
  main(parameter: string): string | undefined
  /** A way into the worlds, one decision after the other. */
  way(): Way
}

/** Decisions that were taken so far, with what follows from them. */
export interface Way {
  /** Whether a condition comes out in one way only, as far as that shows without trying. */
  settled(condition: string): boolean | undefined
  /** Whether some world fits the decisions and these constraints. */
  fits(constraints: Constraints): Solved
  take(constraints: Constraints): void
}

const ANY: Most = { changes: Number.POSITIVE_INFINITY, stay: false }

/** Steps of all answers about one template, so that a template with a million hard questions ends, too. */
const MOST_STEPS_IN_ALL = 4_000_000

const NOTHING: Constraints = { conditions: new Map(), values: new Map() }

/** Answers which values of parameters make conditions come out together. Explicit values are fixed; defaults are where it starts. */
export function solverOf(graph: Graph, given: Given): Solver {
  const conditions = conditionsOf(graph.conditions)
  const demands = demandsFor(graph, given)
  const rules = demands.map(({ formula }) => formula)
  const variables = variablesOf(graph, given, [...conditions.formulas.values(), ...rules])
  const main = (key: string): string | undefined => givenText(graph, given, key)
  const left = { steps: MOST_STEPS_IN_ALL }
  const comparing = comparingIn(graph, variables, main)
  const ground = { graph, variables, comparing, main, left }
  // Rules that no values fulfil say nothing of the rest, which is looked at all the same.
  const fulfilled = rules.length === 0 || new Search({ ...ground, most: ANY, demands: () => rules }).run(NOTHING) !== 'none'
  const searching = (most: Most): Search =>
    new Search({ ...ground, most, demands: (constraints) => (fulfilled ? related(constraints, demands, graph) : []) })
  const run = (constraints: Constraints, most: Most): Solved => searching(most).run(constraints)
  const solve = (constraints: Constraints, where: 'main' | 'any'): Solved =>
    run(constraints, where === 'main' ? { ...ANY, stay: true } : ANY)
  return {
    solve,
    main,
    way: () => {
      const search = searching(ANY)
      const state = emptyState()
      return {
        settled: (condition) => state.conditions.get(condition),
        fits: (constraints) => search.beyond(state, constraints),
        // What contradicts itself was refused by `fits`, or is dropped with its run.
        take: (constraints) => void search.take(state, constraints),
      }
    },
    smallest: (constraints) => {
      const any = solve(constraints, 'any')
      if (any === 'none' || any === 'bound') return any
      const found = [...any].filter(([key, value]) => main(key) !== value).length
      for (let changes = 0; changes < found; changes += 1) {
        const solved = run(constraints, { changes, stay: false })
        if (solved === 'bound') break
        if (solved !== 'none') return solved
      }
      return any
    },
    choices: (parameter) => {
      const values = variables(parameter)?.values ?? []
      // What the template neither lists nor compares makes no difference that can be told.
      return values.every((value) => isOther(value) || value === main(parameter)) ? [] : values
    },
  }
}

/**
 * What the rules of the template demand of other worlds. Where the main world breaks them, which is reported, they say nothing: what was asked for
 * is looked at all the same.
 */
function demandsFor(graph: Graph, given: Given): readonly Demand[] {
  return brokenRules(graph, given).length > 0 ? [] : demandsOf(graph)
}

/** The demands that share inputs with the constraints, or with each other: the rest can be fulfilled on its own, and changes nothing. */
function related({ conditions, values }: Constraints, demands: readonly Demand[], graph: Graph): readonly Formula[] {
  if (demands.length === 0) return []
  const inputs = new Set([...values.keys(), ...inputsOfConditions(conditions.keys(), graph)])
  const found = new Set<Demand>()
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const demand of demands) {
      if (found.has(demand) || ![...demand.inputs].some((input) => inputs.has(input))) continue
      found.add(demand)
      for (const input of demand.inputs) inputs.add(input)
    }
  }
  return [...found].map(({ formula }) => formula)
}

function variablesOf(graph: Graph, given: Given, formulas: readonly Formula[]): Variables {
  const made = new Map<string, Variable | undefined>()
  let mentioned: ReadonlyMap<string, ReadonlySet<string>> | undefined
  return (key) => {
    if (made.has(key)) return made.get(key)
    mentioned ??= mentions(formulas.flatMap(comparisonsIn), graph, (name) => givenText(graph, given, name))
    const variable = variableOf(key, { graph, given, texts: mentioned.get(key) ?? new Set() })
    made.set(key, variable)
    return variable
  }
}

interface About {
  readonly graph: Graph
  readonly given: Given
  readonly texts: ReadonlySet<string>
}

function variableOf(key: string, { graph, given, texts }: About): Variable | undefined {
  const main = givenText(graph, given, key)
  const parameter = graph.parameters.get(key)
  if (parameter === undefined) {
    return main === undefined ? { key, kind: 'pseudo', values: [...texts, otherThan(key)] } : undefined
  }
  if (isGiven(given, key) || !isPlain(parameter)) return undefined
  const possible = allowedValues(parameter) ?? [...texts, otherThan(key)]
  return { key, kind: 'parameter', values: main === undefined ? possible : [...new Set([main, ...possible])] }
}

/** Whether a key of an assignment is a parameter or pseudo parameter, which somebody can set. */
export function isInput(key: string): boolean {
  return !key.startsWith('?')
}
