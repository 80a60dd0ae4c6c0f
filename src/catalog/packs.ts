import { brotliDecompressSync } from 'node:zlib'
import { isJsonObject, type Json, type JsonObject, type PackSource, StanchionError } from '#core/index.js'
import type { Provenance } from './provenance.js'

/** Opens packs, each at most once. Every method throws `catalog.broken` when a pack is missing or is not what it should be. */
export interface Packs {
  /** A generated pack: `prices/lambda` is the file `prices/lambda.json.br`. */
  pack(name: string): JsonObject
  /** A hand-maintained table: `limits` is the file `limits.json`. */
  table(name: string): readonly JsonObject[]
  /** The list of all packs with their dates. */
  manifest(): JsonObject
}

export function openPacks(source: PackSource): Packs {
  const opened = new Map<string, Json>()
  const open = (file: string): Json => {
    const known = opened.get(file)
    if (known !== undefined) return known
    const value = decode(file, source.read(file))
    opened.set(file, value)
    return value
  }
  return {
    pack: (name) => objectIn(open(`${name}.json.br`), name),
    table: (name) => listIn(open(`${name}.json`), name).map((row) => objectIn(row, name)),
    manifest: () => objectIn(open('manifest.json'), 'manifest'),
  }
}

function decode(file: string, bytes: Uint8Array | undefined): Json {
  if (bytes === undefined) throw broken(`the catalog lacks "${file}"; install stanchion again`)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file.endsWith('.br') ? brotliDecompressSync(bytes) : bytes)
    const value: Json = JSON.parse(text)
    return value
  } catch (cause) {
    throw broken(`the catalog's "${file}" cannot be read; install stanchion again`, cause)
  }
}

export function broken(message: string, cause?: unknown): StanchionError {
  return new StanchionError('catalog.broken', message, { cause })
}

function wrong(what: string, where: string): StanchionError {
  return broken(`the catalog's "${where}" holds no ${what} where one must be; install stanchion again`)
}

export function objectIn(value: Json | undefined, where: string): JsonObject {
  if (!isJsonObject(value)) throw wrong('object', where)
  return value
}

export function listIn(value: Json | undefined, where: string): readonly Json[] {
  if (!Array.isArray(value)) throw wrong('list', where)
  return value
}

export function textIn(value: Json | undefined, where: string): string {
  if (typeof value !== 'string') throw wrong('text', where)
  return value
}

export function numberIn(value: Json | undefined, where: string): number {
  if (typeof value !== 'number') throw wrong('number', where)
  return value
}

export function textsIn(value: Json | undefined, where: string): readonly string[] {
  return listIn(value, where).map((each) => textIn(each, where))
}

export function provenanceIn(value: Json | undefined, where: string): Provenance {
  const { source, asOf, basis, note } = objectIn(value, where)
  if (basis !== 'measured' && basis !== 'document' && basis !== 'knowledge') throw wrong('basis', where)
  return { source: textIn(source, where), asOf: textIn(asOf, where), basis, ...(note === undefined ? {} : { note: textIn(note, where) }) }
}
