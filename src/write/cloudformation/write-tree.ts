import type { ListTree, MapEntry, MapTree, ScalarTree, Tree } from '#core/index.js'
import { fitsLiteral, numberScalar, textScalar } from '#write/yaml/index.js'
import { dottedAttribute, TAGS } from './short-forms.js'

const STEP = '  '
// What reads back as the same number and the same letters; 12 digits would come back as an account id.
const PLAIN_NUMBER = /^[-+]?(?:0|[1-9]\d*)(?:\.\d+)?$/
const ACCOUNT_ID = /^\d{12}$/
const TRUTHS = /^(?:true|false|yes|no|on|off)$/i

interface Line {
  /** What stands on the line already: `Key:` or `-`. */
  readonly lead: string
  readonly indent: string
}

/**
 * A template that was read, as CloudFormation YAML: every section, key and value in its order, functions in their short form where they
 * have one. Read again it gives the same tree, places aside; of a key that stands twice only the last is written. Comments are not kept.
 */
export function writeTree(template: Tree): string {
  const lines: string[] = []
  if (template.kind === 'map' && template.entries.length > 0) {
    for (const [index, { key, value }] of withoutTwins(template).entries()) {
      if (index > 0 && value.kind === 'map') lines.push('')
      put(lines, { lead: `${textScalar(key)}:`, indent: '' }, value)
    }
  } else {
    put(lines, { lead: '', indent: '' }, template)
    lines[0] = (lines[0] ?? '').trimStart()
  }
  return `${lines.join('\n')}\n`
}

function withoutTwins({ entries }: MapTree): readonly MapEntry[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()]
}

function put(lines: string[], line: Line, tree: Tree): void {
  const { lead, indent } = line
  const short = tree.kind === 'map' ? shortForm(tree) : undefined
  if (short !== undefined) putPlain(lines, { lead: `${lead} ${short.tag}`, indent }, short.value)
  else putPlain(lines, line, tree)
}

function putPlain(lines: string[], line: Line, tree: Tree): void {
  if (tree.kind === 'scalar') putScalar(lines, line, tree)
  else if (tree.kind === 'list') putList(lines, line, tree)
  else putMap(lines, line, tree)
}

function putScalar(lines: string[], { lead, indent }: Line, tree: ScalarTree): void {
  const { value } = tree
  if (typeof value !== 'string' || !fitsLiteral(value)) {
    lines.push(`${lead} ${typeof value === 'string' ? textScalar(value) : written(tree)}`)
    return
  }
  const ended = value.endsWith('\n')
  lines.push(`${lead} ${ended ? '|' : '|-'}`)
  for (const each of (ended ? value.slice(0, -1) : value).split('\n')) lines.push(each === '' ? '' : `${indent}${STEP}${each}`)
}

/** A number or a truth value with the letters it was written with, where they mean the same in YAML. */
function written({ value, raw = '' }: ScalarTree): string {
  if (typeof value === 'number') {
    if (PLAIN_NUMBER.test(raw) && !ACCOUNT_ID.test(raw) && Number(raw) === value) return raw
    const text = numberScalar(value)
    return ACCOUNT_ID.test(text) ? `+${text}` : text
  }
  return typeof value === 'boolean' && TRUTHS.test(raw) ? raw : String(value)
}

function putMap(lines: string[], { lead, indent }: Line, map: MapTree): void {
  const entries = withoutTwins(map)
  if (entries.length === 0) {
    lines.push(`${lead} {}`)
    return
  }
  const inner = `${indent}${STEP}`
  // In a list the first key stands behind the dash.
  const compact = lead.endsWith('-')
  if (!compact) lines.push(lead)
  for (const [index, { key, value }] of entries.entries())
    put(lines, { lead: `${index === 0 && compact ? `${lead} ` : inner}${textScalar(key)}:`, indent: inner }, value)
}

function putList(lines: string[], { lead, indent }: Line, { items }: ListTree): void {
  if (items.length === 0) {
    lines.push(`${lead} []`)
    return
  }
  const inner = lead === '' ? '' : `${indent}${STEP}`
  const compact = lead.endsWith('-')
  if (!compact && lead !== '') lines.push(lead)
  for (const [index, item] of items.entries()) put(lines, { lead: `${index === 0 && compact ? `${lead} ` : inner}-`, indent: inner }, item)
}

/** A function that may be written short: its argument is a text or a list. */
function shortForm(map: MapTree): { readonly tag: string; readonly value: Tree } | undefined {
  const [call, ...others] = withoutTwins(map)
  if (call === undefined || others.length > 0) return undefined
  const { key, value } = call
  if (key === 'Fn::GetAtt') return attribute(value)
  const isText = textIn(value) !== undefined
  if (key === 'Ref') return isText ? { tag: '!Ref', value } : undefined
  const tag = TAGS.get(key)
  return tag !== undefined && (isText || value.kind === 'list') ? { tag, value } : undefined
}

function attribute(argument: Tree): { readonly tag: string; readonly value: Tree } | undefined {
  const [resource, name, ...others] = argument.kind === 'list' ? argument.items.map(textIn) : []
  if (resource === undefined || name === undefined || others.length > 0) return undefined
  const dotted = dottedAttribute(resource, name)
  return dotted === undefined ? undefined : { tag: '!GetAtt', value: { kind: 'scalar', value: dotted } }
}

function textIn(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined
}
