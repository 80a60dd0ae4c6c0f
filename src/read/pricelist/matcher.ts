import { Buffer } from 'node:buffer'
import type { PriceListRule } from '#catalog/index.js'
import type { CsvRow } from './csv.js'
import type { Header } from './header.js'

/** Regions that are not in the table of letters are new; theirs will have this form. */
const LETTERS_OF_NEW_REGIONS = ['[A-Z]{3}\\d-']
const ON_DEMAND = Buffer.from('OnDemand')
const USD = Buffer.from('USD')
const AWS_REGION = Buffer.from('AWS Region')
const PLACEHOLDER = /\{([^}]+)\}/g

/** A row that a rule takes for a key. */
export interface Match {
  readonly rule: PriceListRule
  readonly key: string
  readonly region: string
}

interface Condition {
  readonly column: number
  readonly values: readonly Uint8Array[]
}

interface Compiled {
  readonly rule: PriceListRule
  readonly conditions: readonly Condition[]
  /** Columns whose values the key is made of. */
  readonly parts: readonly (string | number)[]
  readonly usage: (region: string) => RegExp
}

export interface Matcher {
  matches(row: CsvRow): readonly Match[]
  /** Rules that need a column which this list does not have. */
  readonly unusable: readonly { readonly rule: PriceListRule; readonly column: string }[]
}

/** `letters`: what usage types of a region begin with (`EU-`), where it is known. */
export function matcherOf(rules: readonly PriceListRule[], header: Header, letters: Readonly<Record<string, readonly string[]>>): Matcher {
  const unusable: { rule: PriceListRule; column: string }[] = []
  const byFamily = new Map<string, Compiled[]>()
  const anyFamily: Compiled[] = []
  for (const rule of rules) {
    const compiled = compile(rule, header, letters)
    if (typeof compiled === 'string') unusable.push({ rule, column: compiled })
    else if (rule.family === undefined) anyFamily.push(compiled)
    else for (const family of rule.family) byFamily.set(family, [...(byFamily.get(family) ?? []), compiled])
  }
  const [term, currency, family] = [header.column('TermType'), header.column('Currency'), header.column('Product Family')]
  const [usageColumn, regionColumn] = [header.column('usageType'), header.region]
  const location = header.find('Location Type') ?? header.find('From Location Type') ?? -1
  return {
    unusable,
    matches(row) {
      if (!row.is(term, ON_DEMAND) || !row.is(currency, USD)) return []
      const candidates = [...(byFamily.get(row.text(family)) ?? []), ...anyFamily]
      if (candidates.length === 0) return []
      const region = row.text(regionColumn)
      const inRegion = location < 0 || row.is(location, AWS_REGION)
      const usage = row.text(usageColumn)
      return candidates
        .filter((each) => (inRegion || each.rule.place !== undefined) && each.usage(region).test(usage) && holds(each, row))
        .map(({ rule, parts }) => ({ rule, key: keyOf(parts, row), region: rule.place ?? region }))
    },
  }
}

function holds({ conditions }: Compiled, row: CsvRow): boolean {
  return conditions.every(({ column, values }) => values.some((value) => row.is(column, value)))
}

function keyOf(parts: readonly (string | number)[], row: CsvRow): string {
  return parts.map((part) => (typeof part === 'string' ? part : row.text(part))).join('')
}

/** The name of the column that is missing, or the rule ready for use. */
function compile(rule: PriceListRule, header: Header, letters: Readonly<Record<string, readonly string[]>>): Compiled | string {
  const conditions: Condition[] = []
  const wanted = { ...rule.where, ...(rule.operation === undefined ? {} : { operation: rule.operation }) }
  for (const [name, values] of Object.entries(wanted)) {
    const optional = name.endsWith('?')
    const column = header.find(optional ? name.slice(0, -1) : name)
    if (column !== undefined) conditions.push({ column, values: values.map((value) => Buffer.from(value)) })
    else if (!optional) return name
  }
  const parts: (string | number)[] = []
  let at = 0
  for (const match of rule.key.matchAll(PLACEHOLDER)) {
    const column = header.find(match[1] ?? '')
    if (column === undefined) return match[1] ?? ''
    parts.push(rule.key.slice(at, match.index), column)
    at = match.index + match[0].length
  }
  return { rule, conditions, parts: [...parts, rule.key.slice(at)], usage: usagePatterns(rule.usage, letters) }
}

/** A text in a pattern as itself: regions stand in the list, which may hold anything. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function usagePatterns(usage: string, letters: Readonly<Record<string, readonly string[]>>): (region: string) => RegExp {
  const patterns = new Map<string, RegExp>()
  return (region) => {
    const known = patterns.get(region)
    if (known !== undefined) return known
    const own = Object.hasOwn(letters, region) ? (letters[region] ?? []) : LETTERS_OF_NEW_REGIONS
    const prefix = `(?:${[...own, ...(region === '' ? [] : [`${literal(region)}-`])].join('|')})?`
    const pattern = new RegExp(`^${prefix}(?:${usage})$`, 'u')
    patterns.set(region, pattern)
    return pattern
  }
}
