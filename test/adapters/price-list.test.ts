import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StanchionError } from '#core/index.js'
import { priceListFiles } from '../../src/adapters/price-list.js'
import { answer, breakAfter, ETAG, type ListServer, serveList } from '../support/price-list.js'

const PATH = '/offers/v1.0/aws/index.json'
// Random enough that gzip leaves something to break.
const TEXT = Array.from({ length: 4000 }, (_, at) => String((at * 2_654_435_761) % 4_294_967_296)).join(',')
const QUICK = { attempts: 3, idleMs: 2_000, wait: () => Promise.resolve() }

let server: ListServer
let waits: number[]
beforeEach(async () => {
  server = await serveList(new Map([[PATH, TEXT]]))
  waits = []
})
afterEach(() => server.close())

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all).toString('utf8')
}

function read(path = PATH): Promise<string> {
  return textOf(priceListFiles(server.address, { http: { ...QUICK, wait: (ms) => Promise.resolve(waits.push(ms)) } }).open(path))
}

async function failure(reading: Promise<unknown>): Promise<StanchionError> {
  const error: unknown = await reading.catch((thrown: unknown) => thrown)
  if (error instanceof StanchionError) return error
  throw new Error('no StanchionError')
}

describe('a server', () => {
  test('sends gzip, which is unpacked', async () => {
    expect(await read()).toBe(TEXT)
    expect(server.asked).toEqual([PATH])
  })

  test('that sends plain bytes is read too', async () => {
    server.instead.set(PATH, [(_request, response) => void response.writeHead(200).end(TEXT)])
    expect(await read()).toBe(TEXT)
  })

  test('a broken connection is continued where it broke', async () => {
    server.instead.set(PATH, [breakAfter(5_000)])
    expect(await read()).toBe(TEXT)
    expect(server.asked).toEqual([PATH, `${PATH} bytes=5000-`])
  })

  test('one that knows no ranges sends it all again, and what is known is left out', async () => {
    const whole = (_request: unknown, response: Parameters<ReturnType<typeof answer>>[1], body: Buffer): void =>
      void response.writeHead(200, { etag: ETAG }).end(body)
    server.instead.set(PATH, [breakAfter(5_000), whole])
    expect(await read()).toBe(TEXT)
  })

  test('errors of the server are waited out, longer each time, and as long as it asks', async () => {
    server.instead.set(PATH, [answer(500), answer(503, { 'retry-after': '7' })])
    expect(await read()).toBe(TEXT)
    expect(waits).toEqual([500, 7000])
  })

  test('a redirect on the same server is followed', async () => {
    server.instead.set('/other', [answer(302, { location: PATH })])
    expect(await read('/other')).toBe(TEXT)
  })

  test.each([
    { name: 'not found', answers: [answer(404)], code: 'aws.unexpected-answer', says: 'answered 404' },
    { name: 'an error that stays', answers: Array.from({ length: 9 }, () => answer(500)), code: 'aws.unreachable', says: 'answered 500' },
    {
      name: 'a redirect to another server',
      answers: [answer(302, { location: 'http://127.0.0.1:1/offers/v1.0/aws/index.json' })],
      code: 'aws.unexpected-answer',
      says: 'is redirected to another server, http://127.0.0.1:1, which is not followed',
    },
    {
      name: 'a redirect to this place',
      answers: Array.from({ length: 9 }, () => answer(301, { location: PATH })),
      code: 'aws.unexpected-answer',
      says: 'is redirected more than 5 times',
    },
    { name: 'a redirect to nowhere', answers: [answer(301)], code: 'aws.unexpected-answer', says: 'is redirected to nowhere' },
    {
      name: 'a broken connection without a name of the version',
      answers: [breakAfter(5_000, {})],
      code: 'aws.unreachable',
      says: 'broke off after 5000 bytes',
    },
    {
      name: 'one with a weak name',
      answers: [breakAfter(5_000, { etag: 'W/"1"' })],
      code: 'aws.unreachable',
      says: 'broke off after 5000 bytes',
    },
    {
      name: 'a file that was replaced meanwhile',
      answers: [breakAfter(5_000, { etag: '"version-0"' })],
      code: 'aws.unexpected-answer',
      says: 'was replaced while it was read',
    },
  ])('$name is refused', async ({ answers, code, says }) => {
    server.instead.set(PATH, [...answers])
    const error = await failure(read())
    expect({ code: error.code, message: error.message }).toEqual({ code, message: expect.stringContaining(says) })
    expect(error.message).toContain(server.address)
  })

  test('half a gzip file that the server thinks is whole is refused', async () => {
    const body = gzipSync(TEXT).subarray(0, 5000)
    server.instead.set(PATH, [(_request, response) => void response.writeHead(200, { 'content-length': body.length }).end(body)])
    expect(await failure(read())).toMatchObject({ code: 'input.unreadable', message: expect.stringContaining('is not a whole gzip file') })
  })

  test('one that says nothing is left after a while', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const bound = silent.address()
    const address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`
    const error = await failure(textOf(priceListFiles(address, { http: { ...QUICK, attempts: 1, idleMs: 50 } }).open(PATH)))
    silent.closeAllConnections()
    silent.close()
    expect(error).toMatchObject({ code: 'aws.unreachable', message: expect.stringContaining('sent nothing for 0.05 s') })
  })

  test('nobody there is said', async () => {
    await server.close()
    expect(await failure(read())).toMatchObject({
      code: 'aws.unreachable',
      message: expect.stringContaining('cannot be reached (ECONNREFUSED)'),
    })
    server = await serveList(new Map())
  })
})

test.each([
  { from: 'http://example.com', says: 'only https is' },
  { from: 'ftp://example.com', says: 'only https is' },
  { from: 'https://user:password@example.com', says: 'holds more than a server and a path' },
  { from: 'https://example.com/?a=b', says: 'holds more than a server and a path' },
  { from: 'https://', says: 'is no address' },
])('$from is no place to read from', ({ from, says }) => {
  expect(() => priceListFiles(from)).toThrow(
    expect.objectContaining({ code: 'usage.bad-argument', message: expect.stringContaining(says) }),
  )
})

describe('a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stanchion-list-'))
    mkdirSync(join(folder, 'list', 'offers', 'v1.0', 'aws'), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    { name: 'plain', bytes: Buffer.from(TEXT) },
    { name: 'gzip', bytes: gzipSync(TEXT) },
  ])('holds $name files', async ({ bytes }) => {
    writeFileSync(join(folder, 'list', PATH), bytes)
    const files = priceListFiles(join(folder, 'list'), { roots: [folder] })
    expect(await textOf(files.open(PATH))).toBe(TEXT)
    // A path of this machine is no source that anyone else could look up.
    expect(files.origin).toBe('copy of https://pricing.us-east-1.amazonaws.com')
  })

  test('a file that is not there is said', async () => {
    expect(await failure(textOf(priceListFiles(folder).open(PATH)))).toMatchObject({
      code: 'input.unreadable',
      message: expect.stringContaining('ENOENT'),
    })
  })

  test('must lie in the roots, links followed', () => {
    const outside = mkdtempSync(join(tmpdir(), 'stanchion-outside-'))
    symlinkSync(outside, join(folder, 'link'))
    for (const path of [outside, join(folder, 'link'), join(folder, '..')])
      expect(() => priceListFiles(path, { roots: [folder] })).toThrow(expect.objectContaining({ code: 'usage.bad-argument' }))
    rmSync(outside, { recursive: true })
  })
})
