import type { Diagnostic, MapTree, Severity, Span, Tree } from '#core/index.js'
import type { Evaluated } from '#graph/index.js'

export type Path = readonly (string | number)[]

/** Where something stands: what a diagnostic says of it. */
export interface Place {
  readonly path: Path
  readonly span: Span | undefined
}

/** What a pass over a template carries along: what it found, and how much it may still do. */
export class Work {
  readonly diagnostics: Diagnostic[] = []
  readonly evaluate: (part: Tree) => Evaluated
  #left: number

  constructor(evaluate: (part: Tree) => Evaluated, most: number) {
    this.evaluate = evaluate
    this.#left = most
  }

  /** True when all that was allowed is used up: what is made is not to be used. */
  get spent(): boolean {
    return this.#left < 0
  }

  spend(amount: number): boolean {
    this.#left -= amount
    return !this.spent
  }

  report(code: string, what: { readonly severity?: Severity; readonly message: string; readonly place: Place }): void {
    const { severity = 'error', message, place } = what
    const { path, span } = place
    const [section, id] = path
    this.diagnostics.push({
      code,
      severity,
      message,
      ...(section === 'Resources' && typeof id === 'string' && !id.startsWith('Fn::') ? { resource: id } : {}),
      ...(path.length > 0 ? { path } : {}),
      ...(span === undefined ? {} : { span }),
    })
  }

  /** What is left as it is because nobody can know it here. */
  leave(message: string, place: Place): void {
    this.report('not-known-here', { severity: 'info', message, place })
  }
}

/** The map with other values; itself when none of them changed. */
export function withValues(map: MapTree, change: (value: Tree, key: string) => Tree): MapTree {
  let changed = false
  const entries = map.entries.map((entry) => {
    const value = change(entry.value, entry.key)
    if (value === entry.value) return entry
    changed = true
    return { ...entry, value }
  })
  return changed ? { ...map, entries } : map
}

/** The list with other items; itself when none of them changed. */
export function withItems(list: Tree & { readonly kind: 'list' }, change: (item: Tree, index: number) => Tree): Tree {
  let changed = false
  const items = list.items.map((item, index) => {
    const next = change(item, index)
    changed ||= next !== item
    return next
  })
  return changed ? { ...list, items } : list
}

/** The text of a scalar as it was written. */
export function writtenText(tree: Tree | undefined): string | undefined {
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined
  return tree.raw ?? String(tree.value)
}
