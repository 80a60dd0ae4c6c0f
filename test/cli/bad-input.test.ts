import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.js'
import { REPOSITORY } from '../support/run.js'

const SITE = readFileSync(join(REPOSITORY, 'examples', 'site.yaml'), 'utf8')

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'stanchion-bad-input-'))
  writeFileSync(join(cwd, 'site.yaml'), SITE)
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

/** Names and sizes of everything below the working directory. */
function everything(): readonly string[] {
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).toSorted()
  return names.map((name) => `${name} ${statSync(join(cwd, name)).size}`)
}

async function design(file: string, ...more: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return runCli(['design', file, '--out', 'out', ...more], { cwd })
}

describe('requirements that cannot be used: exit 3, what to change and where, nothing written', () => {
  test.each([
    {
      name: 'five mistakes',
      text: ['name: Bad Name', 'workload: { kind: apii }', 'traffic: { average: 20 }', 'region: eu-wets-1', 'budgt: 5 USD/month'].join(
        '\n',
      ),
      says: [
        'r.yaml:1:7',
        'r.yaml:2:19',
        'r.yaml:3:21',
        'r.yaml:4:9',
        'r.yaml:5:1',
        '(did you mean "api"?)',
        '(did you mean "eu-west-1"?)',
        '(did you mean "budget"?)',
      ],
    },
    { name: 'an unknown region', text: SITE.replace(/region: .*/, 'region: mars-north-1'), says: ['"mars-north-1"'] },
    {
      name: 'a region without what is asked for',
      text: readFileSync(join(REPOSITORY, 'examples', 'shop.yaml'), 'utf8').replace(/region: .*/, 'region: us-west-1'),
      says: ['us-west-1 lacks what these requirements need', 'Three availability zones', 'us-east-1 can'],
    },
    { name: 'an empty file', text: '', says: ['r.yaml', 'the file is empty'] },
    { name: 'not YAML', text: 'name: "site\nworkload: [\n', says: ['r.yaml:'] },
    { name: 'no text', text: '\u0000\u0001\u0002', says: ['r.yaml:1:1'] },
    { name: 'a kind that is not built yet', text: SITE.replace('kind: static-site', 'kind: stream'), says: ['stream'] },
  ])('$name', async ({ text, says }) => {
    writeFileSync(join(cwd, 'r.yaml'), text)
    const before = everything()
    const { code, stdout, stderr } = await design('r.yaml')
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    // Messages are wrapped to the width.
    const plain = stderr.replace(/\s+/g, ' ')
    for (const part of says) expect(plain).toContain(part)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(everything()).toEqual(before)
  })

  test('a file of 50 MB is refused by its size', async () => {
    const handle = openSync(join(cwd, 'large.yaml'), 'w')
    ftruncateSync(handle, 50 * 1024 * 1024)
    closeSync(handle)
    const { code, stderr } = await design('large.yaml')
    expect(code).toBe(3)
    expect(stderr).toContain('"large.yaml" is 50 MB, and at most 16 MB can be read')
  })

  test('a file that is not there is exit 2', async () => {
    const { code, stderr } = await design('sites.yaml')
    expect(code).toBe(2)
    expect(stderr).toContain('"sites.yaml" does not exist (did you mean "site.yaml"?)')
  })
})

describe('a folder that cannot be written to', () => {
  test('holds something else: exit 4, by name', async () => {
    mkdirSync(join(cwd, 'out'))
    writeFileSync(join(cwd, 'out', 'thesis.tex'), 'mine')
    const before = everything()
    const { code, stderr } = await design('site.yaml', '--force')
    expect(code).toBe(4)
    expect(stderr).toContain('"out" holds something else: thesis.tex')
    expect(everything()).toEqual(before)
  })

  test('holds an edited design: exit 4, by name; edit and run again just works', async () => {
    expect((await design('site.yaml')).code).toBe(0)
    writeFileSync(join(cwd, 'site.yaml'), SITE.replace('name: site', 'name: pages'))
    expect((await design('site.yaml')).code).toBe(0)
    expect(readFileSync(join(cwd, 'out', 'README.md'), 'utf8')).toMatch(/^# pages/)
    writeFileSync(join(cwd, 'out', 'README.md'), 'my notes')
    const before = everything()
    const { code, stderr } = await design('site.yaml')
    expect(code).toBe(4)
    expect(stderr).toContain('files of "out" were edited: README.md')
    expect(everything()).toEqual(before)
    expect((await design('site.yaml', '--force')).code).toBe(0)
    expect(readFileSync(join(cwd, 'out', 'README.md'), 'utf8')).toMatch(/^# pages/)
  })

  test('is not writable: exit 2', async () => {
    writeFileSync(join(cwd, 'file'), '')
    const before = everything()
    const { code, stderr } = await runCli(['design', 'site.yaml', '--out', 'file/out'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('"file/out" cannot be written')
    expect(everything()).toEqual(before)
  })
})

test('a target that nobody can meet: the closest design, what stands in the way, exit 4, nothing written', async () => {
  writeFileSync(join(cwd, 'site.yaml'), SITE.replace(/budget: .*/, 'budget: 1 USD/month'))
  const before = everything()
  const { code, stdout } = await design('site.yaml')
  expect(code).toBe(4)
  expect(stdout).toContain('What stands in the way')
  expect(stdout).toContain('Nothing was written')
  expect(everything()).toEqual(before)
})

test('with --format json the places of mistakes are data', async () => {
  writeFileSync(join(cwd, 'r.yaml'), 'name: Bad Name\n')
  const { code, stdout } = await design('r.yaml', '--format', 'json')
  expect(code).toBe(3)
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'input.invalid', files: [{ file: 'r.yaml', diagnostics: [{}, { severity: 'error', line: 1, column: 7 }] }] },
  })
})
