import type { YAMLError } from 'yaml'
import type { Diagnostic } from '#core/index.js'
import type { Parsed } from './lower-indent.js'
import type { Places } from './places.js'
import { isTooDeep, isUnclosedQuote, plainWords, wordsOfReason } from './words.js'

// `yaml` reads about 0.8 MB/s; a larger broken file gets its first error only.
const MOST_LETTERS = 500_000
const MOST_ERRORS = 20

interface Found {
  readonly at: number
  readonly message: string
}

/** Every syntax error of a text that the events parser refused. Loads `yaml`, which goes on after an error, only now. */
export async function syntaxErrors(parsed: Parsed, places: Places): Promise<readonly Diagnostic[]> {
  const { text, error = { reason: 'not readable', at: 0 } } = parsed
  if (isTooDeep(error.reason)) {
    return [
      {
        code: 'too-deep',
        severity: 'error',
        message: 'nested too deep to be read; flatten the file',
        span: places.span(error.at, error.at),
      },
    ]
  }
  const recovered = text.length <= MOST_LETTERS ? await recoveredErrors(text) : []
  const first = { at: error.at, message: wordsOfReason(error.reason, text.slice(error.at).trim() === '') }
  return onePerLine(recovered.length === 0 ? [first] : recovered, places)
}

// What follows an error on the same line is mostly its echo.
function onePerLine(found: readonly Found[], places: Places): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const lines = new Set<number>()
  for (const { at, message } of found) {
    const line = places.line(at)
    if (lines.has(line) || diagnostics.length === MOST_ERRORS) continue
    lines.add(line)
    diagnostics.push({ code: 'syntax', severity: 'error', message, span: places.span(at, at) })
  }
  return diagnostics
}

async function recoveredErrors(text: string): Promise<readonly Found[]> {
  const { Lexer, parseAllDocuments } = await import('yaml')
  const documents = parseAllDocuments(text, { prettyErrors: false, strict: true, uniqueKeys: false, logLevel: 'silent', version: '1.2' })
  const errors = Array.isArray(documents) ? documents.flatMap((document) => document.errors) : []
  const nested = new Set(errors.filter(({ code }) => code === 'BLOCK_AS_IMPLICIT_KEY').map(({ pos }) => pos[0]))
  const told = errors.filter(({ code, pos }) => code !== 'MULTILINE_IMPLICIT_KEY' || !nested.has(pos[0]))
  const starts = told.some(({ message }) => isUnclosedQuote(message)) ? quoteStarts(new Lexer().lex(text)) : new Map<number, number>()
  const found = firstOfEachLine(told, text).map((error) =>
    isUnclosedQuote(error.message)
      ? { at: starts.get(error.pos[0]) ?? error.pos[0], message: 'this quoted text is not closed; a quote is missing at its end' }
      : foundAt(text, error),
  )
  return found.sort((a, b) => a.at - b.at)
}

// A file may hold an error in every letter of one line; each costs a look at that line.
function firstOfEachLine(errors: readonly YAMLError[], text: string): readonly YAMLError[] {
  const kept: YAMLError[] = []
  let lineEnd = -1
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    if (error.pos[0] <= lineEnd && kept.length > 0) continue
    kept.push(error)
    const next = text.indexOf('\n', error.pos[0])
    lineEnd = next < 0 ? text.length : next
    if (kept.length > 3 * MOST_ERRORS) break
  }
  return kept
}

function foundAt(text: string, { code, message, pos }: YAMLError): Found {
  const end = /\r|\n|$/.exec(text.slice(pos[0]))?.index ?? 0
  const rest = text.slice(pos[0], pos[0] + end)
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/:(?:\s|$)/.test(rest)) {
    const next = /\S/.exec(text.slice(pos[0] + end))?.index ?? 0
    return { at: pos[0] + end + next, message: 'this key is indented deeper than the one above, which has a value already' }
  }
  return { at: pos[0], message: plainWords(code, message, rest) }
}

// The error stands where the text ends; people look for where it begins.
function quoteStarts(lexemes: Iterable<string>): ReadonlyMap<number, number> {
  const starts = new Map<number, number>()
  let at = 0
  for (const lexeme of lexemes) {
    // Marks of the lexer that stand for no text.
    if (lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001F') continue
    const end = at + lexeme.length
    if (/^["']/.test(lexeme)) starts.set(end, at)
    at = end
  }
  return starts
}
