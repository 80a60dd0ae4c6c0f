import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { StanchionError } from '#core/index.js'

const GZIP = [0x1f, 0x8b]

/** The bytes, unpacked when they are gzip. What is behind a broken archive's end is never given. */
export async function* unpacked(bytes: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array()
  while (head.length < GZIP.length) {
    const { value, done } = await iterator.next()
    if (done === true) break
    head = head.length === 0 ? value : Buffer.concat([head, value])
  }
  const all = (async function* (): AsyncIterable<Uint8Array> {
    if (head.length > 0) yield head
    yield* { [Symbol.asyncIterator]: () => iterator }
  })()
  if (!GZIP.every((byte, at) => head[at] === byte)) yield* all
  else yield* gunzipped(all, name)
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  // Its error is the one that the loop below meets.
  pipeline(Readable.from(packed, { objectMode: false }), gunzip).catch(() => undefined)
  try {
    for await (const chunk of gunzip) if (chunk instanceof Uint8Array) yield chunk
  } catch (cause) {
    if (cause instanceof StanchionError) throw cause
    throw new StanchionError('input.unreadable', `"${name}" is not a whole gzip file`, { cause })
  }
}
