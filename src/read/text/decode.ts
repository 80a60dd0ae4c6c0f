import type { Diagnostic } from '#core/index.js'
import { placesOf } from './places.js'

/** What the bytes of a file say; undefined with a diagnostic when they are not text. */
export interface Decoded {
  readonly text: string | undefined
  readonly diagnostics: readonly Diagnostic[]
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

/** Text of a file's bytes: UTF-8, or UTF-16 with a byte order mark. The mark itself is dropped. */
export function decodeText(bytes: Uint8Array, file: string): Decoded {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  const strange = text.indexOf('\uFFFD')
  // The replacement character also stands in honest text; only a second, strict look tells.
  if (strange < 0 || isWhole(bytes, encoding)) return { text, diagnostics: [] }
  const span = placesOf(text, file).span(strange, strange + 1)
  return {
    text: undefined,
    diagnostics: [{ code: 'not-utf-8', severity: 'error', message: 'the file is not UTF-8 text; save it as UTF-8', span }],
  }
}

function isWhole(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
