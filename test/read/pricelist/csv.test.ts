import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StanchionError } from '#core/index.js'
import { csvReader } from '#read/pricelist/index.js'

function rowsOf(text: string | Uint8Array, sizes: readonly number[] = [1 << 20]): string[][] {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const rows: string[][] = []
  const reader = csvReader((row) => rows.push(Array.from({ length: row.fields }, (_, column) => row.text(column))))
  let at = 0
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    // A chunk may be used again by whoever sends it.
    const chunk = bytes.slice(at, at + size)
    reader.push(chunk)
    chunk.fill(0)
    at += size
  }
  reader.end()
  return rows
}

describe('rows', () => {
  test.each([
    {
      name: 'plain',
      text: 'a,b\n1,2\n',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
    { name: 'no line end at the end', text: 'a,b', rows: [['a', 'b']] },
    { name: 'an empty last field', text: 'a,', rows: [['a', '']] },
    {
      name: 'CRLF',
      text: '"a",b\r\nc,"d"\r\n',
      rows: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    },
    { name: 'a comma, a quote and a line end inside', text: '"a,""b""\n",c\n', rows: [['a,"b"\n', 'c']] },
    { name: 'bare quotes', text: 'a"b,"c"d",e"\n', rows: [['a"b', 'c"d', 'e"']] },
    {
      name: 'empty lines',
      text: '\n\na,b\n\r\n\nc,d\n',
      rows: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    },
    { name: 'an empty quoted field', text: '"",x\n""\n', rows: [['', 'x']] },
    { name: 'nothing', text: '', rows: [] },
    { name: 'more than ASCII', text: '"São Paulo","東京"\n', rows: [['São Paulo', '東京']] },
  ])('$name', ({ text, rows }) => {
    expect(rowsOf(text)).toEqual(rows)
    expect(rowsOf(text, [1])).toEqual(rows)
  })

  test('what was written is read, however the bytes are cut', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '1') })
    // A row of one empty field is an empty line, which is no row.
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { maxLength: 6 })
    fc.assert(
      fc.property(
        table,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, sizes, end) => {
          const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end).join('')
          expect(rowsOf(text, sizes)).toEqual(rows)
        },
      ),
    )
  })

  test('any bytes are read the same in one piece and in many, or refused', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((all) => all.map((byte) => [0x22, 0x2c, 0x0a, 0x0d, 0x61, byte][byte % 6] ?? byte))
    fc.assert(
      fc.property(bytes, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), (all, sizes) => {
        expect(rowsOf(all, sizes)).toEqual(rowsOf(all))
      }),
    )
  })
})

describe('refused', () => {
  test.each([
    { name: 'a row that never ends', text: `"${'x'.repeat(1_200_000)}`, says: 'row 1 is longer than 1 MB' },
    { name: 'a quote that is never closed', text: `a,b\n"${'x,y\n'.repeat(400_000)}`, says: 'row 2 is longer than 1 MB' },
    { name: 'thousands of columns', text: ','.repeat(5000), says: 'row 1 has more than 1024 columns' },
  ])('$name', ({ text, says }) => {
    const read = (): unknown => rowsOf(text, [65_536])
    expect(read).toThrow(StanchionError)
    expect(read).toThrow(says)
  })
})
