/** The words of a shell line: blanks inside quotes and `$(…)` do not part them. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  for (const character of line) {
    if (quote === '' && character === ' ') {
      if (word !== '') words.push(word)
      word = ''
      continue
    }
    if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (quote === character) quote = ''
    word += character
  }
  return word === '' ? words : [...words, word]
}

/** A shell line broken with backslashes, so that it can be copied as it stands. A word that is longer than a line is not broken. */
export function commandLines(command: string, width: number): readonly string[] {
  return command.split('\n').flatMap((line) => {
    if (line.length <= width || line.startsWith('#')) return [line]
    const lines: string[] = []
    for (const word of wordsOf(line)) {
      const last = lines.at(-1)
      // Two columns for ` \` at the end.
      if (last !== undefined && last.length + 1 + word.length + 2 <= width) lines[lines.length - 1] = `${last} ${word}`
      else lines.push(lines.length === 0 ? word : `  ${word}`)
    }
    return lines.map((each, index) => (index < lines.length - 1 ? `${each} \\` : each))
  })
}
