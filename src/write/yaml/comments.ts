const WIDTH = 90
// Control characters and the line breaks of other standards would end a comment.
const NOT_IN_COMMENT = /[^\P{Cc}\n]|[\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/gu

/** A comment as lines without `#`, broken between words so that no line passes 90 columns, the indent and `# ` included. */
export function commentLines(text: string, indent = 0): readonly string[] {
  const width = WIDTH - indent - 2
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(NOT_IN_COMMENT, ' ')
    .trim()
    .split('\n')
    .flatMap((line) => wrapped(line, width))
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
