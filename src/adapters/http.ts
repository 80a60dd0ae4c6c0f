import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { StanchionError } from '#core/index.js'
import { reasonOf } from './files.js'

export interface HttpOptions {
  /** Requests without a byte of progress before it gives up. */
  readonly attempts: number
  /** Silence after which a connection counts as broken. */
  readonly idleMs: number
  readonly wait: (ms: number) => Promise<unknown>
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** How far a download has come. */
interface Download {
  url: URL
  received: number
  /** Names the version of the file; only with one can a broken download be continued. */
  etag: string | undefined
}

/**
 * The body of a file as it is sent, gzip or not. A connection that breaks is continued where it broke if the server says that the file is
 * still the same. Follows redirects on the same server alone. Throws `aws.unreachable` and `aws.unexpected-answer`.
 */
export async function* httpBytes(url: URL, options: HttpOptions): AsyncIterable<Uint8Array> {
  const download: Download = { url, received: 0, etag: undefined }
  let failures = 0
  for (;;) {
    const before = download.received
    try {
      yield* bodyFrom(download, options)
      return
    } catch (error) {
      if (!(error instanceof StanchionError) || error.code !== 'aws.unreachable') throw error
      failures = download.received > before ? 1 : failures + 1
      const cannotContinue = download.received > 0 && download.etag === undefined
      if (failures >= options.attempts || cannotContinue) throw error
      await options.wait(waitOf(error, failures))
    }
  }
}

async function* bodyFrom(download: Download, options: HttpOptions): AsyncIterable<Uint8Array> {
  const response = await answered(download, options)
  let skip = begun(download, response)
  try {
    for await (const chunk of response) {
      if (!(chunk instanceof Uint8Array)) continue
      const fresh = chunk.subarray(Math.min(skip, chunk.length))
      skip -= chunk.length - fresh.length
      download.received += fresh.length
      if (fresh.length > 0) yield fresh
    }
  } catch (cause) {
    if (cause instanceof StanchionError) throw cause
    throw unreachable(download.url, `broke off after ${download.received} bytes (${reasonOf(cause)})`, cause)
  } finally {
    response.destroy()
  }
}

/** How many bytes of the answer were received before; throws when the file is another one now. */
function begun(download: Download, response: IncomingMessage): number {
  const etag = strong(response.headers.etag)
  if (download.received === 0) {
    download.etag = etag
    return 0
  }
  if (etag !== undefined && etag !== download.etag) throw unexpected(download.url, 'was replaced while it was read; run the command again')
  if (response.statusCode === 206) {
    const start = /^bytes (\d+)-/.exec(response.headers['content-range'] ?? '')?.[1]
    if (Number(start) === download.received) return 0
    throw unexpected(
      download.url,
      `was asked for from byte ${download.received}, and came from "${response.headers['content-range'] ?? ''}"`,
    )
  }
  if (etag === undefined) throw unexpected(download.url, 'may have been replaced while it was read; run the command again')
  return download.received
}

/** A weak name says that two files mean the same, not that their bytes are the same. */
function strong(etag: string | undefined): string | undefined {
  return etag === undefined || etag.startsWith('W/') ? undefined : etag
}

async function answered(download: Download, options: HttpOptions): Promise<IncomingMessage> {
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(download, options)
    const status = response.statusCode ?? 0
    if (status === 200 || (status === 206 && download.received > 0)) return response
    response.destroy()
    const { location, 'retry-after': retryAfter } = response.headers
    if (!REDIRECTS.has(status)) throw refused(download.url, status, retryAfter)
    download.url = redirected(download.url, location)
  }
  throw unexpected(download.url, `is redirected more than ${MOST_REDIRECTS} times`)
}

function redirected(from: URL, location: string | undefined): URL {
  const to = location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined
  if (to === undefined) throw unexpected(from, 'is redirected to nowhere')
  if (to.origin !== from.origin) throw unexpected(from, `is redirected to another server, ${to.origin}, which is not followed`)
  return to
}

function refused(url: URL, status: number, retryAfter: string | undefined): StanchionError {
  const what = `answered ${status}`
  if (status < 500 && status !== 429 && status !== 408) return unexpected(url, `${what}; check --from`)
  return unreachable(url, what, undefined, { retryAfter })
}

function ask({ url, received, etag }: Download, { idleMs }: HttpOptions): Promise<IncomingMessage> {
  const range = received > 0 && etag !== undefined ? { range: `bytes=${received}-`, 'if-range': etag } : {}
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = send(url, { headers: { 'accept-encoding': 'gzip', 'user-agent': 'stanchion', ...range } }, resolve)
    request.setTimeout(idleMs, () => request.destroy(unreachable(url, `sent nothing for ${idleMs / 1000} s`)))
    request.on('error', (cause) =>
      reject(cause instanceof StanchionError ? cause : unreachable(url, `cannot be reached (${reasonOf(cause)})`, cause)),
    )
    request.end()
  })
}

function unreachable(url: URL, what: string, cause?: unknown, details: Readonly<Record<string, unknown>> = {}): StanchionError {
  const fix = 'run the command again: what was read already is kept'
  return new StanchionError('aws.unreachable', `${url.href} ${what}`, { cause, details: { fix, ...details } })
}

function unexpected(url: URL, what: string): StanchionError {
  return new StanchionError('aws.unexpected-answer', `${url.href} ${what}`)
}

function waitOf(error: StanchionError, failures: number): number {
  const { retryAfter } = error.details
  const asked = typeof retryAfter === 'string' && /^\d{1,4}$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0
  return Math.min(LONGEST_WAIT_MS, Math.max(asked, FIRST_WAIT_MS * 2 ** (failures - 1)))
}
