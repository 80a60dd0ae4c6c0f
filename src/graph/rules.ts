import { conditionsOf, type Formula, formulaOf, type Truth } from './conditions.js'
import type { Graph } from './graph.js'
import { asText } from './intrinsics.js'
import { literalText, type Value } from './value.js'
import { comparisonsIn, inputsOf, isPlain } from './variables.js'
import { type Given, isGiven, resolve, type World, worldOf, deciding, equalIn } from './world.js'

/** One assertion of the `Rules` section that the values of parameters break: CloudFormation refuses to begin. */
export interface BrokenRule {
  readonly rule: string
  /** Place among the assertions of the rule. */
  readonly assertion: number
  readonly description: string | undefined
  /** The parameters that it stands on. */
  readonly parameters: readonly string[]
  /** Whether a value was given for one of them, or none can change it; false: these are defaults, and others may be given. */
  readonly given: boolean
}

interface Assertion {
  readonly rule: string
  readonly index: number
  readonly condition: Value | undefined
  readonly assert: Value
  readonly description: string | undefined
}

function assertionsIn(graph: Graph): readonly Assertion[] {
  return [...graph.rules].flatMap(([rule, { entries }]) => {
    const list = entries.get('Assertions')
    const items = list?.kind === 'list' ? list.items : []
    return items.flatMap((item, index): readonly Assertion[] => {
      const assert = item.kind === 'map' ? item.entries.get('Assert') : undefined
      const description = item.kind === 'map' ? item.entries.get('AssertDescription') : undefined
      if (assert === undefined) return []
      const text = description?.kind === 'literal' ? literalText(description) : undefined
      return [{ rule, index, condition: entries.get('RuleCondition'), assert, description: text }]
    })
  })
}

/** What an assertion demands, as a formula, and the inputs that it stands on. */
export interface Demand {
  readonly formula: Formula
  readonly inputs: ReadonlySet<string>
}

const READ = new WeakMap<Graph, readonly Demand[]>()

/** Every assertion of the rules of a template, read once for each graph. */
export function demandsOf(graph: Graph): readonly Demand[] {
  const known = READ.get(graph)
  if (known !== undefined) return known
  const demands = assertionsIn(graph).map(({ condition, assert }): Demand => {
    const demanded = ruleFormula(assert, graph)
    const formula: Formula =
      condition === undefined ? demanded : { op: 'or', parts: [{ op: 'not', part: ruleFormula(condition, graph) }, demanded] }
    return { formula, inputs: inputsOfFormula(formula, graph) }
  })
  READ.set(graph, demands)
  return demands
}

const OPEN: Formula = { op: 'open' }

/**
 * Condition functions, and those that only rules have: what is in a list is an `or` of comparisons.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html, read 2026-11.
 */
function ruleFormula(value: Value, graph: Graph): Formula {
  if (value.kind !== 'call') return formulaOf(value)
  const parts = (): readonly Formula[] => value.args.map((each) => ruleFormula(each, graph))
  const [first, second] = value.args
  switch (value.name) {
    case 'Fn::And':
      return { op: 'and', parts: parts() }
    case 'Fn::Or':
      return { op: 'or', parts: parts() }
    case 'Fn::Not':
      return first === undefined ? OPEN : { op: 'not', part: ruleFormula(first, graph) }
    case 'Fn::Contains':
      return among(first, second, graph)
    case 'Fn::EachMemberEquals':
      return eachOf(first, graph, (item) => (second === undefined ? OPEN : equals(item, second)))
    case 'Fn::EachMemberIn':
      return eachOf(first, graph, (item) => among(second, item, graph))
    default:
      return formulaOf(value)
  }
}

function equals(left: Value, right: Value): Formula {
  return { op: 'equals', comparison: { left: asText(left), right: asText(right) } }
}

function among(list: Value | undefined, value: Value | undefined, graph: Graph): Formula {
  const items = membersOf(list, graph)
  return items === undefined || value === undefined ? OPEN : { op: 'or', parts: items.map((item) => equals(item, value)) }
}

function eachOf(list: Value | undefined, graph: Graph, test: (item: Value) => Formula): Formula {
  const items = membersOf(list, graph)
  return items === undefined ? OPEN : { op: 'and', parts: items.map(test) }
}

/** The members of a list that every world has; what `Fn::ValueOf` gives is known to the account alone. */
function membersOf(list: Value | undefined, graph: Graph): readonly Value[] | undefined {
  if (list?.kind === 'list') return list.items.every(({ kind }) => MEMBERS.has(kind)) ? list.items : undefined
  if (list?.kind !== 'call' || list.name !== 'Fn::RefAll') return undefined
  const [type] = list.args
  const same = [...graph.parameters.values()].filter((each) => type?.kind === 'literal' && each.type === literalText(type))
  return same.every(isPlain) ? same.map(({ name }) => ({ kind: 'parameter', name, span: list.span })) : undefined
}
const MEMBERS: ReadonlySet<Value['kind']> = new Set(['literal', 'parameter', 'pseudo', 'text'])

function inputsOfFormula(formula: Formula, graph: Graph): ReadonlySet<string> {
  const conditions = new Set<string>()
  const inputs = comparisonsIn(formula).flatMap(({ left, right }) => [...inputsOf(left, conditions), ...inputsOf(right, conditions)])
  for (const name of namedIn(formula)) conditions.add(name)
  return new Set([...inputs, ...inputsOfConditions(conditions, graph)])
}

function namedIn(formula: Formula): readonly string[] {
  if (formula.op === 'condition') return [formula.name]
  if (formula.op === 'not') return namedIn(formula.part)
  return formula.op === 'and' || formula.op === 'or' ? formula.parts.flatMap(namedIn) : []
}

/** The inputs of conditions and of all that those stand on. */
export function inputsOfConditions(names: Iterable<string>, graph: Graph): ReadonlySet<string> {
  const { names: named } = conditionsOf(graph.conditions)
  const seen = new Set(names)
  const inputs = new Set<string>()
  // The set grows while it is walked.
  for (const name of seen) {
    const value = graph.conditions.get(name)
    if (value !== undefined) for (const input of inputsOf(value, seen)) inputs.add(input)
    for (const other of named.get(name) ?? []) seen.add(other)
  }
  return inputs
}

/** The assertions that the given values, and the defaults of the others, break. */
export function brokenRules(graph: Graph, given: Given): readonly BrokenRule[] {
  if (graph.rules.size === 0) return []
  const world: World = { ...worldOf(graph, given), text: deciding(graph, given) }
  return assertionsIn(graph).flatMap(({ rule, index, condition, assert, description }): readonly BrokenRule[] => {
    if (condition !== undefined && decidedIn(condition, world) !== true) return []
    if (decidedIn(assert, world) !== false) return []
    const conditions = new Set<string>()
    const direct = [assert, ...(condition === undefined ? [] : [condition])].flatMap((value) => namesIn(value, graph, conditions))
    const parameters = [...new Set([...direct, ...inputsOfConditions(conditions, graph)])].filter((name) => graph.parameters.has(name))
    const isFixed = parameters.length === 0 || parameters.some((name) => isGiven(given, name))
    return [{ rule, assertion: index, description, parameters, given: isFixed }]
  })
}

function namesIn(value: Value, graph: Graph, conditions: Set<string>): readonly string[] {
  if (value.kind === 'call' && value.name === 'Fn::RefAll')
    return (membersOf(value, graph) ?? []).flatMap((each) => (each.kind === 'parameter' ? [each.name] : []))
  if (value.kind === 'call') return value.args.flatMap((each) => namesIn(each, graph, conditions))
  if (value.kind === 'list') return value.items.flatMap((each) => namesIn(each, graph, conditions))
  const named = value.kind === 'map' ? value.entries.get('Condition') : undefined
  if (named?.kind === 'literal') conditions.add(literalText(named))
  return inputsOf(value, conditions)
}

/** Three-valued: what one part decides alone does not wait for the others. */
const JUNCTIONS: Readonly<Record<string, (parts: readonly Truth[]) => Truth>> = {
  'Fn::And': (parts) => (parts.includes(false) ? false : parts.includes(undefined) ? undefined : true),
  'Fn::Or': (parts) => (parts.includes(true) ? true : parts.includes(undefined) ? undefined : false),
  'Fn::Not': ([part]) => (part === undefined ? undefined : !part),
}

function decidedIn(value: Value, world: World): Truth {
  if (value.kind === 'map') {
    const named = value.entries.get('Condition')
    return named?.kind === 'literal' ? world.holds(literalText(named)) : undefined
  }
  if (value.kind !== 'call') return undefined
  const junction = JUNCTIONS[value.name]
  if (junction !== undefined) return junction(value.args.map((each) => decidedIn(each, world)))
  const [left, right] = value.args
  if (value.name === 'Fn::Equals') return left === undefined || right === undefined ? undefined : equalIn({ left, right }, world)
  const found = resolve(value, world)
  return found.kind === 'literal' && typeof found.value === 'boolean' ? found.value : undefined
}
