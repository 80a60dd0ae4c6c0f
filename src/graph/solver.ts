import { comparingIn, type Variables } from './comparing.js'
import { conditionsOf, type Formula } from './conditions.js'
import type { Graph } from './graph.js'
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

/** Answers which values of parameters make conditions come out together. Explicit values are fixed; defaults are where it starts. */
export function solverOf(graph: Graph, given: Given): Solver {
  const conditions = conditionsOf(graph.conditions)
  const variables = variablesOf(graph, given, [...conditions.formulas.values()])
  const main = (key: string): string | undefined => givenText(graph, given, key)
  const left = { steps: MOST_STEPS_IN_ALL }
  const comparing = comparingIn(graph, variables, main)
  const searching = (most: Most): Search => new Search({ graph, variables, comparing, main, most, left })
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
