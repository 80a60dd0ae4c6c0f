/**
 * Whether a text has the form of a pattern: undefined when that cannot be told, because JavaScript cannot say the pattern, or because
 * looking could take exponential time.
 */
export function hasForm(text: string, pattern: string): boolean | undefined {
  const known = patternOf(pattern)
  if (known === undefined || text.length > (known.nested ? LONGEST_NESTED : LONGEST)) return undefined
  return known.expression.test(text)
}

// Longer texts are policies and code; a pattern on them costs more than it tells.
const LONGEST = 10_000
// A repetition or a choice inside a repetition can be tried in exponentially many ways: six patterns of the registry take minutes for 30 characters.
const LONGEST_NESTED = 12

interface Pattern {
  readonly expression: RegExp
  readonly nested: boolean
}

const patterns = new Map<string, Pattern | undefined>()

/** Each pattern of the registry is compiled once. */
function patternOf(text: string): Pattern | undefined {
  if (!patterns.has(text)) patterns.set(text, compiled(text))
  return patterns.get(text)
}

function compiled(text: string): Pattern | undefined {
  for (const flags of ['u', '']) {
    try {
      return { expression: new RegExp(text, flags), nested: repeatsRepetitions(text) }
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause
    }
  }
  return undefined
}

const TOKEN = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]?\w*>?))?|[*+]|\{\d+(?:,\d*)?\}|[\s\S]/g
const MANY = /^(?:[*+]|\{(?:\d+,|\d+,\d{2,}|\d{2,})\})$/

/** Whether a group that repeats something without a small bound, or has alternatives, is itself repeated so. */
function repeatsRepetitions(pattern: string): boolean {
  const groups = [false]
  let closed = false // whether the token before closed a group with a repetition in it
  for (const [token] of pattern.matchAll(TOKEN)) {
    const repeats = MANY.test(token)
    if (repeats && closed) return true
    if (repeats || token === '|') groups[groups.length - 1] = true
    closed = false
    if (token.startsWith('(')) groups.push(false)
    else if (token === ')' && groups.length > 1) {
      closed = groups.pop() === true
      if (closed) groups[groups.length - 1] = true
    }
  }
  return false
}
