import { invariant, isJsonObject, type Json, type JsonObject } from '#core/index.js'

function valueOf(value: unknown): Json | undefined {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value)) return value.map((item) => valueOf(item) ?? null)
  invariant(isJsonObject(value), `${typeof value} is no plain data`)
  return plain(value)
}

/** Plain data without what is undefined. Money and amounts have become text before: a bigint is our own mistake. */
export function plain(value: object): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const made = valueOf(each)
      return made === undefined ? [] : [[key, made]]
    }),
  )
}
