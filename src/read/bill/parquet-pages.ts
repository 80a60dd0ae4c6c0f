import type { Compressors, PageHeader, RowGroup, SchemaTree } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import { StanchionError } from '#core/index.js'

/** The bytes of one column in one row group, and what the file says of them. */
export interface ColumnChunk {
  readonly start: number
  readonly end: number
  readonly codec: string
  readonly values: number
  /** 0 where no value is missing or repeated. */
  readonly definitions: number
  readonly repetitions: number
}

const MOST_PAGE_BYTES = 512 * 1024 * 1024
/** Runs end at a multiple of eight values. */
const PADDING = 8

/** Column chunks of a top-level column; a map has two. */
export function chunksOf(group: RowGroup, column: string, schema: SchemaTree): readonly ColumnChunk[] {
  return group.columns.flatMap(({ meta_data: meta }) => {
    if (meta === undefined || meta.path_in_schema[0] !== column) return []
    const first = Number(meta.dictionary_page_offset ?? 0n)
    const start = first > 0 ? Math.min(first, Number(meta.data_page_offset)) : Number(meta.data_page_offset)
    const levels = levelsOf(schema, meta.path_in_schema)
    return [{ start, end: start + Number(meta.total_compressed_size), codec: meta.codec, values: Number(meta.num_values), ...levels }]
  })
}

function levelsOf(schema: SchemaTree, path: readonly string[]): { definitions: number; repetitions: number } {
  let [definitions, repetitions] = [0, 0]
  let at: SchemaTree | undefined = schema
  for (const step of path) {
    at = at?.children.find(({ element }) => element.name === step)
    const kind = at?.element.repetition_type
    if (kind !== 'REQUIRED') definitions += 1
    if (kind === 'REPEATED') repetitions += 1
  }
  return { definitions, repetitions }
}

/**
 * Looks through the pages of a column chunk before the library decodes them: it trusts what counts say, and a count that was changed would take all
 * memory. Gives the unpacked pages by where their packed bytes begin, so that they are unpacked once.
 */
export function checkedPages(
  bytes: Uint8Array,
  from: number,
  chunk: ColumnChunk,
  compressors: Compressors,
): ReadonlyMap<number, Uint8Array> {
  const unpacked = new Map<number, Uint8Array>()
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, chunk.end - from), offset: chunk.start - from }
  let left = chunk.values
  while (reader.offset < reader.view.byteLength - 1 && left > 0) {
    const header = parquetHeader(reader)
    const { offset } = reader
    checkSizes(header, reader.view.byteLength - offset)
    const body = bytes.subarray(offset, offset + header.compressed_page_size)
    reader.offset += body.length
    const values = valuesOf(header, left)
    left -= values
    const page = checkedPage(header, body, values, { chunk, compressors })
    if (page !== undefined && page !== body) unpacked.set(bytes.byteOffset + offset, page)
  }
  return unpacked
}

function checkSizes({ compressed_page_size: packed, uncompressed_page_size: whole }: PageHeader, room: number): void {
  if (!(packed >= 0 && packed <= room && whole >= 0 && whole <= MOST_PAGE_BYTES)) throw damaged('the size of a page is wrong')
}

/** How many values of the column a page holds; a dictionary holds none. */
function valuesOf(header: PageHeader, left: number): number {
  if (header.type === 'DICTIONARY_PAGE') {
    if ((header.dictionary_page_header?.num_values ?? 0) > header.uncompressed_page_size) throw damaged('the size of a dictionary is wrong')
    return 0
  }
  const values = (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? -1
  if (!(values >= 0 && values <= left)) throw damaged('the number of values of a page is wrong')
  return values
}

interface Unpacking {
  readonly chunk: ColumnChunk
  readonly compressors: Compressors
}

/** The page as it is unpacked, where that is all of it. */
function checkedPage(header: PageHeader, body: Uint8Array, values: number, how: Unpacking): Uint8Array | undefined {
  const whole = header.uncompressed_page_size
  const { data_page_header: first, data_page_header_v2: second } = header
  if (second !== undefined) checkSecond(body, values, { ...second, whole }, how)
  if (first === undefined) return undefined
  const { codec } = how.chunk
  const page = codec === 'UNCOMPRESSED' ? body : unpack(body, whole, codec, how.compressors)
  checkFirst(page, values, first.encoding, how.chunk)
  return page
}

function unpack(body: Uint8Array, whole: number, codec: string, compressors: Compressors): Uint8Array {
  const [, decompress] = Object.entries(compressors).find(([name]) => name === codec) ?? []
  if (decompress === undefined) throw damaged(`it is packed with ${codec}`)
  return decompress(body, whole)
}

const width = (levels: number): number => Math.ceil(Math.log2(levels + 1))

/** A page of the first form: levels with their length before them, then values. */
function checkFirst(page: Uint8Array, values: number, encoding: string, chunk: ColumnChunk): void {
  let at = 0
  for (const levels of [chunk.repetitions, chunk.definitions]) {
    if (levels === 0) continue
    const length = lengthAt(page, at)
    checkRuns(page.subarray(at + 4), width(levels), values)
    at += 4 + length
  }
  checkIndexes(page.subarray(at), values, encoding)
}

interface SecondForm {
  readonly encoding: string
  readonly definition_levels_byte_length: number
  readonly repetition_levels_byte_length: number
  readonly is_compressed?: boolean
  readonly whole: number
}

/** A page of the second form: levels that are never packed, then values. */
function checkSecond(body: Uint8Array, values: number, page: SecondForm, { chunk, compressors }: Unpacking): void {
  const [repetitions, definitions] = [page.repetition_levels_byte_length, page.definition_levels_byte_length]
  if (!(repetitions >= 0 && definitions >= 0 && repetitions + definitions <= body.length))
    throw damaged('the length of its levels is wrong')
  if (chunk.repetitions > 0) checkRuns(body, width(chunk.repetitions), values)
  if (chunk.definitions > 0) checkRuns(body.subarray(repetitions), width(chunk.definitions), values)
  const rest = body.subarray(repetitions + definitions)
  const packed = page.is_compressed !== false && chunk.codec !== 'UNCOMPRESSED'
  checkIndexes(packed ? unpack(rest, page.whole - repetitions - definitions, chunk.codec, compressors) : rest, values, page.encoding)
}

function checkIndexes(page: Uint8Array, values: number, encoding: string): void {
  if (encoding === 'RLE') checkRuns(page.subarray(4), 1, values)
  if (encoding.endsWith('_DICTIONARY') && (page[0] ?? 0) > 0) checkRuns(page.subarray(1), page[0] ?? 0, values)
}

/** Runs of equal values and of packed ones, until there are as many as the page has, or the bytes end. */
function checkRuns(bytes: Uint8Array, bits: number, values: number): void {
  let [at, seen] = [0, 0]
  while (seen < values && at < bytes.length) {
    let [header, shift] = [0, 0]
    let byte = 0
    do {
      byte = bytes[at] ?? 0
      header += (byte & 0x7f) * 2 ** shift
      shift += 7
      at += 1
    } while (byte >= 0x80 && shift < 35)
    const packed = header % 2 === 1
    const count = packed ? Math.floor(header / 2) * 8 : header / 2
    if (count === 0 || seen + count > values + PADDING) throw damaged('a run of values is longer than its page')
    at += packed ? (count / 8) * bits : Math.ceil(bits / 8)
    seen += count
  }
}

function lengthAt(page: Uint8Array, at: number): number {
  if (at + 4 > page.length) throw damaged('a page is too short')
  return new DataView(page.buffer, page.byteOffset + at, 4).getUint32(0, true)
}

function damaged(what: string): StanchionError {
  return new StanchionError('input.invalid', what)
}
