const MASK = '********'

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids: only these two prefixes are keys.
const ACCESS_KEY = /\b(AKIA|ASIA)[A-Z0-9]{16}\b/g
const PRIVATE_KEY = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g
const JSON_WEB_TOKEN = /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g
const FORTY_CHARACTERS = /(?<![\w/+=.-])[A-Za-z0-9/+]{40}(?![\w/+=.-])/g
const SECRET_NAME = /(?:password|passwd|secret(?!s?manager|arn|name|id$)|token|api_?key|credential|private_?key)/i

/** The text without access keys, private keys, tokens and what looks like a secret access key. Everything that is printed passes here. */
export function redact(text: string): string {
  return text
    .replace(ACCESS_KEY, (key) => `${key.slice(0, 4)}${MASK}`)
    .replace(PRIVATE_KEY, (_whole, title: string) => `-----BEGIN ${title}-----${MASK}-----END ${title}-----`)
    .replace(JSON_WEB_TOKEN, `eyJ${MASK}`)
    .replace(FORTY_CHARACTERS, (word) => (looksRandom(word) ? MASK : word))
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

// In 40 random characters of base64 the kind of character changes about 25 times (sd 3); in names and paths of that length at most a dozen times.
function looksRandom(word: string): boolean {
  const kinds = word.replace(/[A-Z]/g, 'U').replace(/[a-z]/g, 'l').replace(/\d/g, '0')
  const changes = kinds.match(/(.)(?!\1|$)/g)?.length ?? 0
  return changes >= FEWEST_CHANGES && kinds.includes('U') && kinds.includes('l') && !LOGICAL_ID.test(word)
}
