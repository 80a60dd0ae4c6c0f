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

// `yaml` has one code for many things; its first words tell them apart.
const BY_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Flow (?:map|sequence) .*end with a/i, 'a closing bracket is missing before this line, or stands at too low an indent'],
  [/^Implicit map keys need to be followed by map values/, 'a ":" is missing after this key'],
  [/^Implicit keys of flow sequence pairs/, 'a "," or a closing bracket is missing at the end of this line'],
  [/^Missing , (?:or : )?between/, 'a "," is missing before this'],
  [/^Unexpected [\w-]+ token in YAML stream/, 'this fits nothing before it'],
  [/^Unexpected [\w-]+ at node end/, 'this stands after the end of a value; if it belongs to it, quote the whole'],
  [/^Block scalar header includes extra characters/, 'nothing may follow "|" or ">" on its line; the text begins on the next'],
  [/^All collection items must start at the same column/, 'this line is indented neither like the entries above it nor deeper'],
]

/** Plain words for an error of `yaml`: its code says what, the rest of the line which. */
export function plainWords(code: string, message: string, rest: string): string {
  const known = BY_CODE.get(code)
  const found = rest.trim().slice(0, 40)
  const near = found === '' ? '' : ` (at "${found}")`
  if (code === 'BAD_SCALAR_START') return `a text cannot begin with "${rest.slice(0, 1)}"; quote it`
  const words = BY_WORDS.find(([pattern]) => pattern.test(message))?.[1]
  if (words !== undefined) return `${words}${near}`
  if (known !== undefined) return known
  if (code === 'BAD_INDENT') return `the indentation fits no line above${near}`
  const sentence = message.split(/\r?\n/, 1)[0] ?? message
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}${near}`
}

/** Whether an error of `yaml` says that a quoted text is not closed. */
export function isUnclosedQuote(message: string): boolean {
  return message.startsWith('Missing closing')
}

/** Whether the events parser gave up because of its own bound on nesting. */
export function isTooDeep(reason: string): boolean {
  return reason.startsWith('nesting exceeded')
}

/** Plain words for the reason the events parser gives; words that are not known here pass as they are. */
export function wordsOfReason(reason: string, atEnd: boolean): string {
  if (atEnd) return 'the file ends inside a bracket or a quoted text that was opened before'
  return BY_REASON.get(reason) ?? reason
}
