// What changed between a committed pack and a new one, row by row.

const FIRST = 8

function shorten(text) {
  return text.length > 90 ? `${text.slice(0, 87)}...` : text
}

/** How far a number moved, for the warning; undefined when either side is not a number. */
function move(before, after) {
  const [from, to] = [Number(before.split(' ')[0]), Number(after.split(' ')[0])]
  if (!Number.isFinite(from) || !Number.isFinite(to) || from === 0) return undefined
  return (to - from) / from
}

/**
 * Compares two Maps of row key to row text.
 * @param {ReadonlyMap<string, string>} before
 * @param {ReadonlyMap<string, string>} after
 */
function compareRows(before, after) {
  const added = [...after.keys()].filter((key) => !before.has(key))
  const removed = [...before.keys()].filter((key) => !after.has(key))
  const changed = [...after.keys()].filter((key) => before.has(key) && before.get(key) !== after.get(key))
  return { added, removed, changed }
}

/** Prints the comparison; moves of more than half are flagged when the rows are prices. */
export function report(title, before, after, { prices = false, print = console.log } = {}) {
  const { added, removed, changed } = compareRows(before, after)
  print(`${title}: ${after.size} rows, ${added.length} added, ${removed.length} removed, ${changed.length} changed`)
  for (const key of changed.slice(0, FIRST)) print(`  ~ ${key}: ${shorten(before.get(key))} -> ${shorten(after.get(key))}`)
  if (before.size > 0) for (const key of added.slice(0, FIRST)) print(`  + ${key}: ${shorten(after.get(key))}`)
  for (const key of removed.slice(0, FIRST)) print(`  - ${key}: ${shorten(before.get(key))}`)
  if (!prices) return
  for (const key of changed) {
    const moved = move(before.get(key), after.get(key))
    if (moved !== undefined && Math.abs(moved) > 0.5) {
      print(`  ! ${key}: moved by ${(moved * 100).toFixed(0)} %: ${before.get(key)} -> ${after.get(key)}`)
    }
  }
}
