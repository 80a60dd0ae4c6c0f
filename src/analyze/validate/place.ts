import type { MapEntry, Span, Tree } from '#core/index.js'

/** Where in a template something stands. Paths are made only when something is said about the place. */
export interface Place {
  readonly parent: Place | undefined
  readonly key: string | number
  readonly resource: string | undefined
  /** The key, or the value where there is no key. */
  readonly span: Span | undefined
  readonly valueSpan: Span | undefined
}

export const ROOT: Place = { parent: undefined, key: '', resource: undefined, span: undefined, valueSpan: undefined }

export function atEntry(parent: Place, { key, value, keySpan }: MapEntry, resource = parent.resource): Place {
  return { parent, key, resource, span: keySpan ?? value.span ?? parent.span, valueSpan: value.span ?? keySpan ?? parent.span }
}

export function atItem(parent: Place, index: number, value: Tree): Place {
  const span = value.span ?? parent.valueSpan
  return { parent, key: index, resource: parent.resource, span, valueSpan: span }
}

/** From the root of the template: `["Resources", "Table", "Properties", "BillingMode"]`. */
export function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = []
  for (let at: Place | undefined = place; at?.parent !== undefined; at = at.parent) path.push(at.key)
  return path.toReversed()
}
