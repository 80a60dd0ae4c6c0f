/** Edit distance in which a swap of two neighbours counts once. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? Math.max(a.length, b.length)
}

/** The word a typo was most likely meant to be; undefined when nothing is near. */
export function nearest(wrong: string, words: Iterable<string>): string | undefined {
  const from = wrong.slice(0, 100).toLowerCase()
  let best: { word: string; cost: number } | undefined
  for (const word of words) {
    const cost = distance(from, word.toLowerCase())
    if (best === undefined || cost < best.cost) best = { word, cost }
  }
  const limit = Math.max(1, Math.floor(Math.max(from.length, best?.word.length ?? 0) / 3))
  return best !== undefined && best.cost <= limit ? best.word : undefined
}

/** ` (did you mean "x"?)`, or nothing. */
export function didYouMean(wrong: string, words: Iterable<string>): string {
  const word = nearest(wrong, words)
  return word === undefined ? '' : ` (did you mean "${word}"?)`
}
