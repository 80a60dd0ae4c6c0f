import { Buffer } from 'node:buffer'
import { StanchionError } from '#core/index.js'

const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a
const RETURN = 0x0d

/** No row of a price list is near this long; one that is has lost a quote. */
const LONGEST_ROW = 1024 * 1024
const MOST_COLUMNS = 1024

/** One row, valid until the next one: only fields that are asked for become texts. */
export interface CsvRow {
  /** Counted from 1, metadata and header included. */
  readonly number: number
  readonly fields: number
  /** Empty for a column that the row does not have. */
  text(column: number): string
  /** Whether a field is these bytes; it has no quotes inside. */
  is(column: number, bytes: Uint8Array): boolean
}

export interface CsvReader {
  push(chunk: Uint8Array): void
  /** Call once, after the last chunk. */
  end(): void
}

/**
 * Reads CSV from bytes as they come. Fields may be quoted, with doubled quotes inside; a bare quote is a character; rows end in LF or CRLF.
 * Memory is bounded by the longest row; a longer one than 1 MB throws `input.invalid`.
 */
export function csvReader(onRow: (row: CsvRow) => void): CsvReader {
  const scan = new Scanner(onRow)
  let rest: Buffer = Buffer.alloc(0)
  const read = (bytes: Buffer, last: boolean): void => {
    const used = scan.rows(bytes, last)
    rest = bytes.subarray(used)
    if (rest.length > LONGEST_ROW)
      throw new StanchionError(
        'input.invalid',
        `row ${scan.number + 1} is longer than 1 MB: a quote may be missing, or this is no CSV file`,
      )
  }
  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      read(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]), false)
      // What is kept must not hang on to the chunk, nor change with it.
      rest = Buffer.from(rest)
    },
    end: () => read(rest, true),
  }
}

class Scanner implements CsvRow {
  number = 0
  fields = 0
  #bytes: Buffer = Buffer.alloc(0)
  readonly #starts = new Int32Array(MOST_COLUMNS)
  readonly #ends = new Int32Array(MOST_COLUMNS)
  readonly #quoted = new Uint8Array(MOST_COLUMNS)
  readonly #onRow: (row: CsvRow) => void

  constructor(onRow: (row: CsvRow) => void) {
    this.#onRow = onRow
  }

  text(column: number): string {
    if (column < 0 || column >= this.fields) return ''
    const text = this.#bytes.toString('utf8', this.#starts[column], this.#ends[column])
    return this.#quoted[column] === 1 ? text.replaceAll('""', '"') : text
  }

  is(column: number, bytes: Uint8Array): boolean {
    const start = this.#starts[column] ?? 0
    if (column < 0 || column >= this.fields || (this.#ends[column] ?? 0) - start !== bytes.length) return false
    for (let at = 0; at < bytes.length; at += 1) if (this.#bytes[start + at] !== bytes[at]) return false
    return true
  }

  /** Calls back for each whole row and gives where the first one begins that is not; the last row needs no line end. */
  rows(bytes: Buffer, last: boolean): number {
    this.#bytes = bytes
    let begin = 0
    while (begin < bytes.length) {
      const next = this.#row(begin, last)
      if (next < 0) return begin
      this.number += 1
      // An empty line is no row.
      if (this.fields > 1 || this.#ends[0] !== this.#starts[0]) this.#onRow(this)
      begin = next
    }
    return begin
  }

  /** Finds the fields of the row at `begin`; gives where the next row begins, or -1 when this one is not all there. */
  #row(begin: number, last: boolean): number {
    const bytes = this.#bytes
    let at = begin
    for (let column = 0; column < MOST_COLUMNS; column += 1) {
      const end = bytes[at] === QUOTE ? this.#quotedField(at + 1, column, last) : this.#plainField(at, column, last)
      if (end < 0) return -1
      this.fields = column + 1
      const stop = bytes[end]
      if (stop === COMMA) at = end + 1
      else return stop === RETURN ? end + 2 : end + 1
      // A file may end after a comma: its last field is empty.
      if (at >= bytes.length && !last) return -1
    }
    throw new StanchionError('input.invalid', `row ${this.number + 1} has more than ${MOST_COLUMNS} columns`)
  }

  #plainField(start: number, column: number, last: boolean): number {
    const bytes = this.#bytes
    const length = bytes.length
    let end = start
    while (end < length && bytes[end] !== COMMA && bytes[end] !== LINE_FEED) end += 1
    if (end >= length && !last) return -1
    const returned = bytes[end] !== COMMA && end > start && bytes[end - 1] === RETURN
    this.#set(column, start, { end: returned ? end - 1 : end, quoted: 0 })
    return end
  }

  /** The field after an opening quote; gives the place of what ends it: a comma, CR, LF or the end. */
  #quotedField(start: number, column: number, last: boolean): number {
    const bytes = this.#bytes
    const length = bytes.length
    let quoted = 0
    let end = start
    for (;;) {
      while (end < length && bytes[end] !== QUOTE) end += 1
      if (end + 2 >= length && !last) return -1
      if (end >= length || this.#closes(end)) break
      if (bytes[end + 1] === QUOTE) {
        quoted = 1
        end += 1
      }
      end += 1
    }
    this.#set(column, start, { end: Math.min(end, length), quoted })
    return Math.min(end + 1, length)
  }

  /** A quote closes its field before a comma, a line end or the end; anywhere else it is a character. */
  #closes(quote: number): boolean {
    const after = this.#bytes[quote + 1]
    if (after === undefined || after === COMMA || after === LINE_FEED) return true
    return after === RETURN && this.#bytes[quote + 2] === LINE_FEED
  }

  #set(column: number, start: number, { end, quoted }: { readonly end: number; readonly quoted: number }): void {
    this.#starts[column] = start
    this.#ends[column] = end
    this.#quoted[column] = quoted
  }
}
