import {
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type ParquetParsers,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { dayText, StanchionError } from '#core/index.js'
import { checkedPages, chunksOf, type ColumnChunk } from './parquet-pages.js'
import { type Sink, textOf } from './sinks.js'
import { type NamedFile, reasonOf, type TableSource, unusable } from './source.js'

/** Rows of a row group are kept all at once, a few bytes each. */
const MOST_GROUP_ROWS = 20_000_000
const DAY_MILLISECONDS = 86_400_000

/** Times as the day that they are in (UTC). */
function dayParsers(): Partial<ParquetParsers> {
  const texts = new Map<number, string>()
  const dayOf = (day: number): string => {
    const known = texts.get(day)
    if (known !== undefined) return known
    const text = dayText(day)
    if (text === undefined) throw new StanchionError('input.invalid', `holds a time that is no time: day ${day}`)
    texts.set(day, text)
    return text
  }
  return {
    timestampFromMilliseconds: (time) => dayOf(Math.floor(Number(time) / DAY_MILLISECONDS)),
    timestampFromMicroseconds: (time) => dayOf(Math.floor(Number(time) / 1000 / DAY_MILLISECONDS)),
    timestampFromNanoseconds: (time) => dayOf(Math.floor(Number(time) / 1_000_000 / DAY_MILLISECONDS)),
    dateFromDays: (day) => dayOf(day),
  }
}

export async function parquetSource({ name, bytes }: NamedFile): Promise<TableSource> {
  // Of the column that is read: what its bytes have to be, and its pages once they are known to be that.
  let chunks: readonly ColumnChunk[] = []
  const unpacked = new Map<ArrayBufferLike, Map<number, Uint8Array>>()
  const file = {
    byteLength: bytes.size,
    slice: async (start: number, end = bytes.size): Promise<ArrayBuffer> => {
      if (start < 0 || end > bytes.size || start > end) throw unusable(name, 'is a damaged Parquet file: it points outside itself')
      const piece = await bytes.read(start, end)
      const pages = chunks
        .filter((chunk) => chunk.start >= start && chunk.end <= end)
        .flatMap((chunk) => [...checkedPages(piece, start, chunk, compressors)])
      if (pages.length > 0) unpacked.set(piece.buffer, new Map(pages))
      return piece.buffer
    },
  }
  const known = remembering(unpacked)
  const { metadata, schema, decimals } = await damaged(name, async () => described(exactDecimals(await parquetMetadataAsync(file))))
  const headers = schema.children.map(({ element }) => element.name)
  return {
    format: 'Parquet',
    headers,
    async read(sinks, onBatch) {
      const parsers = dayParsers()
      let start = 0
      for (const group of metadata.row_groups) {
        const rows = Number(group.num_rows)
        checkRows(name, rows)
        for (const [column, taking] of sinks) {
          for (const sink of taking) sink.begin(rows)
          const got: { readonly values: ArrayLike<unknown>; readonly at: number }[] = []
          const rowStart = start
          chunks = await damaged(name, async () => chunksOf(group, column, schema))
          await damaged(name, () =>
            parquetRead({
              file,
              metadata,
              compressors: known,
              parsers,
              geoparquet: false,
              columns: [column],
              rowStart,
              rowEnd: rowStart + rows,
              onChunk: ({ columnData, rowStart: at }) => void got.push({ values: columnData, at: at - rowStart }),
            }),
          )
          unpacked.clear()
          takeAll(name, { column, rows, chunks: got, scale: decimals.get(column) }, taking)
        }
        start += rows
        if (rows > 0) onBatch(rows)
      }
      if (start !== Number(metadata.num_rows))
        throw unusable(name, `is a damaged Parquet file: it says that it has ${metadata.num_rows} rows, and has ${start}`)
    },
  }
}

/** Compressors that give pages back which are unpacked already. */
function remembering(unpacked: ReadonlyMap<ArrayBufferLike, ReadonlyMap<number, Uint8Array>>): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (input: Uint8Array, length: number) => unpacked.get(input.buffer)?.get(input.byteOffset) ?? unpack(input, length),
    ]),
  )
}

interface Description {
  readonly metadata: FileMetaData
  readonly schema: SchemaTree
  /** Digits behind the point of columns that are decimals. */
  readonly decimals: ReadonlyMap<string, number>
}

/** The library gives what the bytes say, whatever its types promise. */
function described(metadata: FileMetaData): Description {
  const schema = parquetSchema(metadata)
  const names: readonly unknown[] = schema.children.map(({ element }) => element.name)
  const sound =
    Array.isArray(metadata.row_groups) && names.every((each) => typeof each === 'string') && new Set(names).size === names.length
  if (!sound) throw new StanchionError('input.invalid', 'its footer makes no sense')
  return { metadata, schema, decimals: new Map(metadata.schema.filter(isDecimal).map((element) => [element.name, element.scale ?? 0])) }
}

interface ColumnChunks {
  readonly column: string
  readonly rows: number
  readonly chunks: readonly { readonly values: ArrayLike<unknown>; readonly at: number }[]
  /** Digits behind the point of a decimal, which comes as a whole number. */
  readonly scale: number | undefined
}

function takeAll(name: string, { column, rows, chunks, scale }: ColumnChunks, sinks: readonly Sink[]): void {
  const got = chunks.reduce((sum, { values }) => sum + values.length, 0)
  if (got !== rows) throw unusable(name, `is a damaged Parquet file: its column "${column}" has ${got} of ${rows} rows`)
  for (const { values, at } of chunks) {
    const read = scale === undefined ? values : Array.from(values, (value) => decimalText(value, scale))
    for (const sink of sinks) sink.take(read, at)
  }
}

function checkRows(name: string, rows: number): void {
  if (rows >= 0 && rows <= MOST_GROUP_ROWS) return
  throw new StanchionError(
    'input.too-large',
    `"${name}" has a row group of ${rows} rows, and at most ${MOST_GROUP_ROWS} can be read at once`,
    {
      details: { fix: 'write the report again with smaller row groups' },
    },
  )
}

function isDecimal({ scale, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === undefined && logical === undefined && scale !== undefined
}

/** The library would make floating-point numbers of decimals; without their type they come as the whole numbers that they are stored as. */
function exactDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    if (element.type === 'BYTE_ARRAY' || (element.converted_type !== 'DECIMAL' && element.logical_type?.type !== 'DECIMAL')) return element
    const { converted_type: _, logical_type: decimal, ...raw } = element
    return { ...raw, scale: element.scale ?? (decimal?.type === 'DECIMAL' ? decimal.scale : 0) }
  })
  return { ...metadata, schema }
}

function decimalText(value: unknown, scale: number): string {
  if (value === null || value === undefined) return ''
  const whole = value instanceof Uint8Array ? signedOf(value) : BigInt(textOf(value))
  return `${whole}e-${scale}`
}

/** Big-endian, two's complement. */
function signedOf(bytes: Uint8Array): bigint {
  const unsigned = bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n)
  return BigInt.asIntN(bytes.length * 8, unsigned)
}

/** What the library throws at bytes that are no Parquet, as an error that names the file. */
async function damaged<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof StanchionError && cause.message.startsWith('"')) throw cause
    throw unusable(name, `is a damaged Parquet file (${reasonOf(cause)}); download it again`, cause)
  }
}
