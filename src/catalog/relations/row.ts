/** What one resource does to another, apart from naming it. */
export type RelationKind =
  | 'contains'
  | 'routes'
  | 'invokes'
  | 'publishes'
  | 'subscribes'
  | 'reads'
  | 'writes'
  | 'assumes'
  | 'encrypts'
  | 'logs-to'
  /** Decides what reaches it: a web ACL, a security group. */
  | 'filters'
  /** Gets what could not be done: a dead-letter queue, a destination for failures. */
  | 'fails-to'

/** A property that holds a reference, and what the reference means. */
export interface Relation {
  readonly type: string
  /** Path of the property; `*` is every item or key. */
  readonly path: string
  readonly kind: RelationKind
  /** `out`: from the resource that has the property to the one it names; `in`: the other way. */
  readonly direction: 'out' | 'in'
  /** Only references to this attribute (`Endpoint.Address`). */
  readonly attribute?: string
  /** Only references to resources of this type. */
  readonly target?: string
  /** A plain text here is the name of a resource of this type, alone or inside this form: `/aws/lambda/{name}`. */
  readonly names?: string
  readonly form?: string
}

type At = Pick<Relation, 'path' | 'attribute' | 'target' | 'names' | 'form'>
type Row = Omit<Relation, 'type'>
type Paths = readonly (string | At)[]

function rows(kind: RelationKind, direction: 'out' | 'in', paths: Paths): readonly Row[] {
  return paths.map((at) => ({ kind, direction, ...(typeof at === 'string' ? { path: at } : at) }))
}

/** The resource does it to what these properties name. */
export function out(kind: RelationKind, ...paths: Paths): readonly Row[] {
  return rows(kind, 'out', paths)
}

/** What these properties name does it to the resource. */
export function from(kind: RelationKind, ...paths: Paths): readonly Row[] {
  return rows(kind, 'in', paths)
}

/** A path where a bare name stands for a resource of this type. */
export function naming(path: string, names: string): At {
  return { path, names }
}

export function on(type: string, ...groups: readonly (readonly Row[])[]): readonly Relation[] {
  return groups.flat().map((row) => ({ type, ...row }))
}

/** The type whose rows hold for a type: a custom resource may be called `Custom::Anything`. */
export function rowType(type: string): string {
  return type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type
}
