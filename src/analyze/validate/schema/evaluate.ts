import { isJsonObject, type Json, type JsonObject, type Tree } from '#core/index.js'
import { type Call, callIn, choiceIn, isNoValue, type Yield } from '../functions.js'
import { atEntry, atItem, ROOT } from '../place.js'
import { checkAlternatives } from './alternatives.js'
import { type Checking, complain, type Outcome, type Problem, shown, type Subject, typesOf, type Verdict, verdictOf } from './checking.js'
import { checkList } from './lists.js'
import { checkMap } from './maps.js'
import { checkScalar, scalarFits } from './scalars.js'

// A reference that leads to itself without going into the value; no schema of the registry nests this deep.
const MOST_REFERENCES = 50

/** Checks values against one registry schema, whose definitions `$ref` names. `yields` tells what a function gives. */
export function checkingOf(root: JsonObject, yields: (call: Call) => Yield): Checking {
  const verdicts = new WeakMap<Tree, Map<Json, Verdict>>()
  let references = 0
  const checking: Checking = {
    yields,
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

/** What a function gives is not known, but whether it is a list mostly is. */
function checkCall(subject: Subject, call: Call, checking: Checking): void {
  subject.out.open = true
  const types = typesOf(subject.schema)
  if (types.length === 0) {
    checkAlternatives(subject, checking)
    return
  }
  const yields = checking.yields(call)
  const scalars = types.some((type) => type !== 'array' && type !== 'object')
  if (yields === 'text' && !scalars)
    complain(subject, 'value-type', `${call.name} gives a text; ${wanted(types)} must stand here`, { place: subject.place })
  if (yields === 'list' && !types.includes('array'))
    complain(subject, 'value-type', `${call.name} gives a list; ${wanted(types)} must stand here`, { place: subject.place })
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
