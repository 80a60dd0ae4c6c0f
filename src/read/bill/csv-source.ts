import { createGunzip } from 'node:zlib'
import { StanchionError } from '#core/index.js'
import { type CsvRow, csvReader } from '#read/pricelist/index.js'
import type { Sink } from './sinks.js'
import { type NamedFile, reasonOf, type TableSource, unusable } from './source.js'

const PIECE = 1024 * 1024
const BATCH_ROWS = 16_384
const BYTE_ORDER_MARK = '\uFEFF'

export async function csvSource(file: NamedFile, zipped: boolean): Promise<TableSource> {
  const headers = await headersOf(file, zipped)
  return {
    format: zipped ? 'gzip CSV' : 'CSV',
    headers,
    read: (sinks, onBatch) => readRows({ file, zipped, headers }, sinks, onBatch),
  }
}

async function headersOf(file: NamedFile, zipped: boolean): Promise<readonly string[]> {
  let headers: readonly string[] | undefined
  await readCsv(file, zipped, (row) => {
    headers ??= Array.from({ length: row.fields }, (_, column) => row.text(column))
    return false
  })
  const [first = '', ...rest] = headers ?? []
  if (headers === undefined) throw unusable(file.name, 'is empty')
  const all = [first.replace(BYTE_ORDER_MARK, ''), ...rest]
  const twice = all.find((header, index) => header !== '' && all.indexOf(header) !== index)
  if (twice !== undefined) throw unusable(file.name, `has the column "${twice}" twice`)
  return all
}

interface Table {
  readonly file: NamedFile
  readonly zipped: boolean
  readonly headers: readonly string[]
}

async function readRows(
  { file, zipped, headers }: Table,
  sinks: ReadonlyMap<string, readonly Sink[]>,
  onBatch: (rows: number) => void,
): Promise<void> {
  const columns = [...sinks].map(([header, taking]) => ({ at: headers.indexOf(header), taking, values: new Array<string>() }))
  let rows = 0
  const flush = (): void => {
    if (rows === 0) return
    for (const { taking, values } of columns) {
      for (const sink of taking) {
        sink.begin(rows)
        sink.take(values, 0)
      }
      values.length = 0
    }
    onBatch(rows)
    rows = 0
  }
  await readCsv(file, zipped, (row) => {
    if (row.number === 1) return true
    if (row.fields !== headers.length)
      throw unusable(file.name, `has ${row.fields} fields in row ${row.number}, and its header has ${headers.length}; it may be cut off`)
    for (const { at, values } of columns) values.push(row.text(at))
    rows += 1
    if (rows === BATCH_ROWS) flush()
    return true
  })
  flush()
}

/** Rows until `onRow` says that it has seen enough. */
async function readCsv(file: NamedFile, zipped: boolean, onRow: (row: CsvRow) => boolean): Promise<void> {
  let more = true
  const reader = csvReader((row) => {
    if (more) more = onRow(row)
  })
  try {
    for await (const chunk of zipped ? gunzipped(piecesOf(file)) : piecesOf(file)) {
      reader.push(chunk)
      if (!more) return
    }
    reader.end()
  } catch (cause) {
    throw named(file.name, cause)
  }
}

function named(name: string, cause: unknown): unknown {
  if (cause instanceof StanchionError) return cause
  return unusable(name, `cannot be unpacked (${reasonOf(cause)}); download it again`, cause)
}

async function* piecesOf({ bytes }: NamedFile): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.size; start += PIECE) yield await bytes.read(start, Math.min(bytes.size, start + PIECE))
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const feed = async (): Promise<void> => {
    for await (const chunk of packed) {
      if (gunzip.destroyed) return
      // What goes wrong with a chunk is thrown where the result is read.
      await new Promise<void>((resolve) => void gunzip.write(chunk, () => resolve()))
    }
    gunzip.end()
  }
  const fed = feed().catch((error: unknown) => void gunzip.destroy(error instanceof Error ? error : undefined))
  for await (const chunk of gunzip) if (chunk instanceof Uint8Array) yield chunk
  await fed
}
