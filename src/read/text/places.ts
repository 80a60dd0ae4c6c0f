import type { Span } from '#core/index.js'

/** Turns offsets into lines and columns. Offsets that come in order cost almost nothing. */
export interface Places {
  span(start: number, end: number): Span
  line(offset: number): number
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}

/** `original` maps an offset of the text that was parsed to one of the text the user wrote. */
export function placesOf(text: string, file: string, original: (offset: number) => number = (offset) => offset): Places {
  const starts = lineStarts(text)
  let last = 0
  // Index of the line that holds an offset, starting from the line asked for before.
  const indexOf = (offset: number): number => {
    if (offset >= (starts[last] ?? 0)) {
      for (let step = 0; step < 8; step += 1) {
        const next = starts[last + 1]
        if (next === undefined || offset < next) return last
        last += 1
      }
    }
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    last = low
    return low
  }
  return {
    span(start, end) {
      const from = original(start)
      const to = Math.max(from, original(end))
      const first = indexOf(from)
      const final = indexOf(to)
      return {
        file,
        line: first + 1,
        column: from - (starts[first] ?? 0) + 1,
        endLine: final + 1,
        endColumn: to - (starts[final] ?? 0) + 1,
      }
    },
    line: (offset) => indexOf(original(offset)) + 1,
  }
}
