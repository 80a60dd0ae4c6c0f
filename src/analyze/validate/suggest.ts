import { didYouMean } from '#core/index.js'

/** Comparisons of names in one template: less than a second's work. A template with so many wrong names has another trouble than typos. */
const MOST_COMPARISONS = 20_000

/** ` (did you mean "x"?)`, or nothing: when nothing is near, or when as many names were compared as are worth it. */
export type Suggest = (wrong: string, words: Iterable<string>) => string

/** The same name is looked for among the same names once, however often it stands in the template. */
export function suggestions(): Suggest {
  let left = MOST_COMPARISONS
  const known = new Map<string, string>()
  return (wrong, words) => {
    const names = [...words]
    const key = `${names.length} ${names[0] ?? ''} ${wrong}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (names.length > left) return ''
    left -= names.length
    const hint = didYouMean(wrong, names)
    known.set(key, hint)
    return hint
  }
}
