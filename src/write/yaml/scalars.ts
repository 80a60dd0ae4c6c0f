// What some YAML reader in use takes for something other than text: 1.2 core, 1.1 (PyYAML, SnakeYAML, CloudFormation), JSON.
const WORDS: ReadonlySet<string> = new Set([
  '',
  '~',
  'null',
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  '=',
  '<<',
  '.inf',
  '.nan',
  '+.inf',
  '-.inf',
])
const NUMBER = /^[-+]?(?:0x[\da-f_]+|0b[01_]+|0o?[0-7_]+|[\d_]+(?::[0-5]?\d)+(?:\.[\d_]*)?|[\d_]*\.?[\d_]*(?:e[-+]?\d+)?)$/i
const DATE = /^\d{4}-\d{1,2}-\d{1,2}/
const INDICATOR_FIRST = /^[-?:,[\]{}#&*!|>'"%@`]/
const INDICATOR_INSIDE = /:(?:\s|$)|\s#/
const BLANK_AT_END = /^\s|\s$/

// Controls, lone surrogates, and what one of the YAML versions takes for a line break or refuses.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u
const TO_ESCAPE = /["\\\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu
const NOT_IN_LITERAL = /[^\P{Cc}\n\t]|[\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

function escaped(text: string): string {
  return text.replace(TO_ESCAPE, (char) => ESCAPES.get(char) ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function readsAsText(text: string): boolean {
  return !WORDS.has(text.toLowerCase()) && !NUMBER.test(text) && !DATE.test(text)
}

/** Text on one line: as it is where every YAML reader takes it for that very text, else in quotes. */
export function textScalar(text: string): string {
  if (UNPRINTABLE.test(text)) return `"${escaped(text)}"`
  const plain =
    readsAsText(text) && !INDICATOR_FIRST.test(text) && !INDICATOR_INSIDE.test(text) && !BLANK_AT_END.test(text) && !text.startsWith('...')
  if (plain) return text
  return text.includes("'") && !/["\\]/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "''")}'`
}

/** A number every YAML reader takes for a number; whole numbers beyond 2^53 and tiny ones get an exponent with a decimal point. */
export function numberScalar(value: number): string {
  const text = Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value)
  return text.replace(/^(-?\d+)e/, '$1.0e')
}

/** True when a text of several lines can stand as a literal block (`|`) without losing anything. */
export function fitsLiteral(text: string): boolean {
  if (!text.includes('\n') || NOT_IN_LITERAL.test(text) || text.endsWith('\n\n')) return false
  const lines = text.split('\n')
  const first = lines.find((line) => line !== '')
  if (first === undefined || /^\s/.test(first)) return false
  return lines.every((line) => line === '' || line.trim() !== '')
}
