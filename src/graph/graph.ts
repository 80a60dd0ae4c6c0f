import type { Span } from '#core/index.js'
import type { RelationKind } from '#catalog/index.js'
import type { Guard, MapValue, Value } from './value.js'

export type EdgeKind = RelationKind | 'refers' | 'depends'

/** One resource of a template or an account, as CloudFormation's registry names it. */
export interface Resource {
  /** Logical id. */
  readonly id: string
  readonly type: string
  readonly properties: MapValue
  readonly attributes: ResourceAttributes
  /** Name of the condition under which it exists; undefined: always. */
  readonly guard?: string | undefined
  readonly span?: Span | undefined
  readonly origin: Origin
}

export interface ResourceAttributes {
  readonly dependsOn: readonly string[]
  readonly deletionPolicy?: Value | undefined
  readonly updateReplacePolicy?: Value | undefined
  readonly updatePolicy?: Value | undefined
  readonly creationPolicy?: Value | undefined
  readonly metadata?: Value | undefined
}

export interface Origin {
  readonly file?: string | undefined
  readonly logicalId: string
  /** Of one of several stacks in a graph: the stack, `Outer/Inner` where it is nested. */
  readonly stack?: string | undefined
  readonly constructPath?: string | undefined
  /** Logical id of the SAM resource that it was made of. */
  readonly madeOf?: string | undefined
}

/** `from` and `to` are logical ids; `path` is the property of `at` that the edge comes from. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly kind: EdgeKind
  readonly at: string
  readonly path: string
  /** The choices that the value stands in which it comes from; the resources have guards of their own. */
  readonly guards: readonly Guard[]
}

export interface Parameter {
  readonly name: string
  readonly type: string
  readonly default?: Value | undefined
  readonly declaration: MapValue
  readonly span?: Span | undefined
}

export interface Output {
  readonly name: string
  /** Name of the condition under which it is given; undefined: always. */
  readonly guard?: string | undefined
  readonly value: Value
  readonly declaration: MapValue
  readonly span?: Span | undefined
}

export interface Graph {
  readonly file?: string | undefined
  readonly description?: string | undefined
  /** What the template says about itself. */
  readonly metadata?: MapValue | undefined
  readonly resources: ReadonlyMap<string, Resource>
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly conditions: ReadonlyMap<string, Value>
  readonly mappings: ReadonlyMap<string, MapValue>
  readonly outputs: ReadonlyMap<string, Output>
  readonly edges: readonly Edge[]
  /** Checks of parameters before a deployment. */
  readonly rules: ReadonlyMap<string, MapValue>
  readonly hooks: ReadonlyMap<string, MapValue>
  /** Macros that the template passes through. */
  readonly transform?: Value | undefined
}
