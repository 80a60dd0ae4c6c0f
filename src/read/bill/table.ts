import { csvSource } from './csv-source.js'
import { type NamedFile, type TableSource, unusable } from './source.js'

const PARQUET = [0x50, 0x41, 0x52, 0x31]
const GZIP = [0x1f, 0x8b]
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const BRACES = [[0x7b], [0x5b]]

/** Opens a file by how it begins; its name says nothing. */
export async function openTable(file: NamedFile): Promise<TableSource> {
  const first = await file.bytes.read(0, Math.min(4, file.bytes.size))
  const begins = (bytes: readonly number[]): boolean => bytes.every((byte, index) => first[index] === byte)
  if (file.bytes.size === 0) throw unusable(file.name, 'is empty')
  if (begins(PARQUET)) return (await import('./parquet.js')).parquetSource(file)
  if (begins(GZIP)) return csvSource(file, true)
  if (begins(ZIP)) throw unusable(file.name, 'is a ZIP archive; unpack it and give the CSV file in it')
  if (BRACES.some(begins))
    throw unusable(file.name, 'is JSON, and bills are Parquet or CSV; give the files that a manifest names, or their folder')
  if (/\.parquet$/i.test(file.name)) throw unusable(file.name, 'is no Parquet file: it does not begin with PAR1; download it again')
  return csvSource(file, false)
}
