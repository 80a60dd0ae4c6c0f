// Packs: JSON with the keys in the order they were built, brotli quality 11. The same value gives the same bytes.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

/** Bytes of a pack. */
export function packBytes(value) {
  const text = Buffer.from(JSON.stringify(value))
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  })
}

/** The value inside a pack's bytes. */
export function unpack(bytes) {
  return JSON.parse(brotliDecompressSync(bytes).toString('utf8'))
}

/** Copies an object with its keys sorted, all the way down; arrays keep their order. */
export function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

/** The committed pack, or undefined when there is none. */
export function committed(folder, name) {
  const file = join(folder, name)
  return existsSync(file) ? unpack(readFileSync(file)) : undefined
}

/** Writes a pack unless the committed one holds the same value: another brotli library must not churn bytes. */
export function writePack(folder, name, value) {
  const old = committed(folder, name)
  if (old !== undefined && JSON.stringify(old) === JSON.stringify(value)) return false
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, packBytes(value))
  return true
}

/** Packs below `prefix` that are committed, as names. */
export function committedNames(folder, prefix) {
  if (!prefix.endsWith('/')) return existsSync(join(folder, prefix)) ? [prefix] : []
  const below = join(folder, prefix)
  if (!existsSync(below)) return []
  return readdirSync(below)
    .filter((name) => name.endsWith('.json.br'))
    .sort()
    .map((name) => `${prefix}${name}`)
}

export function removePack(folder, name) {
  rmSync(join(folder, name))
}
