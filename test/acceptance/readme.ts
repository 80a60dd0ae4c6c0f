/** A command that a design's README prints. */
export interface PrintedCommand {
  /** Heading that it stands under: `Deploy`, `First call`, `Your own code`, `Tear down`. */
  readonly section: string
  readonly title: string
  readonly command: string
}

/** Every shell block of a README with its heading and the line that says what it does, in the order of the page. */
export function commandsOf(readme: string): readonly PrintedCommand[] {
  const found: PrintedCommand[] = []
  let [section, title] = ['', '']
  let block: { readonly fence: string; readonly lines: string[] } | undefined
  for (const line of readme.split('\n')) {
    if (block !== undefined && line === block.fence) {
      found.push({ section, title, command: block.lines.join('\n') })
      block = undefined
    } else if (block !== undefined) block.lines.push(line)
    else if (/^`{3,}sh$/.test(line)) block = { fence: line.slice(0, -2), lines: [] }
    else if (line.startsWith('## ')) section = line.slice(3)
    else if (line.endsWith(':')) title = line.slice(0, -1)
  }
  return found
}
