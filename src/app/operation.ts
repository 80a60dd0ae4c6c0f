import type { z } from 'zod'
import type { Catalog } from '#catalog/index.js'
import { type CostExplorer, type FileStore, type Progress, type PublishedFiles, type Revisions, StanchionError } from '#core/index.js'
import { inputMistakes } from './mistakes.js'
import type { CommandLine, Described, Example } from './described.js'
import type { Page } from './page.js'

/** What an operation may change; surfaces ask for consent by this. */
export type Effect = 'reads' | 'writes-files' | 'changes-aws'

/** The outside world as an operation sees it. */
export interface Context {
  readonly files: FileStore
  /** What was committed to git. */
  readonly revisions: Revisions
  readonly progress: Progress
  /** What must never be printed (values of NoEcho parameters); operations add to it, surfaces take it out of all they print. */
  readonly secrets: Set<string>
  /** Opens the catalog on its first call. */
  catalog(): Catalog
  /** The folder for what is kept of this user between runs; undefined where there is none. */
  dataFolder(): string | undefined
  /** AWS's price list: at AWS, at another address, or a copy in a folder. Throws `usage.bad-argument` for what is neither. */
  priceList(from: string | undefined): PublishedFiles
  /** Throws `usage.bad-argument` where no account can be asked. */
  costExplorer(): CostExplorer
}

/** 0 fine, 1 findings, 3 input that could not be used in part, 4 refused. Everything else is a `StanchionError`. */
export type ResultExit = 0 | 1 | 3 | 4

export interface Result<Output> {
  readonly output: Output
  readonly exit: ResultExit
  /** The same result for people. It may say more than `output`, never something else. */
  human(page: Page): string
}

/** One thing that Stanchion can do: a CLI command, an MCP tool and a section of the reference page. */
export interface Operation extends Described {
  readonly effect: Effect
  /** It asks a server, and so may say something else tomorrow. */
  readonly network?: true
  /** Always an object; money is decimal text. */
  readonly output: z.ZodObject
  /** Throws `usage.bad-argument` when the input does not fit the schema, and the `StanchionError`s of the operation. */
  run(input: unknown, context: Context): Promise<Result<object>>
}

interface Definition<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string
  readonly about: string
  readonly effect: Effect
  readonly network?: true
  readonly input: Input
  readonly output: Output
  readonly examples: readonly Example[]
  readonly cli: CommandLine<keyof Input['shape'] & string>
  run(input: z.output<Input>, context: Context): Promise<Result<z.output<Output>>>
}

export function defineOperation<Input extends z.ZodObject, Output extends z.ZodObject>(definition: Definition<Input, Output>): Operation {
  return {
    ...definition,
    async run(raw, context) {
      const parsed = definition.input.safeParse(raw)
      if (parsed.success) return definition.run(parsed.data, context)
      throw new StanchionError('usage.bad-argument', inputMistakes(definition, parsed.error.issues, raw).join('\n'))
    },
  }
}
