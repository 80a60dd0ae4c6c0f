import { isJsonObject, type Json } from '#core/index.js'
import { type Checking, choices, complain, listOf, type Outcome, type Subject, textOfMessage, textsOf } from './checking.js'

/** `allOf`, `anyOf`, `oneOf`, `not` and `if`: complains only when the value decides them. */
export function checkAlternatives(subject: Subject, checking: Checking): void {
  const { schema, tree, place, out } = subject
  for (const each of listOf(schema, 'allOf') ?? []) checking.into(out, each, tree, place)
  const any = listOf(schema, 'anyOf')
  if (any !== undefined) checkAny(subject, any, checking)
  const one = listOf(schema, 'oneOf')
  if (one !== undefined) checkOne(subject, one, checking)
  const not = schema['not']
  if (not !== undefined) checkNot(subject, not, checking)
  const test = schema['if']
  if (test !== undefined) checkIf(subject, test, checking)
}

function checkIf({ schema, tree, place, out }: Subject, test: Json, checking: Checking): void {
  const verdict = checking.verdict(test, tree)
  if (verdict === 'open') out.open = true
  const rest = verdict === 'fits' ? schema['then'] : verdict === 'breaks' ? schema['else'] : undefined
  if (rest !== undefined) checking.into(out, rest, tree, place)
}

function checkNot(subject: Subject, not: Json, checking: Checking): void {
  const verdict = checking.verdict(not, subject.tree)
  if (verdict === 'open') subject.out.open = true
  if (verdict !== 'fits') return
  const names = isJsonObject(not)
    ? [...textsOf(not, 'required'), ...Object.keys(isJsonObject(not['properties']) ? not['properties'] : {})]
    : []
  const unique = [...new Set(names)]
  const message =
    unique.length === 0
      ? 'this value is not allowed here'
      : unique.length === 1
        ? `${unique[0]} may not be set like this here`
        : `${unique.join(' and ')} may not be set like this together`
  complain(subject, 'properties-exclude', message, { atValue: false })
}

function checkAny(subject: Subject, schemas: readonly Json[], checking: Checking): void {
  const verdicts = schemas.map((each) => checking.verdict(each, subject.tree))
  if (verdicts.includes('fits')) return
  if (verdicts.includes('open')) subject.out.open = true
  else noneFits(subject, schemas, checking)
}

function checkOne(subject: Subject, schemas: readonly Json[], checking: Checking): void {
  const verdicts = schemas.map((each) => checking.verdict(each, subject.tree))
  const fitting = schemas.filter((_each, index) => verdicts[index] === 'fits')
  if (verdicts.includes('open')) subject.out.open = true
  else if (fitting.length === 0) return noneFits(subject, schemas, checking)
  if (fitting.length < 2) return
  const names = [...new Set(fitting.flatMap(requiredOf))]
  const message =
    names.length > 1 ? `only one of ${names.join(' and ')} may be set` : `it fits ${fitting.length} forms of which only one may fit`
  complain(subject, 'properties-exclude', message, { atValue: false })
}

function requiredOf(schema: Json): readonly string[] {
  return isJsonObject(schema) ? textsOf(schema, 'required') : []
}

function onlyRequires(schema: Json): boolean {
  return isJsonObject(schema) && Object.keys(schema).every((key) => key === 'required' || key === 'type')
}

/** Says what is wrong with the form that comes nearest, when one does; else that none fits. */
function noneFits(subject: Subject, schemas: readonly Json[], checking: Checking): void {
  if (schemas.every(onlyRequires)) {
    const forms = schemas.map((each) => requiredOf(each).join(' with '))
    complain(subject, 'property-missing', `one of ${choices(forms)} is required here`, { atValue: false })
    return
  }
  const outcomes = schemas.map((each) => checking.evaluate(each, subject.tree, subject.place))
  const plausible = outcomes.filter(
    (outcome) => !outcome.problems.some((problem) => problem.place === subject.place && isOfType(problem.code)),
  )
  const near = nearestOutcome(plausible)
  if (near !== undefined && (plausible.length === 1 || near.problems.length === 1)) {
    subject.out.problems.push(...near.problems)
    return
  }
  const reasons = (): readonly string[] => [
    ...new Set(outcomes.flatMap(({ problems: [first] }) => (first === undefined ? [] : [textOfMessage(first.message)]))),
  ]
  complain(subject, 'no-form-fits', () => `none of the ${schemas.length} forms allowed here fits: ${reasons().slice(0, 3).join('; or ')}`)
}

function isOfType(code: string): boolean {
  return code === 'value-type'
}

function nearestOutcome(outcomes: readonly Outcome[]): Outcome | undefined {
  const [first, ...others] = outcomes
  return first === undefined ? undefined : others.reduce((best, each) => (each.problems.length < best.problems.length ? each : best), first)
}
