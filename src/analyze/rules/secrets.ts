import { Buffer } from 'node:buffer'

/** What kind of credential a text holds; undefined when it holds none. Never the credential. */
export function leakIn(text: string): string | undefined {
  return FORMS.find(({ pattern }) => pattern.test(text))?.kind
}

/** The same for a text that may be base64, as user data is. */
export function leakInBase64(text: string): string | undefined {
  const packed = text.replaceAll(/\s/g, '')
  return leakIn(text) ?? (/^[A-Za-z0-9+/]{40,}={0,2}$/.test(packed) ? leakIn(Buffer.from(packed, 'base64').toString('utf8')) : undefined)
}

/** Forms that nothing but a credential has. Sources: the issuers' pages about their identifiers and secret scanning. */
const FORMS: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: 'an access key id of AWS', pattern: /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/ },
  {
    kind: 'a secret access key of AWS',
    pattern: /(?:aws_?)?secret_?(?:access_?)?key["']?\s*[=:]\s*["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i,
  },
  { kind: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { kind: 'a token of GitHub', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b/ },
  { kind: 'a token of Slack', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { kind: 'a secret key of Stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  // a password that is a variable of a shell or a placeholder is none
  { kind: 'a password in an address', pattern: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/?#@]{1,80}:(?![$<{*])[^\s:/?#@]{3,200}@\w/i },
]

const SECRET_NAME = /(?:^|[_.-])(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|private_?key|credentials?)$/i
/** Names of what is about a secret and not the secret. */
const ABOUT_ONE = /(?:arn|id|name|path|url|uri|header|endpoint|ttl|expiry|length|type|ref|table|bucket|key_?id)$/i
/** A reference that is read at run time, an ARN, an address, a placeholder. */
const NO_SECRET =
  /^(?:\{\{resolve:|arn:|https?:\/\/|\$\{|<.*>$|\*+$|(?:change[_-]?me|none|null|true|false|todo|dummy|redacted)$|\/[\w./-]+$)/i

/** Whether a variable's name says that its value is secret, and its value is one. */
export function looksSecret(name: string, value: unknown): boolean {
  if (ABOUT_ONE.test(name) || !SECRET_NAME.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'))) return false
  return typeof value === 'string' && value.trim() !== '' && !NO_SECRET.test(value.trim())
}
