import { jsonText } from '#core/index.js'

/** What stands in the place of a secret. */
export const MASK = '********'

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids: only these two prefixes are keys.
const ACCESS_KEY = /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g
const PRIVATE_KEY = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g
const FORTY_CHARACTERS = /(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=.-])/g
const SECRET_NAME = /(?:password|passwd|secret(?!s?manager|arn|name|id$)|token|api_?key|credential|private_?key)/i

/**
 * The text without access keys, private keys, tokens, what looks like a secret access key, and the secrets of this run (the values of
 * NoEcho parameters). Everything that is printed passes here.
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  return withoutSecrets(text, secrets)
    .replace(ACCESS_KEY, (key) => `${key.slice(0, 4)}${MASK}`)
    .replace(PRIVATE_KEY, (_whole, title: string) => `-----BEGIN ${title}-----${MASK}-----END ${title}-----`)
    .replace(JSON_WEB_TOKEN, `eyJ${MASK}`)
    .replace(FORTY_CHARACTERS, (word) => (looksRandom(word) ? MASK : word))
}

/** Keys whose values are words of ours, which no secret can be a part of. */
const CLOSED = new Set(['code', 'severity', 'verdict', 'pillar', 'rule', 'kind', 'format'])

/** The JSON text of a result, redacted; its keys and the words that only we choose stay as they are. */
export function redactedJson(output: object, secrets: ReadonlySet<string> = new Set()): string {
  const hidden = (key: string, value: unknown): unknown =>
    typeof value === 'string' && !CLOSED.has(key) ? withoutSecrets(value, secrets) : value
  return redact(jsonText(secrets.size === 0 ? output : JSON.parse(JSON.stringify(output, hidden))))
}

// Shorter ones are parts of words and numbers that have nothing to do with them; the next longer ones are hidden where they stand alone.
const SHORTEST_SECRET = 4
const HIDDEN_INSIDE_WORDS = 8

function withoutSecrets(text: string, secrets: Iterable<string>): string {
  // The longest first: one may be a part of another.
  return [...secrets]
    .filter((secret) => secret.trim().length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replace(formOf(secret.trim()), MASK), text)
}

/** Texts for people are wrapped where a blank stands. */
function formOf(secret: string): RegExp {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`)
  if (secret.length >= HIDDEN_INSIDE_WORDS) return new RegExp(literal, 'g')
  return new RegExp(`${/^\w/.test(secret) ? String.raw`(?<!\w)` : ''}${literal}${/\w$/.test(secret) ? String.raw`(?!\w)` : ''}`, 'g')
}

/** A message about the property at `path`, with quoted values masked when the property's name says that it holds a secret. */
export function redactValues(message: string, path: readonly (string | number)[] | undefined): string {
  const name = path?.findLast((step) => typeof step === 'string')
  return typeof name === 'string' && SECRET_NAME.test(name)
    ? message.replace(/"[^"]*"/g, (quoted) => (quoted === `"${name}"` ? quoted : `"${MASK}"`))
    : message
}

// The name that the CDK gives a resource: words and eight digits of a hash.
const LOGICAL_ID = /^[A-Za-z]{32}[0-9A-F]{8}$/
const FEWEST_CHANGES = 15
const LETTERS_OF_WORDS = 22

// In 40 random characters of base64 the kind of character changes about 25 times (sd 3), and one in 4,000 is letters alone; a name of that
// length that changes so often is words of letters. About 6 of the characters stand in runs of three small letters or more; that 22 do is one in
// 2,500, and names of short words have more.
function looksRandom(word: string): boolean {
  const kinds = word.replace(/[A-Z]/g, 'U').replace(/[a-z]/g, 'l').replace(/\d/g, '0')
  const changes = kinds.match(/(.)(?!\1|$)/g)?.length ?? 0
  const mixed = /[0-9+/]/.test(word) && kinds.includes('U') && kinds.includes('l')
  return mixed && changes >= FEWEST_CHANGES && lettersInWords(word) < LETTERS_OF_WORDS && !LOGICAL_ID.test(word)
}

function lettersInWords(text: string): number {
  return (text.match(/[a-z]{3,}/g) ?? []).reduce((sum, { length }) => sum + length, 0)
}
