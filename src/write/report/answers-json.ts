import type { Answers } from '#analyze/cost/index.js'
import { type JsonObject, type Usd, usdText } from '#core/index.js'
import { plain } from './plain.js'

/** Answers as data: US dollars as exact decimal text, wherever they stand. */
export function answersJson(answers: Answers): JsonObject {
  const { perThousand, freeTier, budget, notes, groups, influences, load, whatIfs } = answers
  return plain({
    perThousandRequests: money(perThousand),
    freeTier: { applied: [...freeTier.applied], alwaysWouldSave: money(freeTier.alwaysWouldSave), credits: money(freeTier.credits) },
    budget: budget && { limit: usdText(budget.limit), check: budget.check },
    notes: notes.map((note) => texts(note)),
    groups: groups.length === 0 ? undefined : groups.map((each) => texts(each)),
    sensitivity: influences?.map((each) => texts(each)),
    load: load && texts(load),
    whatIf: whatIfs?.map((each) => texts(each)),
  })
}

function money(value: Usd | undefined): string | undefined {
  return value === undefined ? undefined : usdText(value)
}

/** The same data with each amount of money as its text. */
function texts(value: object): JsonObject {
  return plain(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, text(each)])))
}

function isUsd(value: unknown): value is Usd {
  return typeof value === 'bigint'
}

function text(value: unknown): unknown {
  if (isUsd(value)) return usdText(value)
  if (Array.isArray(value)) return value.map(text)
  return typeof value === 'object' && value !== null ? texts(value) : value
}
