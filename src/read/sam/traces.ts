import { type MapTree, MAX_NESTING, type ScalarTree, type Span, StanchionError, type Tree } from '#core/index.js'
import { isList, isObj, type Obj, type Value } from './values.js'

/** Remembers from which part of the text each value was copied. */
export class Traces {
  readonly #from = new WeakMap<object, readonly Tree[]>()
  #unsafe = false

  /** Whether something in the text has the name that stands for the prototype of an object: it could not be a key of data. */
  get unsafe(): boolean {
    return this.#unsafe
  }

  /** The plain data of a tree, free to change; what it was copied from is remembered. */
  copyOf(tree: Tree, depth = 0): Value {
    if (tree.kind === 'scalar') {
      this.#check(tree.value)
      return tree.value
    }
    if (depth > MAX_NESTING) throw new StanchionError('input.too-large', `nested more than ${MAX_NESTING} levels deep; flatten it`)
    const copy: Value =
      tree.kind === 'list'
        ? tree.items.map((item) => this.copyOf(item, depth + 1))
        : Object.fromEntries(
            tree.entries.map(({ key, value }) => {
              this.#check(key)
              return [key, this.copyOf(value, depth + 1)]
            }),
          )
    if (isObj(copy) || isList(copy)) this.#from.set(copy, [tree])
    return copy
  }

  #check(name: unknown): void {
    if (typeof name === 'string' && name.toLowerCase() === '__proto__') this.#unsafe = true
  }

  /** Says that a value was made of others. */
  like<T extends Value>(made: T, ...originals: readonly Value[]): T {
    const trees = [...originals, made].flatMap((original) => this.treesOf(original))
    if (trees.length > 0 && (isObj(made) || isList(made))) this.#from.set(made, trees)
    return made
  }

  treesOf(value: Value | undefined): readonly Tree[] {
    return isObj(value) || isList(value) ? (this.#from.get(value) ?? []) : []
  }
}

/** Where in the text a value is looked for, and the place it has when it is not there. */
interface Place {
  readonly hints: readonly Tree[]
  readonly span: Span | undefined
}

/** The tree of an expanded value: with the spans of what it was copied from, else with the span that is given. */
export function tracedTree(traces: Traces, value: Value, place: Place): Tree {
  const trees = [...traces.treesOf(value), ...place.hints]
  if (isList(value)) {
    const list = traces.treesOf(value).find((tree) => tree.kind === 'list')
    const span = trees.find((tree) => tree.kind === 'list')?.span ?? place.span
    return {
      kind: 'list',
      items: value.map((item, index) => {
        const hint = list?.items[index]
        return tracedTree(traces, item, { hints: hint === undefined ? [] : [hint], span })
      }),
      ...spanned(span),
    }
  }
  if (isObj(value)) return tracedMap(traces, value, { hints: trees, span: trees.find((tree) => tree.kind === 'map')?.span ?? place.span })
  const same = trees.find((tree): tree is ScalarTree => tree.kind === 'scalar' && tree.value === value)
  return same ?? { kind: 'scalar', value, ...spanned(place.span) }
}

function tracedMap(traces: Traces, value: Obj, { hints, span }: Place): Tree {
  const maps = hints.filter((tree): tree is MapTree => tree.kind === 'map')
  const entries = Object.entries(value).map(([key, inner]) => {
    const found = maps.flatMap((map) => map.entries.findLast((entry) => entry.key === key) ?? [])
    const keySpan = found[0]?.keySpan ?? span
    const tree = tracedTree(traces, inner, { hints: found.map((entry) => entry.value), span: found[0]?.value.span ?? span })
    return { key, value: tree, ...(keySpan === undefined ? {} : { keySpan }) }
  })
  return { kind: 'map', entries, ...spanned(span) }
}

function spanned(span: Span | undefined): { span?: Span } {
  return span === undefined ? {} : { span }
}
