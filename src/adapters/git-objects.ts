import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { firstLine, notStarted, startGit, troubleOfGit } from './git-process.js'

const LONGEST_MS = 60_000
/** `<id> blob 1234`; nothing that git prints in its place is longer. */
const LONGEST_HEADER = 4096

export type GitObject =
  | { readonly is: 'object'; readonly type: string; readonly bytes: Uint8Array }
  | { readonly is: 'larger'; readonly bytes: number }
  | { readonly is: 'missing' }

/** Objects of one repository by id, read one after the other from a single `git cat-file --batch`. */
export class GitObjects {
  readonly #folder: string
  #session: Session | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Throws `input.unreadable` when git does not answer. */
  read(id: string, limitBytes: number): Promise<GitObject> {
    const answer = this.#last.then(() => this.#readNext(id, limitBytes))
    this.#last = answer.catch(() => undefined)
    return answer
  }

  close(): void {
    this.#session?.end()
    this.#session = undefined
  }

  async #readNext(id: string, limitBytes: number): Promise<GitObject> {
    const session = (this.#session ??= new Session(startGit(this.#folder, ['cat-file', '--batch'])))
    const timer = setTimeout(() => session.end(), LONGEST_MS)
    try {
      const object = await session.ask(id, limitBytes)
      // What was not read would stand before the next answer.
      if (object.is === 'larger') this.close()
      return object
    } catch (error) {
      this.close()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

class Session {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)
  #complaint = ''
  #failure: Error | undefined

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child
    this.#chunks = child.stdout[Symbol.asyncIterator]()
    child.on('error', (cause) => {
      this.#failure = notStarted(cause)
      child.stdout.destroy()
    })
    child.stdin.on('error', () => undefined)
    child.stderr.on('data', (chunk: Buffer) => {
      if (this.#complaint.length < LONGEST_HEADER) this.#complaint += chunk.toString('utf8')
    })
  }

  end(): void {
    this.#child.stdin.destroy()
    this.#child.stdout.destroy()
    this.#child.kill('SIGKILL')
  }

  async ask(id: string, limitBytes: number): Promise<GitObject> {
    this.#child.stdin.write(`${id}\n`)
    const header = await this.#line()
    const [, type, digits] = /^[0-9a-f]+ ([a-z]+) (\d+)$/.exec(header) ?? []
    if (type === undefined || digits === undefined) {
      if (header.endsWith(' missing')) return { is: 'missing' }
      throw troubleOfGit(`"${firstLine(header)}" is no answer`)
    }
    const size = Number(digits)
    if (size > limitBytes) return { is: 'larger', bytes: size }
    const bytes = await this.#exactly(size + 1)
    return { is: 'object', type, bytes: bytes.subarray(0, size) }
  }

  async #line(): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#rest.indexOf(0x0a, from)
      if (end >= 0) return (await this.#exactly(end + 1)).subarray(0, end).toString('utf8')
      from = this.#rest.length
      if (from > LONGEST_HEADER) throw troubleOfGit('it answers something else')
      this.#rest = Buffer.concat([this.#rest, await this.#more()])
    }
  }

  async #exactly(count: number): Promise<Buffer> {
    const parts = [this.#rest]
    for (let size = this.#rest.length; size < count; ) {
      const chunk = await this.#more()
      parts.push(chunk)
      size += chunk.length
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts)
    this.#rest = all.subarray(count)
    return all.subarray(0, count)
  }

  async #more(): Promise<Buffer> {
    const { done, value } = await this.#chunks.next()
    if (done !== true) return value
    throw this.#failure ?? troubleOfGit(this.#complaint === '' ? 'it ended too early' : firstLine(this.#complaint))
  }
}
