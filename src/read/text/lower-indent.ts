import { type Event, parseEvents, YAMLException } from 'js-yaml'

/** What the events parser made of a text, with the way back from its offsets to those of the text the user wrote. */
export interface Parsed {
  readonly text: string
  readonly original: (offset: number) => number
  readonly events: readonly Event[]
  readonly error: { readonly reason: string; readonly at: number } | undefined
}

// The parser knows no error codes; these are its words in version 5.5, and a test fails when they change.
const LOWER_INDENT = 'deficient indentation'
const INSIDE_SINGLE = 'unexpected end of the stream within a single quoted scalar'
const INSIDE_DOUBLE = 'unexpected end of the stream within a double quoted scalar'
const INSIDE_FLOW = 'unexpected end of the stream within a flow collection'

// Each round reads the text twice; what needs more than this is not a template that a person wrote.
const MOST_ROUNDS = 150
const MOST_LETTERS = 12_000_000

function parse(text: string, maxDepth: number): Pick<Parsed, 'events' | 'error'> {
  try {
    return { events: parseEvents(text, { maxDepth }), error: undefined }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return { events: [], error: { reason: error.reason, at: Math.min(error.mark?.position ?? 0, text.length) } }
  }
}

/** Parses, strictly as YAML 1.2 asks. */
export function parseStrictly(text: string, maxDepth: number): Parsed {
  return { text, original: (offset) => offset, ...parse(text, maxDepth) }
}

/**
 * Parses as CloudFormation does: a quoted text, a list in brackets or a map in braces may go on at a lower indent than YAML 1.2 allows.
 * Where the parser refuses that, blanks are put before those lines (they do not count inside such text) and it is asked again.
 */
export function parseLeniently(text: string, maxDepth: number): Parsed {
  const added = new Map<number, number>()
  let current = parseStrictly(text, maxDepth)
  for (let round = 1; round <= MOST_ROUNDS && round * text.length <= MOST_LETTERS; round += 1) {
    const { error } = current
    if (error?.reason !== LOWER_INDENT) return current
    // Cut before that line, the text ends inside what is open, and the parser says in what.
    const inside = parse(linesBefore(current.text, error.at), maxDepth).error?.reason
    if (!raise(current, { at: error.at, inside }, added)) return current
    const raised = withBlanks(text, added)
    current = { ...raised, ...parse(raised.text, maxDepth) }
  }
  return current
}

function linesBefore(text: string, at: number): string {
  return text.slice(0, text.lastIndexOf('\n', at - 1) + 1).trimEnd()
}

/** Notes how many blanks each line of the text or bracket that is open at `at` needs; false when there is nothing to raise. */
function raise(current: Parsed, place: { at: number; inside: string | undefined }, added: Map<number, number>): boolean {
  const { text, original } = current
  const lineStart = text.lastIndexOf('\n', place.at - 1) + 1
  const target = neededIndent(text, lineStart)
  const end = constructEnd(text, place.at, place.inside)
  if (end === undefined) return false
  let raised = false
  for (let start = lineStart; start > 0 && start < end; start = text.indexOf('\n', start) + 1) {
    let indent = 0
    while (text.charCodeAt(start + indent) === 32) indent += 1
    if (indent < target && start + indent < text.length) {
      added.set(original(start), (added.get(original(start)) ?? 0) + target - indent)
      raised = true
    }
    if (!text.includes('\n', start)) break
  }
  return raised
}

// Deeper than the line where the text began, however that line is laid out.
function neededIndent(text: string, lineStart: number): number {
  let end = lineStart - 1
  while (end > 0) {
    const start = text.lastIndexOf('\n', end - 1) + 1
    if (text.slice(start, end).trim() !== '') return end - start
    end = start - 1
  }
  return 1
}

function constructEnd(text: string, at: number, inside: string | undefined): number | undefined {
  if (inside === INSIDE_SINGLE) return quoteEnd(text, at, "'")
  if (inside === INSIDE_DOUBLE) return quoteEnd(text, at, '"')
  return inside === INSIDE_FLOW ? bracketEnd(text, at) : undefined
}

function quoteEnd(text: string, from: number, quote: '"' | "'"): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]
    if (char === '\\' && quote === '"') at += 1
    else if (char === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1
      at += 1
    }
  }
  return text.length
}

// The end of the innermost open bracket; an outer one is found in the next round.
function bracketEnd(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]
    if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') depth -= 1
    else at = skipQuoteOrComment(text, at)
    if (depth === 0) return at + 1
  }
  return text.length
}

/** The last letter of the quoted text or comment that begins at `at`; `at` itself where none begins. */
function skipQuoteOrComment(text: string, at: number): number {
  const char = text[at]
  const before = text[at - 1] ?? ' '
  if ((char === '"' || char === "'") && /[\s,:[{]/.test(before)) return quoteEnd(text, at + 1, char) - 1
  if (char !== '#' || !/\s/.test(before)) return at
  const end = text.indexOf('\n', at)
  return (end < 0 ? text.length : end) - 1
}

function withBlanks(text: string, added: ReadonlyMap<number, number>): Pick<Parsed, 'text' | 'original'> {
  const places = [...added].sort(([a], [b]) => a - b)
  const starts: number[] = []
  const sums: number[] = []
  const pieces: string[] = []
  let from = 0
  let sum = 0
  for (const [at, count] of places) {
    pieces.push(text.slice(from, at), ' '.repeat(count))
    starts.push(at + sum)
    sum += count
    sums.push(sum)
    from = at
  }
  pieces.push(text.slice(from))
  return { text: pieces.join(''), original: (offset) => originalOf(offset, starts, sums) }
}

function originalOf(offset: number, starts: readonly number[], sums: readonly number[]): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  if (low === 0) return offset
  const before = sums[low - 2] ?? 0
  const start = starts[low - 1] ?? 0
  // Inside the blanks that were put in: the line of the user begins there.
  return Math.max(start - before, offset - (sums[low - 1] ?? 0))
}
