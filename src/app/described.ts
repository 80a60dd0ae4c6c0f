import type { z } from 'zod'

export interface Example {
  readonly about: string
  /** As it is typed, `stanchion` included. */
  readonly command: string
}

/** How an input object is written as a command line. What is not said here follows from the schema: `failOn` is `--fail-on`. */
export interface CommandLine<Key extends string = string> {
  /** The key that takes the arguments without a flag. */
  readonly positional?: Key
  readonly short?: { readonly [K in Key]?: string }
  /** What a flag means that is given without its value. */
  readonly alone?: { readonly [K in Key]?: string }
  readonly placeholders?: { readonly [K in Key]?: string }
}

/** What help, reference page and tool list need to know of a command. */
export interface Described {
  readonly name: string
  /** One sentence. */
  readonly about: string
  readonly input: z.ZodObject
  readonly examples: readonly Example[]
  readonly cli: CommandLine
}
