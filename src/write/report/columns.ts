type Mark = (text: string) => string

/** A cell's text, and how it is marked once it has been padded. */
export type Cell = string | { readonly text: string; readonly mark: Mark }

export interface TextColumn {
  readonly title: string
  readonly right?: true
  /** Gives up width when the table is too wide, down to `least`; the others keep theirs. */
  readonly least?: number
}

const GAP = 2

/** The lines of a text: broken at blanks, and inside words that are longer than a line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`
      continue
    }
    for (let at = 0; at === 0 || at < word.length; at += width) lines.push(word.slice(at, at + width))
  }
  return lines
}

/** A paragraph with a mark before its first line (`- `) and blanks before the others. */
export function hanging(mark: string, text: string, width: number): readonly string[] {
  return wrap(text, Math.max(1, width - mark.length)).map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`)
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}

function widthsOf(columns: readonly TextColumn[], rows: readonly (readonly Cell[])[], width: number): readonly number[] {
  const widths = columns.map(({ title }, index) => Math.max(title.length, ...rows.map((row) => textOf(row[index] ?? '').length)))
  const room = width - GAP * (columns.length - 1)
  const shrink = (leasts: readonly number[]): void => {
    for (let over = widths.reduce((sum, each) => sum + each, -room); over > 0; over -= 1) {
      const spare = widths.map((each, index) => each - (leasts[index] ?? each))
      const widest = spare.indexOf(Math.max(...spare))
      if ((spare[widest] ?? 0) <= 0) return
      widths[widest] = (widths[widest] ?? 0) - 1
    }
  }
  shrink(columns.map(({ least }, index) => least ?? widths[index] ?? 0))
  // A page too narrow for that: every column gives way.
  shrink(columns.map(() => 1))
  return widths
}

/** A table for a terminal: cells wrap, no line is longer than `width`. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly Cell[])[],
  page: { readonly width: number; readonly head: Mark },
): readonly string[] {
  if (rows.length === 0) return []
  const widths = widthsOf(columns, rows, page.width)
  const lines = (row: readonly Cell[]): readonly string[] => {
    const cells = columns.map((_, index) => wrap(textOf(row[index] ?? ''), widths[index] ?? 1))
    const height = Math.max(...cells.map((cell) => cell.length))
    return Array.from({ length: height }, (_, line) =>
      columns
        .map(({ right }, index) => {
          const text = cells[index]?.[line] ?? ''
          const padded = right === true ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)
          const cell = row[index] ?? ''
          const last = index === columns.length - 1 && right !== true
          const shown = last ? padded.trimEnd() : padded
          return typeof cell === 'string' || shown === '' ? shown : cell.mark(shown)
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
  }
  return [...lines(columns.map(({ title }) => ({ text: title, mark: page.head }))), ...rows.flatMap(lines)]
}
