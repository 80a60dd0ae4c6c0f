import { isJsonObject, type Json } from '#core/index.js'
import { fitsLiteral, numberScalar, textScalar } from './scalars.js'

/** A value written with a tag: `!Sub text`, or `!Join` and a list. */
export interface Tagged {
  readonly tag: string
  readonly value: string | readonly Json[]
}

export interface YamlStyle {
  /** The short form of a value, where it has one that may stand here. */
  readonly short?: (value: Json) => Tagged | undefined
  /** Comment lines (without `#`) to print above the entry at a dotted path. */
  readonly comment?: (path: string) => readonly string[] | undefined
}

const STEP = '  '

/** Writes values as YAML lines. Nothing is folded, so nothing changes in reading back. */
export class YamlEmitter {
  readonly lines: string[] = []
  readonly #style: YamlStyle

  constructor(style: YamlStyle = {}) {
    this.#style = style
  }

  comment(indent: string, lines: readonly string[]): void {
    for (const line of lines) this.lines.push(line === '' ? `${indent}#` : `${indent}# ${line}`)
  }

  /** `key: value` at an indent, its comment above it. */
  entry(indent: string, key: string, value: Json, path: string): void {
    this.comment(indent, this.#style.comment?.(path) ?? [])
    this.after(`${indent}${textScalar(key)}:`, indent, value, path)
  }

  /** The whole text: a value with nothing before it. */
  root(value: Json): void {
    if (Array.isArray(value) && value.length > 0) this.#list('', '', value, '')
    else if (isJsonObject(value) && Object.keys(value).length > 0)
      for (const [key, each] of Object.entries(value)) this.entry('', key, each, key)
    else {
      const at = this.lines.length
      this.after('', '', value, '')
      this.lines[at] = (this.lines[at] ?? '').trimStart()
    }
  }

  /** Writes a value behind what already stands on its line (`lead`); what does not fit there goes below, deeper than `indent`. */
  after(lead: string, indent: string, value: Json, path: string): void {
    const tagged = this.#style.short?.(value)
    if (tagged !== undefined) this.#after(`${lead} ${tagged.tag}`, indent, tagged.value, path)
    else this.#after(lead, indent, value, path)
  }

  #after(lead: string, indent: string, value: Json, path: string): void {
    if (typeof value === 'string') this.#text(lead, indent, value)
    else if (typeof value === 'number') this.lines.push(`${lead} ${numberScalar(value)}`)
    else if (value === null || typeof value === 'boolean') this.lines.push(`${lead} ${String(value)}`)
    else if (isJsonObject(value)) this.#map(lead, indent, value, path)
    else this.#list(lead, indent, value, path)
  }

  #text(lead: string, indent: string, text: string): void {
    if (!fitsLiteral(text)) {
      this.lines.push(`${lead} ${textScalar(text)}`)
      return
    }
    const ended = text.endsWith('\n')
    this.lines.push(`${lead} ${ended ? '|' : '|-'}`)
    const body = ended ? text.slice(0, -1) : text
    for (const line of body.split('\n')) this.lines.push(line === '' ? '' : `${indent}${STEP}${line}`)
  }

  #map(lead: string, indent: string, map: { readonly [key: string]: Json }, path: string): void {
    const entries = Object.entries(map)
    if (entries.length === 0) {
      this.lines.push(`${lead} {}`)
      return
    }
    const inner = `${indent}${STEP}`
    // In a list the first key stands behind the dash.
    const compact = lead.endsWith('-')
    if (!compact) this.lines.push(lead)
    for (const [index, [key, value]] of entries.entries()) {
      const at = join(path, key)
      if (index === 0 && compact) this.after(`${lead} ${textScalar(key)}:`, inner, value, at)
      else this.entry(inner, key, value, at)
    }
  }

  #list(lead: string, indent: string, list: readonly Json[], path: string): void {
    if (list.length === 0) {
      this.lines.push(`${lead} []`)
      return
    }
    const inner = lead === '' ? '' : `${indent}${STEP}`
    const compact = lead.endsWith('-')
    if (!compact && lead !== '') this.lines.push(lead)
    for (const [index, item] of list.entries()) {
      const at = join(path, String(index))
      if (index === 0 && compact) {
        this.after(`${lead} -`, inner, item, at)
        continue
      }
      this.comment(inner, this.#commentOfItem(item, at))
      this.after(`${inner}-`, inner, item, at)
    }
  }

  // What stands behind the dash has no line of its own: its comment goes above the dash.
  #commentOfItem(item: Json, path: string): readonly string[] {
    const own = this.#style.comment?.(path) ?? []
    if (item === null || typeof item !== 'object') return own
    const [first] = Object.entries(item)
    return first === undefined ? own : [...own, ...this.#commentOfItem(first[1], join(path, first[0]))]
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
