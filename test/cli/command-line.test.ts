import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.js'
import { REPOSITORY } from '../support/run.js'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'stanchion-cli-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

test('--version prints the version of package.json', async () => {
  const manifest: unknown = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'))
  expect(await runCli(['--version'], { cwd })).toEqual({ code: 0, stdout: `${(manifest as { version: string }).version}\n`, stderr: '' })
})

describe('help', () => {
  test('without a command goes to standard error, exit 2', async () => {
    const { code, stdout, stderr } = await runCli([], { cwd })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage')
  })

  test('the help of a command is one text, however it is asked for', async () => {
    const [first, second, third] = await Promise.all([
      runCli(['init', '--help'], { cwd }),
      runCli(['help', 'init'], { cwd }),
      runCli(['init', '--kind', 'nonsense', '-h'], { cwd }),
    ])
    expect(first.code).toBe(0)
    expect(first.stdout).toContain('stanchion init --kind api --name orders')
    expect(second).toEqual(first)
    expect(third).toEqual(first)
  })

  test('a word that begins several commands lists them', async () => {
    const [alone, asked, other] = await Promise.all([
      runCli(['prices'], { cwd }),
      runCli(['prices', '--help'], { cwd }),
      runCli(['help', 'prices'], { cwd }),
    ])
    expect({ code: alone.code, stdout: alone.stdout }).toEqual({ code: 2, stdout: '' })
    expect({ code: asked.code, stdout: asked.stdout }).toEqual({ code: 0, stdout: alone.stderr })
    expect(other).toEqual(asked)
    for (const name of ['prices show', 'prices status', 'prices sync']) expect(asked.stdout).toContain(name)
    const [first, second] = await Promise.all([runCli(['prices', 'sync', '--help'], { cwd }), runCli(['help', 'prices', 'sync'], { cwd })])
    expect(first.stdout).toContain('stanchion prices sync [OPTIONS]')
    expect(second).toEqual(first)
  })

  test('a command may have others below it: what follows it is a path unless it is their name', async () => {
    const [own, below, asked] = await Promise.all([
      runCli(['cost', '--help'], { cwd }),
      runCli(['cost', 'bill', '--help'], { cwd }),
      runCli(['help', 'cost', 'bill'], { cwd }),
    ])
    expect(own.stdout).toContain('stanchion cost PATH')
    expect(below.stdout).toContain('stanchion cost bill [FILE')
    expect(asked).toEqual(below)
    const path = await runCli(['cost', 'bil'], { cwd })
    expect(path.stderr).toContain('"bil" does not exist')
  })

  test('fits 80 columns when it is piped', async () => {
    for (const command of [[], ['design'], ['review'], ['cost'], ['cost', 'bill'], ['mcp']]) {
      const { code, stdout } = await runCli([...command, '--help'], { cwd })
      expect(code).toBe(0)
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    }
  })
})

describe('wrong usage is exit 2 and says what to do', () => {
  test.each([
    { args: ['reveiw', 'x'], says: 'there is no command "reveiw" (did you mean "review"?)' },
    { args: ['prices', 'shwo'], says: 'prices has no command "shwo" (did you mean "show"?)' },
    { args: ['prices', 'show'], says: 'KEY is missing' },
    { args: ['prices', 'show', 'vpc', 'ec2'], says: 'prices show does not take "ec2"' },
    { args: ['cost', 'bill'], says: 'there is no bill' },
    { args: ['cost', 'bill', '--grup-by', 'x'], says: 'cost bill has no flag --grup-by (did you mean "--group-by"?)' },
    { args: ['pricse', 'show'], says: 'there is no command "pricse" (did you mean "prices"?)' },
    { args: ['prices', 'sync', '--form', 'x'], says: 'prices sync has no flag --form (did you mean "--from"?)' },
    { args: ['init', '--kidn', 'api'], says: 'init has no flag --kidn (did you mean "--kind"?)' },
    { args: ['init', '--kind', 'apu'], says: '--kind: "apu" is not one of api, web, static-site, worker (did you mean "api"?)' },
    { args: ['cost', '--free-tier', '--sensitivity'], says: 'PATH is missing' },
    { args: ['cost', 'x', '--free-tier', 'ever'], says: '--free-tier: "ever" is not one of always' },
    { args: ['init', '--kind'], says: '--kind needs a value' },
    { args: ['init', '--kind', 'api', '--kind', 'web'], says: '--kind is given twice' },
    { args: ['init'], says: '--kind is missing' },
    { args: ['init', '--kind', 'api', 'a.yaml', 'b.yaml'], says: 'init does not take "b.yaml"' },
    { args: ['init', '--kind', 'api', '--format', 'jsn'], says: '--format: "jsn" is not one of human, json (did you mean "json"?)' },
    { args: ['init', '--kind', 'api', '--name', 'Not A Name'], says: 'Not A Name' },
    { args: ['--verison'], says: '--version' },
    { args: ['review', '--all=yes', 'x'], says: '--all takes no value' },
  ])('$args', async ({ args, says }) => {
    const { code, stdout, stderr } = await runCli(args, { cwd })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.replace(/\s+/g, ' ')).toContain(says)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(readdirSync(cwd)).toEqual([])
  })
})

test('with --format json an error is an object on standard output', async () => {
  const { code, stdout, stderr } = await runCli(['init', '--format', 'json'], { cwd })
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'usage.bad-argument', retryable: false, message: '--kind is missing' } })
  expect(stderr).toContain('--kind is missing')
})

test('a pipe prints no colour', async () => {
  const { stdout, stderr } = await runCli(['init', '--help'], { cwd, env: { TERM: 'xterm-256color' } })
  expect(stdout + stderr).not.toContain('\u001B[')
})

test('a reader that closes the pipe is no error', async () => {
  const child = spawn(process.execPath, [join(REPOSITORY, 'bin', 'stanchion.js'), '--help'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += String(chunk)))
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

describe('standard input', () => {
  test('is read where the path is -', async () => {
    const { code, stdout } = await runCli(['validate', '-', '--format', 'json'], {
      cwd,
      input: 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n',
    })
    expect({ code, output: JSON.parse(stdout) }).toMatchObject({ code: 0, output: { files: [{ file: '<stdin>', diagnostics: [] }] } })
  })

  test('is not read beyond the limit', async () => {
    const { code, stderr } = await runCli(['validate', '-'], { cwd, input: '# '.padEnd(17 * 1024 * 1024, 'x') })
    expect(code).toBe(3)
    expect(stderr).toContain('larger than 16 MB')
  })
})

test('an interrupt ends with 130', async () => {
  const child = spawn(process.execPath, [join(REPOSITORY, 'bin', 'stanchion.js'), 'validate', '-'], {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })))
  // More than a pipe holds: when it drains, the process reads its input, and the handler has been there before.
  child.stdin.on('error', () => undefined)
  child.stdin.write('# '.padEnd(1024 * 1024, 'x'), () => child.kill('SIGINT'))
  expect(await ended).toEqual({ code: 130, signal: null })
})

test('secrets are not printed, whatever quotes them', async () => {
  const input = 'Resources:\n  Work:\n    Type: AWS::SQS::Queue\n    Properties:\n      AKIAIOSFODNN7EXAMPLE: 1\n'
  for (const format of ['human', 'json']) {
    const { stdout, stderr } = await runCli(['validate', '-', '--format', format], { cwd, input })
    expect(stdout).toContain('AKIA********')
    expect(stdout + stderr).not.toContain('AKIAIOSFODNN7EXAMPLE')
  }
})

describe('init', () => {
  test('writes a file of the name, and never replaces one', async () => {
    const first = await runCli(['init', '--kind', 'api', '--name', 'orders'], { cwd })
    expect({ code: first.code, files: readdirSync(cwd) }).toEqual({ code: 0, files: ['orders.yaml'] })
    writeFileSync(join(cwd, 'orders.yaml'), 'mine')
    const second = await runCli(['init', '--kind', 'api', '--name', 'orders'], { cwd })
    expect(second.code).toBe(2)
    expect(second.stderr).toContain('"orders.yaml" exists already')
    expect(readFileSync(join(cwd, 'orders.yaml'), 'utf8')).toBe('mine')
  })

  test('takes the name from the file', async () => {
    const { stdout } = await runCli(['init', '--kind', 'worker', 'My Invoices.yaml', '--format', 'json'], { cwd })
    expect(JSON.parse(stdout)).toEqual({ file: 'My Invoices.yaml', kind: 'worker', name: 'my-invoices' })
    expect(readFileSync(join(cwd, 'My Invoices.yaml'), 'utf8')).toContain('name: my-invoices')
  })
})
