import {
  type AliasEvent,
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import { didYouMean, type ScalarTree, type Tree } from '#core/index.js'
import type { Part, TreeBuilder } from './builder.js'
import type { Places } from './places.js'
import { plainValue } from './scalars.js'
import { longForm, SHORT_FORMS } from './short-forms.js'

type Node = ScalarEvent | SequenceEvent | MappingEvent

interface Open {
  readonly event: SequenceEvent | MappingEvent
  readonly start: number
  /** It stands where a key must stand: it is reported and dropped. */
  readonly asKey: boolean
}

const PLAIN_TAGS: ReadonlySet<string> = new Set(['!!str', '!!seq', '!!map', '!!int', '!!float', '!!bool', '!!null', '!'])
// Tags of https://github.com/aws-cloudformation/rain, which writes the file that CloudFormation is given.
const PACKAGER = 'Rain::'
const ABSENT = -1
// Beyond this many names a nearest one is not looked for.
const MOST_HINTS = 500

/** Turns the events of one YAML text into a tree. Walks them in a loop, never recursively. */
class YamlReader {
  readonly #text: string
  readonly #places: Places
  readonly #builder: TreeBuilder
  readonly #cloudFormation: boolean
  readonly #anchors = new Map<string, Part | undefined>()
  readonly #open: (Open | undefined)[] = []
  #documents = 0
  #aliasNoted = false
  // End of what was read last: where an empty value stands, and where a collection ends.
  #cursor = 0

  constructor(source: { text: string; places: Places }, builder: TreeBuilder, cloudFormation: boolean) {
    this.#text = source.text
    this.#places = source.places
    this.#builder = builder
    this.#cloudFormation = cloudFormation
  }

  read(events: readonly Event[]): void {
    for (const event of events) {
      if (this.#builder.full) return
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          if (!this.#document()) return
          break
        case EVENT_ID.SEQUENCE:
        case EVENT_ID.MAPPING:
          this.#begin(event)
          break
        case EVENT_ID.SCALAR:
          this.#scalar(event)
          break
        case EVENT_ID.ALIAS:
          this.#alias(event)
          break
        case EVENT_ID.POP:
          this.#end()
          break
      }
    }
  }

  #document(): boolean {
    this.#documents += 1
    if (this.#documents > 1) {
      const at = Math.max(0, this.#text.indexOf('---', this.#cursor))
      const message = 'a second document begins here; keep one document in a file'
      this.#builder.report({ code: 'several-documents', severity: 'error', message, start: at, end: at + 3 })
      return false
    }
    this.#open.push(undefined)
    return true
  }

  #begin(event: SequenceEvent | MappingEvent): void {
    const start = event.tagStart === ABSENT ? event.start : Math.min(event.start, event.tagStart)
    this.#anchor(event, undefined)
    this.#cursor = Math.max(this.#cursor, event.start)
    this.#open.push({ event, start, asKey: this.#builder.wantsKey })
    this.#builder.open(event.type === EVENT_ID.SEQUENCE ? 'list' : 'map', event.start)
  }

  #end(): void {
    const open = this.#open.pop()
    if (open === undefined) return
    const { event } = open
    if (event.style === COLLECTION_STYLE.FLOW)
      this.#cursor = flowEnd(this.#text, Math.max(this.#cursor, event.start + 1), event.type === EVENT_ID.SEQUENCE ? ']' : '}')
    const closed = this.#builder.close(this.#cursor)
    if (open.asKey) {
      this.#wrongKey(event.start)
      return
    }
    const part = this.#tagged(event, closed, open.start)
    this.#anchor(event, part)
    this.#builder.put(part, event.start)
  }

  #scalar(event: ScalarEvent): void {
    const { start, end } = this.#extent(event)
    const tag = this.#tagOf(event)
    if (this.#builder.wantsKey) {
      if (tag === undefined || PLAIN_TAGS.has(tag)) this.#key(event, start, end)
      else this.#wrongKey(event.tagStart)
      return
    }
    const text = getScalarValue(this.#text, event)
    const typed = tag === undefined && event.style === SCALAR_STYLE.PLAIN
    const value =
      typed || (tag !== undefined && tag !== '!!str' && tag !== '!' && PLAIN_TAGS.has(tag)) ? plainValue(text, this.#cloudFormation) : text
    const span = this.#places.span(start, end)
    // Text that was taken as text needs no second copy of itself.
    const tree: ScalarTree = typeof value === 'string' ? { kind: 'scalar', value, span } : { kind: 'scalar', value, raw: text, span }
    const part = this.#tagged(event, { tree, size: 1, height: 0 }, event.tagStart === ABSENT ? start : event.tagStart)
    this.#cursor = Math.max(this.#cursor, end)
    this.#anchor(event, part)
    this.#builder.put(part, start)
  }

  #key(event: ScalarEvent, start: number, end: number): void {
    const text = getScalarValue(this.#text, event)
    const merges = text === '<<' && event.style === SCALAR_STYLE.PLAIN
    if (merges) this.#noteAlias(start, end)
    this.#builder.key(text, { start, end }, merges ? 'merge' : 'entry')
    this.#anchor(event, { tree: { kind: 'scalar', value: text, span: this.#places.span(start, end) }, size: 1, height: 0 })
    this.#cursor = Math.max(this.#cursor, end)
  }

  #alias(event: AliasEvent): void {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd)
    const place = { start: event.anchorStart - 1, end: event.anchorEnd }
    this.#cursor = Math.max(this.#cursor, event.anchorEnd)
    this.#noteAlias(place.start, place.end)
    const part = this.#anchors.get(name)
    if (part === undefined && this.#builder.listens) {
      const message = this.#anchors.has(name)
        ? `*${name} stands inside what it refers to`
        : `*${name} has no anchor &${name} before it${this.#anchors.size > MOST_HINTS ? '' : didYouMean(name, this.#anchors.keys())}`
      this.#builder.report({ code: 'unknown-anchor', severity: 'error', message, ...place })
    }
    if (this.#builder.wantsKey) {
      if (part !== undefined && part.tree.kind !== 'scalar') this.#wrongKey(place.start)
      else this.#builder.key(part?.tree.kind === 'scalar' ? (part.tree.raw ?? String(part.tree.value)) : name, place)
      return
    }
    this.#builder.put(
      part ?? { tree: { kind: 'scalar', value: null, span: this.#places.span(place.start, place.end) }, size: 1, height: 0 },
      place.start,
    )
  }

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html (read 2026-11): no aliases, no hash merges.
  #noteAlias(start: number, end: number): void {
    if (!this.#cloudFormation || this.#aliasNoted) return
    this.#aliasNoted = true
    const message =
      'CloudFormation itself takes no YAML aliases and no merge keys; run `aws cloudformation package` first, which writes them out'
    this.#builder.report({ code: 'yaml-alias', severity: 'warning', message, start, end })
  }

  #wrongKey(at: number): void {
    this.#builder.report({
      code: 'key-not-text',
      severity: 'error',
      message: 'a key must be plain text, not a list, a map or a function',
      start: at,
      end: at + 1,
    })
    this.#builder.key('', { start: at, end: at + 1 }, 'drop')
  }

  #anchor(event: Node, part: Part | undefined): void {
    if (event.anchorStart !== ABSENT) this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), part)
  }

  #tagOf(event: Node): string | undefined {
    return event.tagStart === ABSENT ? undefined : this.#text.slice(event.tagStart, event.tagEnd)
  }

  /** Replaces a short form by its long one; a tag nobody knows is reported and becomes a function nobody knows. */
  #tagged(event: Node, part: Part, start: number): Part {
    const tag = this.#tagOf(event)
    if (tag === undefined || PLAIN_TAGS.has(tag)) return part
    const name = tag.slice(1)
    if (!this.#cloudFormation || !SHORT_FORMS.has(name)) {
      this.#unknownTag(event, name)
      if (!this.#cloudFormation) return part
    }
    const end = Math.max(this.#cursor, this.#extent(event).end)
    const spans = { tag: this.#places.span(event.tagStart, event.tagEnd), whole: this.#places.span(start, end) }
    const tree: Tree = longForm(name, part.tree, spans)
    return { tree, size: part.size + 1, height: part.height + 1 }
  }

  #unknownTag({ tagStart, tagEnd }: Node, name: string): void {
    if (!this.#builder.listens) return
    const place = { start: tagStart, end: tagEnd }
    if (this.#cloudFormation && name.startsWith(PACKAGER)) {
      const message = `"!${name}" is for the tool rain: run \`rain pkg\` first; its value is not known here`
      this.#builder.report({ code: 'unknown-tag', severity: 'warning', message, ...place })
      return
    }
    const hint = this.#cloudFormation ? didYouMean(name, SHORT_FORMS) : '; remove it'
    this.#builder.report({ code: 'unknown-tag', severity: 'error', message: `unknown tag "!${name}"${hint}`, ...place })
  }

  #extent(event: Node): { start: number; end: number } {
    if (event.type !== EVENT_ID.SCALAR) return { start: event.start, end: this.#cursor }
    const { valueStart, valueEnd, style } = event
    if (valueStart === ABSENT) {
      const at = event.tagEnd === ABSENT ? this.#cursor : event.tagEnd
      return { start: at, end: at }
    }
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return { start: valueStart - 1, end: valueEnd + 1 }
    if (style === SCALAR_STYLE.PLAIN) return { start: valueStart, end: valueEnd }
    return blockExtent(this.#text, valueStart, valueEnd)
  }
}

// A block scalar begins at its first letter and ends with its last line, without the line break.
function blockExtent(text: string, from: number, to: number): { start: number; end: number } {
  let start = from
  while (start < to && text.charCodeAt(start) <= 32) start += 1
  let end = to
  while (end > start && text.charCodeAt(end - 1) <= 32) end -= 1
  return { start, end }
}

// After the last child only blanks, commas, comments and the closing bracket are left.
function flowEnd(text: string, from: number, closing: string): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]
    if (char === closing) return at + 1
    if (char !== '#') continue
    while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1
  }
  return text.length
}

export function readEvents(
  events: readonly Event[],
  source: { text: string; places: Places },
  builder: TreeBuilder,
  cloudFormation: boolean,
): void {
  new YamlReader(source, builder, cloudFormation).read(events)
}
