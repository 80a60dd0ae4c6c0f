/** What AWS's list calls a unit of ours, by how ours ends; the first that fits counts. */
const CLASSES: readonly (readonly [ours: RegExp, theirs: RegExp])[] = [
  [/hour$/, /(hr|hour)s?$/i],
  [/^GB-month$/, /^(gb|gib|gigabytes?)[ -]?(mo|month)s?$/i],
  [/^GB-second$/, /seconds?$/i],
  [/second$/, /seconds?$/i],
  [/minute$/, /min(ute)?s?$/i],
  [/^GB$/, /^(gb|gib|gigabytes?)$/i],
  [/^TB$/, /^(tb|terabytes?)$/i],
  [/^(IOPS|MBps|MiBps)-month$/, /(mo|month)s?$/i],
]
/** Counts of things: requests, keys, events. */
const COUNT = /^(?!.*(\b(gb|gib|tb|hrs?|mins?)\b|hours?$|seconds?$|minutes?$))/i

export function unitFits(ours: string, theirs: string): boolean {
  const found = CLASSES.find(([pattern]) => pattern.test(ours))
  return (found === undefined ? COUNT : found[1]).test(theirs)
}
