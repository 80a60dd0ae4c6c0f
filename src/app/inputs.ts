import * as z from 'zod'
import { didYouMean } from '#core/index.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'

/** Inputs that several operations share. */
export const PATHS = z
  .array(z.string().min(1))
  .min(1)
  .describe('Templates (.yaml, .yml, .json, .template), folders that hold some, or - for standard input.')
export const REGION = z.string().min(1).optional().describe('The region that the templates are for, for example eu-west-1.')
export const REGIONS = z
  .array(z.string().min(1))
  .default([])
  .describe('Regions that the templates are for, for example eu-west-1; each is checked.')
/** Values of the templates' parameters, as `givenParameters` takes them. */
export const PARAMETER_INPUTS = {
  parameter: z.array(z.string().min(1)).default([]).describe('The value of a parameter, as NAME=VALUE; wins over the file.'),
  parameters: z.string().min(1).optional().describe('A file of such values, in any form that AWS tools read (JSON or YAML).'),
}
export const PARAMETER_PLACEHOLDERS = { parameter: 'NAME=VALUE', parameters: 'FILE' } as const
const DAY = z.iso.date()
// Without the pattern of every day that exists: each tool's schema would repeat it.
export const AS_OF = z
  .string()
  .refine((text) => DAY.safeParse(text).success, 'a day is written YYYY-MM-DD')
  .optional()
  .describe('The day to judge by (YYYY-MM-DD). Default: the date of the catalog.')

export function asOfOr(given: string | undefined, context: Context): string {
  return given ?? context.catalog().asOf
}

/** Throws `usage.bad-argument`, with the nearest name, when the catalog does not know the region. */
export function checkRegion(region: string | undefined, context: Context): void {
  if (region === undefined || context.catalog().region(region) !== undefined) return
  const names = context
    .catalog()
    .regions()
    .map(({ name }) => name)
  throw stop(
    'usage.bad-argument',
    `there is no region "${region}"${didYouMean(region, names)}`,
    'give the name of an AWS region, for example --region eu-west-1',
  )
}
