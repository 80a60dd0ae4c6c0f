const BY_CODE: ReadonlyMap<string, string> = new Map([
  ['ALIAS_PROPS', 'an alias (*name) cannot have a tag or an anchor of its own'],
  ['BAD_ALIAS', 'an anchor (&name) or alias (*name) needs a name that does not end in ":"'],
  ['BAD_DIRECTIVE', 'a line that begins with "%" is a directive nobody knows; quote the text'],
  ['BAD_DQ_ESCAPE', 'an unknown escape in double quotes; write a backslash as \\\\ or use single quotes'],
  ['BAD_PROP_ORDER', 'a tag or anchor stands before "-", "?" or ":"; put it after'],
  ['BLOCK_AS_IMPLICIT_KEY', 'a second ": " on one line; quote the text, or begin a new line'],
  ['BLOCK_IN_FLOW', 'lines with "-" or "key:" cannot stand inside [ ] or { }'],
  ['KEY_OVER_1024_CHARS', 'a key is longer than 1,024 characters; a quote or a ":" is probably missing before'],
  ['MULTILINE_IMPLICIT_KEY', 'a key must stand on one line; a ":" is probably missing after it, or a quote before it is not closed'],
  ['MULTIPLE_ANCHORS', 'a value can have one anchor only'],
  ['MULTIPLE_TAGS', 'a short form cannot stand directly inside another; write the outer one in full, for example "Fn::Base64: !Sub …"'],
  ['RESOURCE_EXHAUSTION', 'nested too deep to be read'],
  ['TAB_AS_INDENT', 'a tab in the indentation; use blanks'],
])

const BY_REASON: ReadonlyMap<string, string> = new Map([
  ['deficient indentation', 'this line must be indented more than the line where the quoted text or the bracket begins'],
  ['tab characters must not be used in indentation', 'a tab in the indentation; use blanks'],
  ['duplication of a tag property', BY_CODE.get('MULTIPLE_TAGS') ?? ''],
  ['bad indentation of a mapping entry', 'this line is indented neither like the keys above it nor like their values'],
  ['bad indentation of a sequence entry', 'this line is indented neither like the "-" above it nor like its value'],
  [
    'the stream contains non-printable characters',
    'a control character that YAML does not allow; remove it, or write it as an escape in double quotes',
  ],
  ['expected valid JSON character', 'a control character inside a quoted text; remove it, or write it as an escape in double quotes'],
])

/** Plain words for an error of `yaml`: its code says what, the text at the place which. */
export function plainWords(code: string, message: string, at: string): string {
  const known = BY_CODE.get(code)
  if (known !== undefined) return known
  const found = at.split(/\r?\n/, 1)[0]?.trim() ?? ''
  const near = found === '' ? '' : ` (at "${found}")`
  if (code === 'BAD_INDENT') return `the indentation fits no line above${near}`
  if (code === 'BAD_SCALAR_START') return `a text cannot begin with "${at.slice(0, 1)}"; quote it`
  const sentence = message.split(/\r?\n/, 1)[0] ?? message
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}${near}`
}

/** Plain words for the reason the events parser gives; words that are not known here pass as they are. */
export function wordsOfReason(reason: string): string {
  if (reason.startsWith('nesting exceeded')) return 'nested too deep to be read; flatten the file'
  return BY_REASON.get(reason) ?? reason
}
