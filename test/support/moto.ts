import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PYTHON_BIN } from './python.js'
import { type Run, run } from './run.js'

export interface Moto {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Forgets all resources of all accounts and regions. */
  reset(): Promise<void>
  stop(): Promise<void>
}

/** No credentials of anyone: moto takes whatever it is given. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_SESSION_TOKEN: 'testing' }

/** Starts moto's server on a free loopback port and waits until it listens. One start takes a few seconds: share it per test file. */
export async function startMoto(): Promise<Moto> {
  const env = { PATH: PYTHON_BIN, HOME: PYTHON_BIN, ...CREDENTIALS, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', PYTHONUNBUFFERED: '1' }
  const child = spawn(join(PYTHON_BIN, 'python'), ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = (): boolean => child.kill('SIGKILL')
  process.once('exit', kill)
  const said: string[] = []
  const lines = createInterface(child.stderr)
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line)
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`moto's server ended (exit ${code}): ${said.join('\n')}`)))
  })
  const post = async (path: string, body?: string): Promise<void> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', ...(body !== undefined && { body }) })
    if (!answer.ok) throw new Error(`moto's server: POST ${path} gave ${answer.status}`)
  }
  await post('/moto-api/config', JSON.stringify({ lambda: { use_docker: false }, batch: { use_docker: false } }))
  return {
    url,
    reset: () => post('/moto-api/reset'),
    async stop() {
      process.off('exit', kill)
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The environment in which the AWS command line talks to moto and to nothing else. */
function awsEnvironment({ url, region }: { readonly url: string; readonly region: string }): Record<string, string> {
  return {
    ...CREDENTIALS,
    PATH: `${PYTHON_BIN}:${process.env['PATH'] ?? ''}`,
    HOME: PYTHON_BIN,
    AWS_ENDPOINT_URL: url,
    HTTPS_PROXY: 'http://127.0.0.1:9', // nobody listens there: a call that would leave the machine fails at once
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  }
}

/** `aws ARGS` against moto. */
export function aws(args: readonly string[], at: { readonly url: string; readonly region: string; readonly cwd?: string }): Promise<Run> {
  const { url, region, ...where } = at
  const words = ['-m', 'awscli', '--endpoint-url', url, ...args] // SQS does not take its endpoint from the environment
  return run(join(PYTHON_BIN, 'python'), words, { env: awsEnvironment({ url, region }), ...where })
}

/** Command lines as a README prints them, in a shell in which `aws` talks to moto. */
export function shell(commands: string, at: { readonly url: string; readonly region: string; readonly cwd?: string }): Promise<Run> {
  const { url, region, ...where } = at
  const script = `aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n${commands}`
  return run('bash', ['--norc', '-euo', 'pipefail', '-c', script], { env: awsEnvironment({ url, region }), ...where })
}
