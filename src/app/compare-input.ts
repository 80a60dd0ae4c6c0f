import * as z from 'zod'
import { stop } from './failure.js'

/** What `cost` takes to compare. */
export const COMPARE_INPUTS = {
  compare: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What it was before, and PATH is what it is after: a path, a git revision (main, HEAD~1), REVISION:PATH, or A..B for both sides of PATH.',
    ),
  failOnIncrease: z
    .number()
    .nonnegative()
    .optional()
    .describe('With --compare: end with exit code 1 unless a month is known to cost no more than so many US dollars more.'),
}
export const COMPARE_PLACEHOLDERS = { compare: 'OLD', failOnIncrease: 'USD' } as const

export interface CompareInput {
  /** A word for what was before. */
  readonly old: string
  /** The most that a month may cost more. */
  readonly most: number | undefined
  readonly markdown: boolean
}

interface Given {
  readonly compare?: string | undefined
  readonly failOnIncrease?: number | undefined
  readonly format?: string | undefined
}

/** undefined: nothing is compared. Throws `usage.bad-argument` for what only makes sense when something is. */
export function compareInput({ compare, failOnIncrease, format }: Given): CompareInput | undefined {
  if (compare !== undefined) return { old: compare, most: failOnIncrease, markdown: format === 'markdown' }
  const alone = failOnIncrease !== undefined ? '--fail-on-increase' : format === 'markdown' ? `--format ${format}` : undefined
  if (alone === undefined) return undefined
  throw stop('usage.bad-argument', `${alone} says something of a comparison, and there is none`, 'add --compare OLD')
}
