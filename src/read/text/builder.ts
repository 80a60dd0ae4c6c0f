import type { Diagnostic, MapEntry, Severity, Span, Tree } from '#core/index.js'
import { invariant } from '#core/index.js'
import type { Places } from './places.js'

export interface Limits {
  readonly maxNodes: number
  readonly maxDepth: number
}

/** A finished part of the tree with what it costs to walk it, aliases counted as often as they are used. */
export interface Part {
  readonly tree: Tree
  readonly size: number
  readonly height: number
}

/** What becomes of the value of a key: an entry, the source of a merge, or nothing (the key was no key). */
export type KeyRole = 'entry' | 'merge' | 'drop'

interface Frame {
  readonly kind: 'list' | 'map'
  readonly start: number
  readonly items: Tree[]
  readonly entries: MapEntry[]
  readonly merged: MapEntry[]
  key: { readonly text: string; readonly span: Span; readonly role: KeyRole } | undefined
  known: Map<string, MapEntry> | undefined
  size: number
  height: number
}

const MOST_DIAGNOSTICS = 1000
// Below this many entries a walk is faster than a map.
const FEW_ENTRIES = 8

/** Puts a tree together from parts that arrive in the order of the text, within the limits, and notes keys that stand twice. */
export class TreeBuilder {
  readonly diagnostics: Diagnostic[] = []
  readonly #places: Places
  readonly #limits: Limits
  readonly #twice: Severity
  readonly #stack: Frame[] = []
  #root: Tree | undefined
  #nodes = 0
  #full = false

  constructor(places: Places, limits: Limits, twice: Severity) {
    this.#places = places
    this.#limits = limits
    this.#twice = twice
  }

  /** True when a limit was passed: nothing more is taken and the tree is not to be used. */
  get full(): boolean {
    return this.#full
  }

  get root(): Tree | undefined {
    return this.#full ? undefined : this.#root
  }

  get wantsKey(): boolean {
    const top = this.#stack.at(-1)
    return top !== undefined && top.kind === 'map' && top.key === undefined
  }

  get depth(): number {
    return this.#stack.length
  }

  /** False when enough problems are listed: another one is not worth its words. */
  get listens(): boolean {
    return this.diagnostics.length <= MOST_DIAGNOSTICS
  }

  report(diagnostic: { code: string; severity: Severity; message: string; start: number; end: number }): void {
    if (!this.listens) return
    const { code, severity, message, start, end } = diagnostic
    const span = this.#places.span(start, end)
    if (this.diagnostics.length === MOST_DIAGNOSTICS) {
      this.diagnostics.push({
        code: 'more-problems',
        severity: 'error',
        message: `only the first ${MOST_DIAGNOSTICS} problems are listed`,
        span,
      })
      return
    }
    const path = this.#path()
    this.diagnostics.push({ code, severity, message, ...(path.length > 0 ? { path } : {}), span })
  }

  #path(): readonly (string | number)[] {
    const path: (string | number)[] = []
    for (const { kind, items, key } of this.#stack) {
      if (kind === 'list') path.push(items.length)
      else if (key !== undefined) path.push(key.text)
    }
    return path
  }

  open(kind: 'list' | 'map', start: number): void {
    if (this.#stack.length >= this.#limits.maxDepth)
      this.#stop('too-deep', `nested more than ${this.#limits.maxDepth} levels deep; flatten the file`, start)
    this.#stack.push({ kind, start, items: [], entries: [], merged: [], key: undefined, known: undefined, size: 1, height: 0 })
  }

  key(text: string, place: { start: number; end: number }, role: KeyRole = 'entry'): void {
    const top = this.#stack.at(-1)
    invariant(top !== undefined && top.kind === 'map', 'a key outside a map')
    const span = this.#places.span(place.start, place.end)
    const before = role === 'entry' ? earlier(top, text) : undefined
    top.key = { text, span, role }
    if (before === undefined) return
    const line = before.keySpan === undefined ? '' : ` (first on line ${before.keySpan.line})`
    const message = `key "${text}" stands twice in one map${line}; ${this.#twice === 'error' ? 'keep one of them' : 'only the last one counts'}`
    this.report({ code: 'duplicate-key', severity: this.#twice, message, ...place })
  }

  /** Adds a finished part to the list or map that is open, or makes it the root. */
  put(part: Part, at: number): void {
    this.#nodes += part.size
    if (this.#nodes > this.#limits.maxNodes) {
      this.#stop(
        'too-many-nodes',
        `more than ${this.#limits.maxNodes} values, aliases counted as often as they are used; split the file`,
        at,
      )
    }
    if (this.#full) return
    const top = this.#stack.at(-1)
    if (top === undefined) {
      this.#root = part.tree
      return
    }
    top.size += part.size
    top.height = Math.max(top.height, part.height + 1)
    if (this.#stack.length + part.height > this.#limits.maxDepth) {
      this.#stop('too-deep', `nested more than ${this.#limits.maxDepth} levels deep, aliases included; flatten the file`, at)
    }
    if (top.kind === 'list') top.items.push(part.tree)
    else this.#putEntry(top, part.tree, at)
  }

  #putEntry(frame: Frame, value: Tree, at: number): void {
    const { key } = frame
    invariant(key !== undefined, 'a value without its key')
    if (key.role === 'merge') this.#merge(frame, value, at)
    else if (key.role === 'entry') {
      const entry: MapEntry = { key: key.text, value, keySpan: key.span }
      frame.entries.push(entry)
      frame.known?.set(key.text, entry)
    }
    frame.key = undefined
  }

  #merge(frame: Frame, value: Tree, at: number): void {
    const sources = value.kind === 'list' ? value.items : [value]
    for (const source of sources) {
      if (source.kind === 'map') for (const entry of source.entries) frame.merged.push(entry)
      else {
        this.report({
          code: 'bad-merge',
          severity: 'error',
          message: 'the merge key << takes a map or a list of maps, not a text or a list of texts',
          start: at,
          end: at,
        })
        return
      }
    }
  }

  /** Closes the list or map that is open and hands it back; the caller puts it where it belongs. */
  close(end: number): Part {
    const frame = this.#stack.pop()
    invariant(frame !== undefined, 'nothing is open')
    const span = this.#places.span(frame.start, end)
    const tree: Tree =
      frame.kind === 'list' ? { kind: 'list', items: frame.items, span } : { kind: 'map', entries: withMerged(frame), span }
    // Its children were counted when they were put; only the collection itself is still to count.
    this.#nodes -= frame.size - 1
    return { tree, size: frame.size, height: frame.height }
  }

  #stop(code: string, message: string, at: number): void {
    if (this.#full) return
    this.#full = true
    this.diagnostics.push({ code, severity: 'error', message, span: this.#places.span(at, at) })
  }
}

function earlier(frame: Frame, text: string): MapEntry | undefined {
  if (frame.entries.length < FEW_ENTRIES) return frame.entries.find((entry) => entry.key === text)
  frame.known ??= new Map(frame.entries.map((entry) => [entry.key, entry]))
  return frame.known.get(text)
}

// Own keys win over merged ones, and of the merged ones the first source wins.
function withMerged(frame: Frame): readonly MapEntry[] {
  if (frame.merged.length === 0) return frame.entries
  const taken = new Set(frame.entries.map((entry) => entry.key))
  const merged: MapEntry[] = []
  const added = new Set<string>()
  for (const entry of frame.merged) {
    if (taken.has(entry.key) || added.has(entry.key)) continue
    added.add(entry.key)
    merged.push(entry)
  }
  return [...merged, ...frame.entries]
}
