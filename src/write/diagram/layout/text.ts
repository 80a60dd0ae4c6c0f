/**
 * Advance widths of the printable ASCII characters in thousandths of the font size, regular and bold: those of DejaVu Sans 2.37, one of the
 * widest faces that "sans-serif" stands for, so that text fits in narrower ones as well.
 */
const REGULAR = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337,
  337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
  684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635,
  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
]
const BOLD = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400,
  400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812,
  774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, 716,
  716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
]
/** For every other character: as wide as the widest of most scripts. */
const OTHER = 1000

export interface Face {
  readonly size: number
  readonly bold?: true
}

/** Width in pixels that a text needs at most. */
export function textWidth(text: string, { size, bold }: Face): number {
  const table = bold === true ? BOLD : REGULAR
  let sum = 0
  for (const character of text) sum += table[(character.codePointAt(0) ?? 0) - 32] ?? OTHER
  return (sum * size) / 1000
}

/** Where a word that is too long may be broken: after a lower case letter or digit that an upper case one follows, or a joining character. */
function partsOf(word: string): readonly string[] {
  return word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[-_./:])/)
}

function broken(word: string, width: number, face: Face): readonly string[] {
  const lines: string[] = []
  let line = ''
  const pieces = partsOf(word).flatMap((part) => (textWidth(part, face) <= width ? [part] : Array.from(part)))
  for (const piece of pieces) {
    if (line !== '' && textWidth(line + piece, face) > width) {
      lines.push(line)
      line = ''
    }
    line += piece
  }
  return line === '' ? lines : [...lines, line]
}

/** The lines of a text in a column: broken at spaces, and inside words only where a word alone is too long. */
export function wrapped(text: string, width: number, face: Face): readonly string[] {
  return wrappedWords(text.split(/\s+/), width, face)
}

/** A list in a column: each item on one line when it fits in one. */
export function wrappedList(items: readonly string[], width: number, face: Face): readonly string[] {
  const words = items.flatMap((item, index) => {
    const text = index < items.length - 1 ? `${item},` : item
    return textWidth(text, face) <= width ? [text] : text.split(/\s+/)
  })
  return wrappedWords(words, width, face)
}

function wrappedWords(words: readonly string[], width: number, face: Face): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const joined = line === '' ? word : `${line} ${word}`
    if (textWidth(joined, face) <= width) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = broken(word, width, face)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return line === '' ? lines : [...lines, line]
}
