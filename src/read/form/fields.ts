import { didYouMean, type Json, type JsonObject, type Tree } from '#core/index.js'
import {
  MONEY_PATTERN,
  type Parsed,
  parseMonthlyUsd,
  parseMonthlyUsers,
  parseQuantity,
  quantityPattern,
  type UnitKind,
  USERS_PATTERN,
} from '#spec/index.js'
import { type At, describe, quoted, wrong } from './reading.js'

/** What one value of the file may be: the reader, the JSON Schema and the commented file all come from it. */
export interface Field<T> {
  /** Reads a value, or reports what is wrong with it and returns `blank`, which no caller sees in the end. */
  read(tree: Tree, at: At): T
  readonly blank: T
  readonly schema: JsonObject
}

/** Text of a scalar that is a text or was written like one; undefined for anything else. */
function textOf(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined
}

function parsedField<T>(title: string, parse: (text: string) => Parsed<T>, form: { blank: T; schema: JsonObject }): Field<T> {
  return {
    ...form,
    read(tree, at) {
      // A bare number gets the message of its missing unit.
      const text = tree.kind === 'scalar' && typeof tree.value === 'number' ? (tree.raw ?? String(tree.value)) : textOf(tree)
      if (text === undefined) {
        wrong(at, 'wrong-type', `is ${describe(tree)}; write ${title}`)
        return form.blank
      }
      const parsed = parse(text)
      if (parsed.ok) return parsed.value
      wrong(at, 'bad-value', `is ${quoted(text)}: ${parsed.message}`)
      return form.blank
    },
  }
}

/** A number with a unit between two values, both included, given as they would be written. */
export function quantity(kind: UnitKind, from: string, to: string): Field<number> {
  const bound = (text: string): number => {
    const parsed = parseQuantity(kind, text)
    return parsed.ok ? parsed.value : Number.NaN
  }
  const [least, most] = [bound(from), bound(to)]
  const parse = (text: string): Parsed<number> => {
    const parsed = parseQuantity(kind, text)
    if (!parsed.ok || (parsed.value >= least && parsed.value <= most)) return parsed
    return { ok: false, message: `out of range; from ${from} to ${to}` }
  }
  const schema = { type: 'string', pattern: quantityPattern(kind), examples: [...kind.examples] }
  return parsedField(`${kind.title} such as ${kind.examples[0] ?? ''}`, parse, { blank: least, schema })
}

export const monthlyUsd: Field<string> = parsedField('US dollars a month such as 500 USD/month', parseMonthlyUsd, {
  blank: '0',
  schema: { type: 'string', pattern: MONEY_PATTERN, examples: ['500 USD/month'] },
})

export const monthlyUsers: Field<number> = parsedField('monthly active users such as 5000/month', parseMonthlyUsers, {
  blank: 0,
  schema: { type: 'string', pattern: USERS_PATTERN, examples: ['5000/month'] },
})

/** A bare number between two values, both included. */
export function number(from: number, to: number, whole: 'whole' | 'any' = 'any'): Field<number> {
  const title = `a ${whole === 'whole' ? 'whole number' : 'number'} from ${from} to ${to}`
  return {
    blank: from,
    schema: { type: whole === 'whole' ? 'integer' : 'number', minimum: from, maximum: to },
    read(tree, at) {
      if (tree.kind !== 'scalar' || typeof tree.value !== 'number') {
        wrong(at, 'wrong-type', `is ${describe(tree)}; write ${title}`)
        return from
      }
      const { value } = tree
      // The comparison is false for NaN too.
      if (value >= from && value <= to && (whole === 'any' || Number.isInteger(value))) return value
      wrong(at, 'bad-value', `is ${tree.raw?.slice(0, 60) ?? String(value)}; write ${title}`)
      return from
    },
  }
}

export const yesOrNo: Field<boolean> = {
  blank: false,
  schema: { type: 'boolean' },
  read(tree, at) {
    if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value
    wrong(at, 'wrong-type', `is ${describe(tree)}; write true or false`)
    return false
  },
}

export interface TextForm {
  /** What to write, with an example. */
  readonly write: string
  readonly pattern: string
  readonly longest: number
  readonly examples: readonly string[]
}

/** A text of one line with a pattern. */
export function line(form: TextForm): Field<string> {
  const pattern = new RegExp(form.pattern, 'u')
  return {
    blank: '',
    schema: { type: 'string', pattern: form.pattern, maxLength: form.longest, examples: [...form.examples] },
    read(tree, at) {
      const value = textOf(tree)
      if (value === undefined) {
        const quote = tree.kind === 'scalar' ? ' (in quotes, if it looks like a number)' : ''
        wrong(at, 'wrong-type', `is ${describe(tree)}; write ${form.write}${quote}`)
        return ''
      }
      if (value.length <= form.longest && pattern.test(value)) return value
      wrong(at, 'bad-value', `is ${quoted(value)}; write ${form.write}`)
      return ''
    },
  }
}

export interface WordForm<W extends string> {
  readonly words: readonly [W, ...W[]]
  /** Words that we know and do not take, each with the reason. */
  readonly refused?: Readonly<Record<string, string>>
  /** What to say in place of a long list of words. */
  readonly instead?: string
}

/** ` (did you mean "x"?)`: a word that begins like the wrong one, else the nearest. */
function suggestion(wrongWord: string, words: readonly string[]): string {
  const longer = wrongWord.length < 3 ? undefined : words.find((each) => each.startsWith(wrongWord.toLowerCase()))
  return longer === undefined ? didYouMean(wrongWord, words) : ` (did you mean "${longer}"?)`
}

/** One word of a closed list. */
export function word<W extends string>({ words, refused = {}, instead }: WordForm<W>): Field<W> {
  const known = instead ?? words.join(', ')
  return {
    blank: words[0],
    schema: { enum: [...words] },
    read(tree, at) {
      const value = textOf(tree)
      const found = words.find((each) => each === value)
      if (found !== undefined) return found
      if (value === undefined) wrong(at, 'wrong-type', `is ${describe(tree)}; write one of ${known}`)
      else if (Object.hasOwn(refused, value)) wrong(at, 'not-built', `is ${quoted(value)}: ${refused[value] ?? ''}; write one of ${known}`)
      else wrong(at, 'unknown-word', `is ${quoted(value)}${suggestion(value, [...words, ...Object.keys(refused)])}; write one of ${known}`)
      return words[0]
    },
  }
}

/** A field that may also say `none`. */
export function orNone<T>(field: Field<T>): Field<T | undefined> {
  return {
    blank: undefined,
    schema: { anyOf: [field.schema, { const: 'none' }] },
    read: (tree, at) => (textOf(tree) === 'none' ? undefined : field.read(tree, at)),
  }
}

/** A value of the file as it would be written on one line. */
export function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => inline(each)).join(', ')}]`
  if (value === null || typeof value !== 'object') return String(value)
  const pairs = Object.entries(value).map(([name, each]: [string, Json]) => `${name}: ${inline(each)}`)
  return `{ ${pairs.join(', ')} }`
}
