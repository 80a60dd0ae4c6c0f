/** Edit distance in which a swap of two neighbours counts once (optimal string alignment). */
function distance(a: string, b: string): number {
  let twoUp: readonly number[] = []
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const steps = [at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)]
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push(at(twoUp, j - 2) + 1)
      row.push(Math.min(...steps))
    }
    twoUp = above
    above = row
  }
  return at(above, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}

/** The word a typo was most likely meant to be; undefined when nothing is near. */
export function nearest(wrong: string, words: Iterable<string>): string | undefined {
  const from = wrong.slice(0, 100).toLowerCase()
  let best: { word: string; cost: number } | undefined
  for (const word of words) {
    const cost = distance(from, word.toLowerCase())
    if (best === undefined || cost < best.cost) best = { word, cost }
  }
  if (best === undefined) return undefined
  const longest = Math.max(from.length, best.word.length)
  // As many slips as letters: nothing of the word is left.
  return best.cost <= Math.max(1, Math.floor(longest / 3)) && best.cost < longest ? best.word : undefined
}

/** ` (did you mean "x"?)`, or nothing. */
export function didYouMean(wrong: string, words: Iterable<string>): string {
  const word = nearest(wrong, words)
  return word === undefined ? '' : ` (did you mean "${word}"?)`
}
