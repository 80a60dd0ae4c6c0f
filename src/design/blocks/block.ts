import type { EnvironmentDefaults, Environment } from '#spec/index.js'
import type { GraphBuilder } from '#graph/index.js'
import { z } from 'zod'

/** Where and for what a block is built. */
export interface Site {
  readonly region: string
  readonly environment: Environment
  readonly defaults: EnvironmentDefaults
  /** Whether the region has a resource type. */
  has(type: string): boolean
}

export interface BlockExample<Params extends z.ZodType> {
  readonly name: string
  /** The parameters; may first add to the graph what the block stands on (a VPC, a function). */
  readonly params: (graph: GraphBuilder, site: Site) => z.input<Params>
}

/** A piece of architecture: typed parameters in, resources and named ports out. Ports are the only way blocks connect. */
export interface Block<Params extends z.ZodType, Ports> {
  readonly id: string
  readonly title: string
  readonly intent: string
  readonly refs: readonly string[]
  readonly params: Params
  /** Rules that pass on whatever is built; the harness proves it. */
  readonly guarantees: readonly string[]
  readonly examples: readonly BlockExample<Params>[]
  /** Values that the harness combines, by parameter. */
  readonly vary: { readonly [Name in keyof z.input<Params>]?: readonly z.input<Params>[Name][] }
  readonly build: (graph: GraphBuilder, params: z.output<Params>, site: Site) => Ports
}

/** Values of `vary` to put into an example, by parameter: which of them. */
export type Picks = Readonly<Record<string, number>>

/** A block whatever its parameters are: what the harness and lists need. */
export interface AnyBlock {
  readonly id: string
  readonly title: string
  readonly intent: string
  readonly refs: readonly string[]
  readonly guarantees: readonly string[]
  readonly params: z.ZodType
  /** Names of the examples. */
  readonly samples: readonly string[]
  /** How many values each parameter of `vary` has. */
  readonly varied: Picks
  /** Builds an example with the values picked; false when the parameters exclude each other, and then nothing of the block is built. */
  sample(graph: GraphBuilder, site: Site, sample: { readonly example: number; readonly picks?: Picks }): boolean
}

export interface DefinedBlock<Params extends z.ZodType, Ports> extends Block<Params, Ports>, AnyBlock {
  readonly params: Params
  /** Checks the parameters, fills in defaults and builds. Throws zod's error for wrong parameters. */
  add(graph: GraphBuilder, params: z.input<Params>, site: Site): Ports
}

/** Name both types (`defineBlock<typeof Params, TablePorts>`): literals in examples are then checked against them. */
export function defineBlock<Params extends z.ZodType, Ports>(block: Block<Params, Ports>): DefinedBlock<Params, Ports> {
  const values = new Map<string, readonly unknown[]>(
    Object.entries<readonly unknown[] | undefined>(block.vary).map(([name, list]) => [name, list ?? []]),
  )
  return {
    ...block,
    samples: block.examples.map(({ name }) => name),
    varied: Object.fromEntries([...values].map(([name, list]) => [name, list.length])),
    add: (graph, params, site) => block.build(graph, block.params.parse(params), site),
    sample(graph, site, { example, picks = {} }) {
      const given = block.examples[example]?.params(graph, site)
      const picked = Object.fromEntries(Object.entries(picks).map(([name, index]) => [name, values.get(name)?.[index]]))
      const read = block.params.safeParse({ ...asParameters(given), ...picked })
      if (!read.success) return false
      block.build(graph, read.data, site)
      return true
    },
  }
}

function asParameters(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** Beginning of the logical ids that a block makes. */
export const LogicalName = z.string().regex(/^[A-Z][A-Za-z0-9]{0,40}$/)
/** Logical id of a resource that stands already. */
export const LogicalId = z.string().regex(/^[A-Za-z0-9]{1,255}$/)

/** Policies of a resource that holds data: kept where the environment keeps data. */
export function keeping(site: Site): { readonly deletionPolicy: 'Retain' | 'Delete'; readonly updateReplacePolicy: 'Retain' | 'Delete' } {
  const policy = site.defaults.keepsData ? 'Retain' : 'Delete'
  return { deletionPolicy: policy, updateReplacePolicy: policy }
}
