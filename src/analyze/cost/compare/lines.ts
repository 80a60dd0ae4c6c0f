import type { BillLine } from '../bill.js'

export interface LinePair {
  readonly old: BillLine | undefined
  readonly new: BillLine | undefined
}

/**
 * Which line of one resource became which: by name, then what is the only one left of its price, then of its unit (a volume of another type
 * is still the same gigabytes).
 */
export function matchLines(olds: readonly BillLine[], news: readonly BillLine[]): readonly LinePair[] {
  const matched = new Map<BillLine, BillLine>()
  const left = (lines: readonly BillLine[], taken: ReadonlySet<BillLine>): readonly BillLine[] => lines.filter((line) => !taken.has(line))
  const keys: readonly ((line: BillLine) => string)[] = [({ name }) => name, ({ key }) => key, ({ unit }) => unit]
  for (const [index, keyOf] of keys.entries()) {
    const [before, after] = [grouped(left(olds, new Set(matched.values())), keyOf), grouped(left(news, new Set(matched.keys())), keyOf)]
    for (const [key, lines] of after) {
      const others = before.get(key) ?? []
      // Names are only words of one resource; a price or a unit alone says less.
      const sure = index === 0 || (key !== '' && lines.length === 1 && others.length === 1)
      if (sure) for (const [at, line] of lines.entries()) setIfThere(matched, line, others[at])
    }
  }
  const taken = new Set(matched.values())
  return [
    ...news.map((line) => ({ old: matched.get(line), new: line })),
    ...left(olds, taken).map((line) => ({ old: line, new: undefined })),
  ]
}

function setIfThere(matched: Map<BillLine, BillLine>, line: BillLine, other: BillLine | undefined): void {
  if (other !== undefined) matched.set(line, other)
}

function grouped(lines: readonly BillLine[], keyOf: (line: BillLine) => string): ReadonlyMap<string, readonly BillLine[]> {
  const groups = new Map<string, BillLine[]>()
  for (const line of lines) {
    const known = groups.get(keyOf(line))
    if (known === undefined) groups.set(keyOf(line), [line])
    else known.push(line)
  }
  return groups
}
