/** Rows of a CSV text as objects by header name. Fields may be quoted, with doubled quotes inside. */
export function readCsv(text) {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(fields)
  const [header, ...body] = rows
  return body.map((row, at) => {
    if (row.length !== header.length) throw new Error(`line ${at + 2} has ${row.length} fields, the header has ${header.length}`)
    return Object.fromEntries(header.map((name, column) => [name, row[column]]))
  })
}

function fields(line) {
  const out = []
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    out.push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'))
  }
  return out
}
