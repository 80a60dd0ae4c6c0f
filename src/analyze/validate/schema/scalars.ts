import { didYouMean, type Json, type JsonObject, type ScalarTree } from '#core/index.js'
import { exampleOfBrokenFormat } from './formats.js'
import { hasForm } from './patterns.js'
import { type Checking, choices, complain, listOf, numberOf, shown, type Subject, typesOf } from './checking.js'

/** A text that CloudFormation replaces at deployment: `{{resolve:ssm:name}}`. */
function isDynamic({ value }: ScalarTree): boolean {
  return typeof value === 'string' && value.includes('{{resolve:')
}

/** As CloudFormation hands it to a property of type string. */
function textOf({ value, raw }: ScalarTree): string {
  return typeof value === 'string' ? value : (raw ?? String(value))
}

function numberIn({ value }: ScalarTree): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** CloudFormation is lenient: numbers and booleans may be written as text, and text as either. */
export function scalarFits(tree: ScalarTree, type: string): boolean {
  switch (type) {
    case 'string':
      return true
    case 'integer':
      return isDynamic(tree) || Number.isInteger(numberIn(tree))
    case 'number':
      return isDynamic(tree) || numberIn(tree) !== undefined
    case 'boolean':
      return isDynamic(tree) || /^(true|false)$/i.test(textOf(tree))
    default:
      return false
  }
}

export function checkScalar(subject: Subject & { readonly tree: ScalarTree }, _checking: Checking): void {
  const { tree, schema, out } = subject
  if (isDynamic(tree)) {
    out.open = true
    return
  }
  checkChoice(subject)
  checkText(subject)
  checkFormat(subject)
  const types = typesOf(schema)
  const number = numberIn(tree)
  const isNumber = types.length === 0 || typeof tree.value === 'number' || types.includes('integer') || types.includes('number')
  if (number !== undefined && isNumber) checkRange(subject, number)
}

function wordOf(allowed: Json): string {
  return typeof allowed === 'string' ? allowed : JSON.stringify(allowed)
}

function same(tree: ScalarTree, allowed: Json, ignoreCase: boolean): boolean {
  const [want, got] = [wordOf(allowed), textOf(tree)]
  if (want === got || want === String(tree.value)) return true
  const folds = ignoreCase || typeof allowed === 'boolean'
  if (folds && want.toLowerCase() === got.toLowerCase()) return true
  return typeof allowed === 'number' && numberIn(tree) === allowed
}

function checkChoice(subject: Subject & { readonly tree: ScalarTree }): void {
  const { tree, schema } = subject
  const constant = schema['const']
  const sensitive = constant === undefined ? listOf(schema, 'enum') : [constant]
  const allowed = sensitive ?? listOf(schema, 'enumCaseInsensitive')
  if (allowed === undefined || allowed.some((each) => same(tree, each, sensitive === undefined))) return
  const words = allowed.map(wordOf)
  complain(
    subject,
    'value-not-allowed',
    () =>
      `${shown(tree)} is not allowed here${didYouMean(textOf(tree), words)}; ${words.length === 1 ? 'it must be' : 'use'} ${choices(words)}`,
  )
}

function checkText(subject: Subject & { readonly tree: ScalarTree }): void {
  const { tree, schema } = subject
  const types = typesOf(schema)
  if (types.length > 0 && !types.includes('string')) return
  const text = textOf(tree)
  const wanted = lengthWanted(text, schema)
  if (wanted !== undefined) {
    complain(subject, 'value-length', `${shown(tree)} has ${lengthOf(text)} characters; it must have ${wanted}`)
    return
  }
  const pattern = schema['pattern']
  if (typeof pattern !== 'string' || hasForm(text, pattern) !== false) return
  complain(subject, 'value-pattern', `${shown(tree)} does not have the form ${pattern}`)
}

function checkFormat(subject: Subject & { readonly tree: ScalarTree }): void {
  const { tree, schema } = subject
  const format = schema['format']
  const example = typeof format === 'string' ? exampleOfBrokenFormat(format, textOf(tree)) : undefined
  if (example !== undefined) complain(subject, 'value-pattern', `${shown(tree)} does not have the form of ${example}`)
}

/** In Unicode characters, as the registry counts. */
function lengthOf(text: string): number {
  return Array.from(text).length
}

function lengthWanted(text: string, schema: JsonObject): string | undefined {
  const [least, most] = [numberOf(schema, 'minLength'), numberOf(schema, 'maxLength')]
  if (least !== undefined && text.length < least * 2 && lengthOf(text) < least) return `at least ${least}`
  return most !== undefined && text.length > most && lengthOf(text) > most ? `at most ${most}` : undefined
}

function checkRange(subject: Subject & { readonly tree: ScalarTree }, number: number): void {
  const { tree, schema } = subject
  const [least, most] = [numberOf(schema, 'minimum'), numberOf(schema, 'maximum')]
  const [above, below] = [numberOf(schema, 'exclusiveMinimum'), numberOf(schema, 'exclusiveMaximum')]
  const wanted =
    least !== undefined && number < least
      ? `at least ${least}`
      : most !== undefined && number > most
        ? `at most ${most}`
        : above !== undefined && number <= above
          ? `more than ${above}`
          : below !== undefined && number >= below
            ? `less than ${below}`
            : undefined
  if (wanted !== undefined) complain(subject, 'value-range', `${shown(tree)} must be ${wanted}`)
  const step = numberOf(schema, 'multipleOf')
  if (step === undefined) return
  const steps = number / step
  if (Math.abs(steps - Math.round(steps)) > 1e-9) complain(subject, 'value-range', `${shown(tree)} must be a multiple of ${step}`)
}
