import type { Command } from '#design/index.js'

/** Text in a table's cell: nothing in it may end the cell or the row. */
function cell(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/\|/g, '\\|')
    .replace(/\s*\n\s*/g, '<br>')
}

export interface Column {
  readonly title: string
  readonly right?: true
}

/** A table; nothing when it has no rows. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string => `| ${columns.map((_, index) => cell(cells[index] ?? '')).join(' | ')} |`
  const rule = `|${columns.map(({ right }) => (right === true ? '---:' : '---')).join('|')}|`
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line), '']
}

export function heading(level: 1 | 2 | 3, text: string): readonly string[] {
  return [`${'#'.repeat(level)} ${text.replace(/\s+/g, ' ')}`, '']
}

export function paragraph(...sentences: readonly string[]): readonly string[] {
  const text = sentences.filter((sentence) => sentence !== '').join(' ')
  return text === '' ? [] : [text, '']
}

export function list(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item.replace(/\s*\n\s*/g, ' ')}`), '']
}

/** Shell code; the fence is longer than any in the code. */
export function shell(code: string): readonly string[] {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}sh`, ...code.replace(/\n+$/, '').split('\n'), fence, '']
}

/** Each command under what it does. */
export function commands(all: readonly Command[]): readonly string[] {
  return all.flatMap(({ title, command }) => [`${title}:`, '', ...shell(command)])
}

/** A file of lines: one line feed at the end, no two empty lines in a row. */
export function page(...parts: readonly (readonly string[])[]): string {
  const text = parts.flat().join('\n')
  return `${text.replace(/\n{3,}/g, '\n\n').replace(/\n+$/, '')}\n`
}
