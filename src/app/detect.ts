/**
 * Whether a text is meant to be a template, told by its top-level keys and not by a parse: one with a syntax error is one all the same, and
 * one in which `Resources` stands somewhere inside is none.
 */
export function looksLikeTemplate(text: string): boolean {
  // Most files of other tools have neither word.
  if (!text.includes(VERSION) && !RESOURCE_TYPE.test(text)) return false
  const start = text.search(/[^\s\uFEFF]/)
  if (start < 0) return false
  const { keys, balanced } = text[start] === '{' ? keysInBraces(text, start) : { keys: keysOfLines(text), balanced: true }
  if (keys.has(VERSION)) return true
  // What a broken bracket opens nobody closes: the sections then stand deeper than they should.
  const resources = keys.has('Resources') || (!balanced && /"Resources"\s*:/.test(text))
  // Two of the others are enough, for the one with a slip in its name.
  const others = SECTIONS.filter((section) => keys.has(section)).length
  return (resources || others > 1) && RESOURCE_TYPE.test(text)
}

const VERSION = 'AWSTemplateFormatVersion'
const SECTIONS = ['Transform', 'Globals', 'Parameters', 'Rules', 'Mappings', 'Conditions', 'Outputs']
const RESOURCE_TYPE = /\b(?:AWS|Alexa|Custom|[A-Za-z0-9]+::[A-Za-z0-9]+)::[A-Za-z@]/

/** Keys that stand as far left as any. */
function keysOfLines(text: string): ReadonlySet<string> {
  let keys = new Set<string>()
  let least = Number.POSITIVE_INFINITY
  for (const [, blank = '', quoted, plain] of text.matchAll(/^([ ]*)(?:["']([^"'\n]+)["']|([A-Za-z][\w:.-]*?))[ \t]*:(?=\s|$)/gm)) {
    if (blank.length > least) continue
    if (blank.length < least) keys = new Set()
    least = blank.length
    keys.add(quoted ?? plain ?? '')
  }
  return keys
}

interface BraceKeys {
  readonly keys: ReadonlySet<string>
  /** Whether every bracket that is opened is closed. */
  readonly balanced: boolean
}

/** Keys directly inside the outermost braces, whatever else is wrong. */
function keysInBraces(text: string, start: number): BraceKeys {
  const keys = new Set<string>()
  // A text in quotes ends with its line at the latest: a missing quote spoils one line only.
  const token = /"((?:[^"\\\n]|\\.)*)"?|'([^'\n]*)'?|[{}[\]]|([A-Za-z]\w*(?:::\w+)*)/g
  token.lastIndex = start
  let depth = 0
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, double, single, plain] = match
    if (whole === '{' || whole === '[') depth += 1
    else if (whole === '}' || whole === ']') depth -= 1
    else if (depth === 1 && isKey(text, token.lastIndex)) keys.add(double ?? single ?? plain ?? '')
  }
  return { keys, balanced: depth === 0 }
}

function isKey(text: string, end: number): boolean {
  let at = end
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1
  return text[at] === ':'
}
