import { wrap } from './wrap.js'

const INDENT = '  '
const GAP = 2
const WIDEST_FIRST = 34

/** Two columns; the second one wraps inside the width. */
export function columns(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const first = Math.min(WIDEST_FIRST, Math.max(0, ...rows.map(([name]) => name.length)))
  const second = Math.max(20, width - INDENT.length - first - GAP)
  return rows.flatMap(([name, about]) => {
    const [head = '', ...rest] = wrap(about, second)
    const blank = `${INDENT}${' '.repeat(first + GAP)}`
    if (name.length > first) return [`${INDENT}${name}`, ...[head, ...rest].map((line) => `${blank}${line}`)]
    return [`${INDENT}${name.padEnd(first + GAP)}${head}`.trimEnd(), ...rest.map((line) => `${blank}${line}`)]
  })
}
