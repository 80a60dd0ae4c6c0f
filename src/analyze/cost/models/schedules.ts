import { HOURS_A_MONTH } from '#spec/index.js'

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 60 * 24 }
const MINUTES_A_MONTH = HOURS_A_MONTH * 60

export interface Runs {
  readonly aMonth: number
  readonly formula: string
}

/** How often a month a `rate(5 minutes)` fires; undefined for anything else. Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export function runsOf(expression: string): Runs | undefined {
  const match = /^\s*rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)\s*$/.exec(expression)
  const minutes = Number(match?.[1]) * (MINUTES[match?.[2] ?? ''] ?? Number.NaN)
  if (!(minutes > 0)) return undefined
  return { aMonth: MINUTES_A_MONTH / minutes, formula: `730 h, once in ${match?.[1] ?? ''} ${match?.[2] ?? ''}s` }
}
