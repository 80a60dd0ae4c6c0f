import type { YAMLError } from 'yaml'
import type { Diagnostic } from '#core/index.js'
import type { Parsed } from './lower-indent.js'
import type { Places } from './places.js'
import { plainWords, wordsOfReason } from './words.js'

// `yaml` reads about 0.8 MB/s; a larger broken file gets its first error only.
const MOST_LETTERS = 1_000_000
const MOST_ERRORS = 20

/** Every syntax error of a text that the events parser refused. Loads `yaml`, which goes on after an error, only now. */
export async function syntaxErrors(parsed: Parsed, places: Places): Promise<readonly Diagnostic[]> {
  const { error, text } = parsed
  const found = error !== undefined && text.length <= MOST_LETTERS ? await recoveredErrors(text) : []
  if (found.length === 0) return [syntaxError(places, wordsOfReason(error?.reason ?? 'not readable'), error?.at ?? 0)]
  const diagnostics: Diagnostic[] = []
  let line = 0
  for (const each of found) {
    const at = each.pos[0]
    // What follows an error on the same line is mostly its echo.
    if (places.line(at) === line) continue
    line = places.line(at)
    diagnostics.push(syntaxError(places, plainWords(each.code, each.message, text.slice(at, at + 40)), at))
    if (diagnostics.length === MOST_ERRORS) break
  }
  return diagnostics
}

async function recoveredErrors(text: string): Promise<readonly YAMLError[]> {
  const { parseAllDocuments } = await import('yaml')
  const documents = parseAllDocuments(text, { prettyErrors: false, strict: true, uniqueKeys: false, logLevel: 'silent', version: '1.2' })
  if (!Array.isArray(documents)) return []
  return documents.flatMap((document) => document.errors).sort((a, b) => a.pos[0] - b.pos[0])
}

function syntaxError(places: Places, message: string, at: number): Diagnostic {
  return { code: 'syntax', severity: 'error', message, span: places.span(at, at) }
}
