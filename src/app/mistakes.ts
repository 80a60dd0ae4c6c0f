import type * as z from 'zod'
import { didYouMean, isJsonObject } from '#core/index.js'
import { argumentName } from './flags.js'
import type { Described } from './described.js'

type Issue = z.core.$ZodIssue

/** What is wrong with an input, one line a mistake, in the words of the command line. */
export function inputMistakes(described: Described, issues: readonly Issue[], raw: unknown): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => `"${key}" is not a known argument${didYouMean(key, Object.keys(described.input.shape))}`)
    const [key] = issue.path
    const name = typeof key === 'string' ? argumentName(described, key) : 'the input'
    const given = valueAt(raw, issue.path)
    if (given === undefined) return [`${name} is missing`]
    return [`${name}: ${JSON.stringify(given)} ${whatIsWrong(issue, given)}`]
  })
}

function whatIsWrong(issue: Issue, given: unknown): string {
  if (issue.code !== 'invalid_value') return `cannot be used; ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`
  const values = issue.values.map(String)
  return `is not one of ${values.join(', ')}${didYouMean(String(given), values)}`
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)]
    return isJsonObject(value) ? value[String(step)] : undefined
  }, raw)
}
