import type { Span } from '#core/index.js'

export type Scalar = string | number | boolean | null

/**
 * A property value as the template gives it, before any world is chosen.
 * References, choices and function calls stay what they are; nothing is guessed.
 */
export type Value =
  | LiteralValue
  | ListValue
  | MapValue
  | ReferenceValue
  | ParameterValue
  | PseudoValue
  | TextValue
  | ChoiceValue
  | CallValue
  | UnknownValue
  | AbsentValue

interface Placed {
  readonly span?: Span | undefined
}
export interface LiteralValue extends Placed {
  readonly kind: 'literal'
  readonly value: Scalar
  /** As it was written: an account id keeps its leading zeros. */
  readonly raw?: string | undefined
}
export interface ListValue extends Placed {
  readonly kind: 'list'
  readonly items: readonly Value[]
}
export interface MapValue extends Placed {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Value>
  readonly keySpans?: ReadonlyMap<string, Span> | undefined
}
/** `Ref` (no attribute) or `Fn::GetAtt` of a resource; the resource may not exist (validate says so). */
export interface ReferenceValue extends Placed {
  readonly kind: 'reference'
  readonly target: string
  readonly attribute?: string | undefined
}
export interface ParameterValue extends Placed {
  readonly kind: 'parameter'
  readonly name: string
}
/** `AWS::Region`, `AWS::AccountId`, … */
export interface PseudoValue extends Placed {
  readonly kind: 'pseudo'
  readonly name: string
}
/** Text made of parts in order (`Fn::Sub`, `Fn::Join`). */
export interface TextValue extends Placed {
  readonly kind: 'text'
  readonly parts: readonly Value[]
}
/** `Fn::If`. */
export interface ChoiceValue extends Placed {
  readonly kind: 'choice'
  readonly condition: string
  readonly whenTrue: Value
  readonly whenFalse: Value
}
/** Any other intrinsic function, with its arguments. */
export interface CallValue extends Placed {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Value[]
}
export interface UnknownValue extends Placed {
  readonly kind: 'unknown'
  readonly why: string
}
/** `AWS::NoValue`: as if the property were not written. */
export interface AbsentValue extends Placed {
  readonly kind: 'absent'
}

/** Values directly inside another one. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items
    case 'map':
      return [...value.entries.values()]
    case 'text':
      return value.parts
    case 'choice':
      return [value.whenTrue, value.whenFalse]
    case 'call':
      return value.args
    default:
      return []
  }
}

/** Every reference in a value, however deep, in the order it is written, with the path that leads to it. */
export function referencesIn(value: Value): readonly { readonly path: string; readonly reference: ReferenceValue }[] {
  const found: { path: string; reference: ReferenceValue }[] = []
  const visit = (each: Value, path: string): void => {
    if (each.kind === 'reference') found.push({ path, reference: each })
    else if (each.kind === 'map') for (const [key, child] of each.entries) visit(child, path === '' ? key : `${path}.${key}`)
    else if (each.kind === 'list') each.items.forEach((child, index) => visit(child, path === '' ? String(index) : `${path}.${index}`))
    else for (const child of childrenOf(each)) visit(child, path)
  }
  visit(value, '')
  return found
}
