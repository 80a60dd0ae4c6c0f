import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { StanchionError } from '#core/index.js'
import { reasonOf } from './files.js'

/** What one command may take; a repository may be broken, or on a disk that does not answer. */
const LONGEST_MS = 60_000
const MOST_BYTES = 8 * 1024 * 1024
const LONGEST_COMPLAINT = 300

export interface GitAnswer {
  readonly code: number
  readonly stdout: string
  /** The first line of what git complains about. */
  readonly complaint: string
}

/** Git with arguments as they are (no shell), which may neither ask, nor write, nor open a connection. */
export function startGit(folder: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn('git', ['-C', folder, '--no-pager', '--no-optional-locks', ...args], {
    env: {
      ...process.env,
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      // Older versions of git do not know the one before; no transport has this name, so none is allowed.
      GIT_ALLOW_PROTOCOL: 'none',
    },
  })
}

/** Runs git to its end. Throws `input.unreadable` when it cannot be started, takes too long or says too much. */
export function runGit(folder: string, args: readonly string[]): Promise<GitAnswer> {
  return new Promise((done, failed) => {
    const child = startGit(folder, args)
    const out: Buffer[] = []
    let [size, complaint] = [0, '']
    const give = (error: StanchionError): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      failed(error)
    }
    const timer = setTimeout(() => give(troubleOfGit(`it did not answer in ${LONGEST_MS / 1000} s`)), LONGEST_MS)
    child.on('error', (cause) => give(notStarted(cause)))
    // It may end before it has read its input.
    child.stdin.on('error', () => undefined)
    child.stdin.end()
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MOST_BYTES) give(troubleOfGit(`it says more than ${MOST_BYTES / 1024 / 1024} MB`))
      else out.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < LONGEST_COMPLAINT) complaint += chunk.toString('utf8')
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      done({ code: code ?? -1, stdout: Buffer.concat(out).toString('utf8'), complaint: firstLine(complaint) })
    })
  })
}

export function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return line.slice(0, LONGEST_COMPLAINT)
}

export function troubleOfGit(what: string): StanchionError {
  return new StanchionError('input.unreadable', `git cannot be asked: ${what}`, {
    details: { fix: 'see what git says in that folder, or give files and folders instead of revisions' },
  })
}

export function notStarted(cause: Error): StanchionError {
  const missing = reasonOf(cause) === 'ENOENT'
  return new StanchionError('input.unreadable', missing ? 'git is not installed here' : `git cannot be started (${reasonOf(cause)})`, {
    cause,
    details: { fix: 'install git, or give files and folders instead of revisions' },
  })
}
