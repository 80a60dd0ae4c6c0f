/** Names are compared by their first letters only as far as this. */
const LONGEST = 100
// Three rows of the table, used again for each pair of words.
const rows = [new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2)] as const

/** Edit distance in which a swap of two neighbours counts once (optimal string alignment); undefined when it is more than `most`. */
function distance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined
  let [twoUp, above, row]: readonly Uint8Array[] = rows
  for (let j = 0; j <= b.length; j += 1) put(above, j, j)
  for (let i = 1; i <= a.length; i += 1) {
    let least = i
    put(row, 0, i)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, at(twoUp, j - 2) + 1)
      put(row, j, cost)
      least = Math.min(least, cost)
    }
    // A swap looks two rows up, and what is above the limit in both stays there.
    if (least > most + 1) return undefined
    ;[twoUp, above, row] = [above, row, twoUp]
  }
  const cost = at(above, b.length)
  return cost > most ? undefined : cost
}

function at(row: Uint8Array | undefined, column: number): number {
  return row?.[column] ?? LONGEST
}

function put(row: Uint8Array | undefined, column: number, cost: number): void {
  if (row !== undefined) row[column] = cost
}

/** The word a typo was most likely meant to be, the first of several that are as near; undefined when nothing is near. */
export function nearest(wrong: string, words: Iterable<string>): string | undefined {
  const from = wrong.slice(0, LONGEST).toLowerCase()
  let best: { readonly word: string; readonly cost: number } | undefined
  for (const word of words) {
    const longest = Math.max(from.length, word.length)
    // As many slips as letters: nothing of the word is left.
    const most = Math.min(Math.max(1, Math.floor(longest / 3)), longest - 1, (best?.cost ?? longest) - 1)
    const cost = most < 0 ? undefined : distance(from, word.slice(0, LONGEST).toLowerCase(), most)
    if (cost !== undefined) best = { word, cost }
  }
  return best?.word
}

/** ` (did you mean "x"?)`, or nothing. */
export function didYouMean(wrong: string, words: Iterable<string>): string {
  const word = nearest(wrong, words)
  return word === undefined ? '' : ` (did you mean "${word}"?)`
}
