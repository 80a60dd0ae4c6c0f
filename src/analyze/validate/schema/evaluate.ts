import { isJsonObject, type Json, type JsonObject, type Tree } from '#core/index.js'
import { type Call, callIn, choiceIn, isNoValue } from '../functions.js'
import { atEntry, atItem, ROOT } from '../place.js'
import { checkAlternatives } from './alternatives.js'
import {
  type Checking,
  choices,
  complain,
  type Outcome,
  type Problem,
  shown,
  type Subject,
  textOfMessage,
  typesOf,
  type Verdict,
  verdictOf,
} from './checking.js'
import type { Given } from '../yields.js'
import { checkList } from './lists.js'
import { checkMap } from './maps.js'
import { checkScalar, scalarFits } from './scalars.js'

// A reference that leads to itself without going into the value; no schema of the registry nests this deep.
const MOST_REFERENCES = 50

/** Checks values against one registry schema, whose definitions `$ref` names. */
export function checkingOf(root: JsonObject, functions: Pick<Checking, 'given' | 'wayTo'>): Checking {
  const verdicts = new WeakMap<Tree, Map<Json, Verdict>>()
  let references = 0
  const checking: Checking = {
    ...functions,
    definition: (reference) => follow(root, reference),
    evaluate(schema, tree, place) {
      const out: Outcome = { problems: [], open: false }
      checking.into(out, schema, tree, place)
      return out
    },
    verdict(schema, tree) {
      const known = verdicts.get(tree) ?? new Map<Json, Verdict>()
      verdicts.set(tree, known)
      const before = known.get(schema)
      if (before !== undefined) return before
      const verdict = verdictOf(checking.evaluate(schema, tree, ROOT))
      known.set(schema, verdict)
      return verdict
    },
    into(out, schema, tree, place) {
      if (schema === false) complain({ tree, schema: {}, place, out }, 'property-not-allowed', 'nothing may be set here; remove it')
      if (!isJsonObject(schema) || isNoValue(tree)) return
      const reference = schema['$ref']
      if (typeof reference === 'string' && references < MOST_REFERENCES) {
        references += 1
        const target = checking.definition(reference)
        if (target !== undefined) checking.into(out, target, tree, place)
        references -= 1
      }
      checkOne({ tree, schema, place, out }, checking)
    },
  }
  return checking
}

function follow(root: JsonObject, reference: string): Json | undefined {
  let at: Json | undefined = root
  for (const step of reference.replace(/^#\//, '').split('/')) {
    if (!isJsonObject(at)) return undefined
    at = at[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return at
}

function checkOne(subject: Subject, checking: Checking): void {
  const { tree } = subject
  const branches = choiceIn(tree)
  if (branches !== undefined) return checkBranches(subject, branches, checking)
  const call = callIn(tree)
  if (call !== undefined) return checkCall(subject, call, checking)
  if (!checkType(subject)) return
  if (tree.kind === 'scalar') checkScalar({ ...subject, tree }, checking)
  else if (tree.kind === 'list') checkList({ ...subject, tree }, checking)
  else checkMap({ ...subject, tree }, checking)
  checkAlternatives(subject, checking)
}

/** A problem of both branches is certain; one of a single branch hangs on the condition. */
function checkBranches(subject: Subject, branches: readonly [Tree, Tree], checking: Checking): void {
  const { schema, place, out, tree } = subject
  // References were followed before: what is left of the schema goes to each branch.
  const { $ref: _followed, ...rest } = schema
  if (Object.keys(rest).length === 0) return
  const argument = callIn(tree)?.entry
  const at = argument === undefined ? place : atEntry(place, argument)
  const outcomes = branches.map((branch, index) => checking.evaluate(rest, branch, atItem(at, index + 1, branch)))
  const bothBreak = outcomes.every((outcome) => verdictOf(outcome) === 'breaks')
  out.open ||= outcomes.some(({ open }) => open)
  for (const { problems } of outcomes)
    out.problems.push(...problems.map((problem): Problem => ({ ...problem, certain: problem.certain && bothBreak })))
}

/** What a function gives is not known, but whether it is a list mostly is, and of what kind. */
function checkCall(subject: Subject, call: Call, checking: Checking): void {
  subject.out.open = true
  const types = typesOf(subject.schema)
  const { yields, formats, byDefault } = checking.given(call)
  const takesYield =
    types.length === 0 ||
    types.some((type) => yields === 'any' || (type === 'array' ? yields === 'list' : yields === 'text' && type !== 'object'))
  if (takesYield) {
    checkKind(subject, call, formats, checking)
    if (byDefault !== undefined) checkDefault(subject, byDefault, checking)
  } else complain(subject, 'value-type', `${call.name} gives a ${yields}; ${wanted(types)} must stand here`, { place: subject.place })
  if (types.length === 0) checkAlternatives(subject, checking)
}

/** Another value of the parameter may fit: this decides nothing between alternatives. */
function checkDefault({ schema, place, out }: Subject, { parameter, tree }: NonNullable<Given['byDefault']>, checking: Checking): void {
  // References were followed before.
  const { $ref: _followed, ...rest } = schema
  const [first] = checking.evaluate(rest, tree, place).problems
  if (first?.certain !== true) return
  const message = (): string => `the default of parameter ${parameter} does not fit here: ${textOfMessage(first.message)}`
  out.problems.push({ code: 'parameter-value', message, place, certain: false, atValue: true })
}

/** Formats that name a thing of the registry, not a form of text. */
const KIND = /^AWS::/

function checkKind(subject: Subject, call: Call, formats: readonly string[] | undefined, checking: Checking): void {
  const { format } = subject.schema
  if (formats === undefined || typeof format !== 'string' || !KIND.test(format) || formats.includes(format)) return
  const kinds = formats.filter((each) => KIND.test(each))
  const gives = kinds.length === 0 ? `${call.name} gives something else than` : `${call.name} gives ${choices(kinds)} where`
  const way = checking.wayTo(format, call)
  const fix = way === undefined ? '' : `; write ${way}`
  const must = kinds.length === 0 ? `the ${format} that must stand here` : `${format} must stand`
  complain(subject, 'value-kind', `${gives} ${must}${fix}`, { place: subject.place })
}

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function wanted(types: readonly string[]): string {
  return types.map((type) => NAMES[type] ?? type).join(' or ')
}

function checkType(subject: Subject): boolean {
  const { tree, schema, out } = subject
  const types = typesOf(schema)
  if (types.length === 0) return true
  if (tree.kind === 'scalar') {
    if (tree.value === null) return false // said once for the whole template
    if (types.some((type) => scalarFits(tree, type))) return true
    // A free map may be written as JSON text.
    if (types.includes('object') && schema['properties'] === undefined && /^\s*\{/.test(String(tree.value))) {
      out.open = true
      return false
    }
  } else if (types.includes(tree.kind === 'list' ? 'array' : 'object')) return true
  complain(subject, 'value-type', `${shown(tree)} stands where ${wanted(types)} must stand`)
  return false
}
