import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { REPOSITORY, run } from '../support/run.js'

const Packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string(), mode: z.number() })), unpackedSize: z.number() })])

describe('the npm package', () => {
  let folder = ''
  let packed: z.infer<typeof Packed>[0]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stanchion-package-'))
    const environment = { PATH: process.env['PATH'] ?? '', HOME: folder }
    const { code, stdout, stderr } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { env: environment })
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    packed = Packed.parse(JSON.parse(stdout))[0]
    for (const { path } of packed.files) await cp(join(REPOSITORY, path), join(folder, 'package', path))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  test('holds what it needs and nothing else', () => {
    const top = new Set(packed.files.map(({ path }) => path.replace(/\/.*/, '')))
    expect([...top].toSorted()).toEqual(['LICENSE', 'NOTICE', 'README.md', 'bin', 'catalog', 'dist', 'package.json'])
    expect(packed.files.find(({ path }) => path === 'bin/stanchion.js')?.mode).toBe(0o755)
  })

  test('stays small to download', () => {
    expect(packed.unpackedSize).toBeLessThan(20_000_000)
  })

  test('works from its files alone', async () => {
    const template = join(REPOSITORY, 'test', 'fixtures', 'fifty-resources.yaml')
    const bin = join(folder, 'package', 'bin', 'stanchion.js')
    const { code, stdout, stderr } = await run(process.execPath, [bin, 'validate', template, '--format', 'json'], { cwd: folder })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ files: [{ file: template, diagnostics: [] }] })
  })
})
