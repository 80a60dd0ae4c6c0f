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
  | DynamicValue
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
  /** Why it may have more entries than are written: a macro or a loop stands in it. */
  readonly open?: string | undefined
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
/** `{{resolve:secretsmanager:…}}`: AWS reads it at deployment; `parts` make up what stands after the service. */
export interface DynamicValue extends Placed {
  readonly kind: 'dynamic'
  readonly service: DynamicService
  readonly parts: readonly Value[]
}
export type DynamicService = 'ssm' | 'ssm-secure' | 'secretsmanager'
export interface UnknownValue extends Placed {
  readonly kind: 'unknown'
  readonly why: string
  /** Not even whether there is a value is known. */
  readonly maybe?: boolean | undefined
}
/** `AWS::NoValue`: as if the property were not written. */
export interface AbsentValue extends Placed {
  readonly kind: 'absent'
}

/** A literal as text: as it was written, where that is known. */
export function literalText({ value, raw }: LiteralValue): string {
  return raw ?? String(value)
}

/** Values directly inside another one. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items
    case 'map':
      return [...value.entries.values()]
    case 'text':
    case 'dynamic':
      return value.parts
    case 'choice':
      return [value.whenTrue, value.whenFalse]
    case 'call':
      return value.args
    default:
      return []
  }
}

/** A condition that has to come out this way for something to be there. */
export interface Guard {
  readonly condition: string
  readonly holds: boolean
}

/** Both groups of guards at once; undefined when they contradict each other. */
export function bothGuards(some: readonly Guard[], others: readonly Guard[]): readonly Guard[] | undefined {
  if (others.length === 0) return some
  if (some.length === 0) return others
  if (others.some((other) => some.some(({ condition, holds }) => condition === other.condition && holds !== other.holds))) return undefined
  return [...some, ...others.filter((other) => !some.some(({ condition }) => condition === other.condition))]
}

export interface Branch {
  readonly value: Value
  readonly guards: readonly Guard[]
}

/** What a value may be: the branches of a choice that can be reached, each with its guards, or the value itself. */
export function branchesOf(value: Value, guards: readonly Guard[] = []): readonly Branch[] {
  if (value.kind !== 'choice') return [{ value, guards }]
  return ([true, false] as const).flatMap((holds) => {
    const inside = bothGuards(guards, [{ condition: value.condition, holds }])
    return inside === undefined ? [] : branchesOf(holds ? value.whenTrue : value.whenFalse, inside)
  })
}

export interface FoundReference {
  readonly path: string
  readonly reference: ReferenceValue
  /** The choices that it stands in. */
  readonly guards: readonly Guard[]
}

/** Every reference in a value, however deep, in the order it is written, with the path that leads to it. */
export function referencesIn(value: Value): readonly FoundReference[] {
  const found: FoundReference[] = []
  const visit = (each: Value, path: string, guards: readonly Guard[]): void => {
    if (each.kind === 'reference') found.push({ path, reference: each, guards })
    else if (each.kind === 'map') for (const [key, child] of each.entries) visit(child, joinPath(path, key), guards)
    else if (each.kind === 'list') each.items.forEach((child, index) => visit(child, joinPath(path, String(index)), guards))
    else if (each.kind === 'choice') for (const branch of branchesOf(each, guards)) visit(branch.value, path, branch.guards)
    else for (const child of childrenOf(each)) visit(child, path, guards)
  }
  visit(value, '', [])
  return found
}

export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
