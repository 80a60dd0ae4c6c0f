import { createReadStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type PublishedFiles, StanchionError } from '#core/index.js'
import { checkInside, reasonOf, rootAt } from './files.js'
import type { HttpOptions } from './http.js'

export interface PriceListOptions {
  /** Folders that a copy must lie in, links resolved; undefined: anywhere. */
  readonly roots?: readonly string[]
  readonly http?: Partial<HttpOptions>
}

/** Where AWS publishes its price list; nobody needs an account to read it. */
const AWS = 'https://pricing.us-east-1.amazonaws.com'
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** AWS's price list at AWS, at another address of the same form, or a copy of its folders. */
export function priceListFiles(from: string | undefined, options: PriceListOptions = {}): PublishedFiles {
  if (from === undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(from)) return serverFiles(from ?? AWS, options)
  if (options.roots !== undefined) checkInside(from, options.roots.map(rootAt))
  return folderFiles(from)
}

function serverFiles(address: string, options: PriceListOptions): PublishedFiles {
  const base = addressOf(address)
  const http: HttpOptions = { attempts: 5, idleMs: 30_000, wait: (ms) => wait(ms), ...options.http }
  const root = `${base.origin}${base.pathname.replace(/\/+$/, '')}`
  return { origin: root, open: (path) => serverBytes(`${root}${path}`, http) }
}

// What reads a server is loaded when one is read: every other command does without it.
async function* serverBytes(address: string, options: HttpOptions): AsyncIterable<Uint8Array> {
  const [{ httpBytes }, { unpacked }] = await Promise.all([import('./http.js'), import('./unpacked.js')])
  yield* unpacked(httpBytes(new URL(address), options), address)
}

function addressOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const wrong = (why: string): StanchionError =>
    new StanchionError('usage.bad-argument', `--from: "${address}" ${why}`, { details: { fix: `the price list of AWS is at ${AWS}` } })
  if (url === undefined) throw wrong('is no address')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw wrong('holds more than a server and a path')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))) return url
  throw wrong('is not read: only https is, and http from this machine itself')
}

function folderFiles(folder: string): PublishedFiles {
  return { origin: `copy of ${AWS}`, open: (path) => copiedBytes(join(folder, path)) }
}

async function* copiedBytes(file: string): AsyncIterable<Uint8Array> {
  const { unpacked } = await import('./unpacked.js')
  yield* unpacked(fileBytes(resolve(file)), file)
}

async function* fileBytes(file: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) if (chunk instanceof Uint8Array) yield chunk
  } catch (cause) {
    throw new StanchionError('input.unreadable', `"${file}" cannot be read (${reasonOf(cause)})`, {
      cause,
      details: { fix: 'give a folder that holds offers/v1.0/aws/index.json, as AWS publishes it' },
    })
  }
}
