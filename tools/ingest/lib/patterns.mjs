// The registry writes patterns in several dialects. Here each becomes one that `new RegExp(pattern, 'u')` takes, with the same meaning.

const SET_ESCAPE = /^\\(?:[dDsSwW]|[pP]\{[^}]+\})/
const SET_ESCAPE_BEFORE = /\\(?:[dDsSwW]|[pP]\{[^}]+\})$/
const QUANTIFIER = /^\{\d+(?:,\d*)?\}/
/** Escapes that mean something in JavaScript, or that the u flag allows. */
const KNOWN_ESCAPE =
  /^\\(?:[dDsSwWbBfnrtv0]|[pP]\{[^}]+\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|c[a-zA-Z]|[1-9]|[\^$\\.*+?()[\]{}|/])/
/** What other dialects say: begin and end of the text, and two sets that JavaScript has no name for. */
const FOREIGN = [
  [/\\A/g, '^'],
  [/\\[Zz]/g, '$'],
  [/\\p\{Graph\}/g, '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}', '[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]'],
  [/\\p\{Print\}/g, '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}', '[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}]'],
]
/** Repeating a place in the text changes nothing, and JavaScript refuses it. */
const REPEATED_PLACES = [
  [/\$\{\d+(?:,\d*)?\}$/, '$'],
  [/(\(\?![^()]*\))\+/g, '$1'],
]

function compiles(pattern) {
  try {
    return RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** The pattern for the u flag, or undefined when it cannot be said that way. */
export function portable(pattern) {
  const foreign = FOREIGN.some(([from]) => pattern.search(from) >= 0)
  if (!foreign && compiles(pattern)) return pattern
  const dotAll = /^\^?\(\?s\)/.test(pattern)
  const source = REPEATED_PLACES.reduce((text, [from, to]) => text.replace(from, to), dotAll ? pattern.replace('(?s)', '') : pattern)
  const out = rewrite(source, dotAll)
  return out !== undefined && compiles(out) ? out : undefined
}

/** Walks the pattern and rewrites it token by token; undefined when a set would have to ignore case and is not made of plain ranges. */
function rewrite(source, dotAll) {
  let out = ''
  const groups = [false] // for each open group: whether case is ignored from here on
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    if (rest.startsWith('(?i)')) {
      groups[groups.length - 1] = true
      at += 4
      continue
    }
    const set = /^\[(?:\\[\s\S]|[^\]\\])*\]/.exec(rest)?.[0]
    const token = set ?? tokenAt(rest)
    const ignoreCase = groups.at(-1)
    const text = set === undefined ? plain(token, { dotAll, ignoreCase }) : setText(set.slice(1, -1), ignoreCase)
    if (text === undefined) return undefined
    if (token === '(') groups.push(ignoreCase)
    if (token === ')' && groups.length > 1) groups.pop()
    out += text
    at += token.length
  }
  return out
}

function tokenAt(rest) {
  if (!rest.startsWith('\\')) return QUANTIFIER.exec(rest)?.[0] ?? rest[0]
  return SET_ESCAPE.exec(rest)?.[0] ?? KNOWN_ESCAPE.exec(rest)?.[0] ?? rest.slice(0, 2)
}

function foreignText(token, inSet) {
  const found = FOREIGN.find(([from]) => token.search(from) === 0)
  return found === undefined ? undefined : inSet ? found[1] : (found[2] ?? found[1])
}

function plain(token, { dotAll, ignoreCase }) {
  const foreign = foreignText(token, false)
  if (foreign !== undefined) return foreign
  if (token.startsWith('\\')) return KNOWN_ESCAPE.test(token) ? token : token.slice(1)
  if (/^[{}\]]$/.test(token)) return `\\${token}`
  if (token === '.' && dotAll) return '[\\s\\S]'
  return ignoreCase && /^[a-zA-Z]$/.test(token) ? `[${token.toLowerCase()}${token.toUpperCase()}]` : token
}

function setText(content, ignoreCase) {
  if (ignoreCase) return /^[a-zA-Z0-9-]*$/.test(content) ? `[${content.toLowerCase()}${content.toUpperCase()}]` : undefined
  let out = ''
  for (let at = 0; at < content.length; ) {
    const rest = content.slice(at)
    const token = rest.startsWith('\\') ? tokenAt(rest) : rest[0]
    const besideSet = token === '-' && rest.length > 1 && (SET_ESCAPE.test(rest.slice(1)) || SET_ESCAPE_BEFORE.test(out))
    if (besideSet || token === '\\-') out += '\\-'
    else out += foreignText(token, true) ?? (token.startsWith('\\') && !KNOWN_ESCAPE.test(token) ? token.slice(1) : token)
    at += token.length
  }
  return `[${out}]`
}
