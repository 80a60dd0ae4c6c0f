import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeFiles } from '#adapters/files.js'
import { StanchionError } from '#core/index.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const NOBODY = 65_534

/** Runs as a user whom permissions bind: for root they do not. */
async function withPermissions(work: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return work()
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, name), NOBODY, NOBODY)
  process.seteuid?.(NOBODY)
  try {
    await work()
  } finally {
    process.seteuid?.(0)
  }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stanchion-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof StanchionError) return error.code
    throw error
  }
  return 'no error'
}

/** Every file below a folder with its text. */
function contents(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()
  return Object.fromEntries(
    names.filter((name) => lstatSync(join(path, name)).isFile()).map((name) => [name, readFileSync(join(path, name), 'utf8')]),
  )
}

describe('read', () => {
  test('refuses a file over the limit by its size', async () => {
    writeFileSync(join(folder, 'big'), 'x'.repeat(11))
    expect(await codeOf(nodeFiles().read(join(folder, 'big'), 10))).toBe('input.too-large')
    expect(await codeOf(nodeFiles().read(join(folder, 'big'), 11))).toBe('no error')
  })

  test.each([
    { name: 'a path that is not there', path: 'absent', code: 'usage.path-not-found' },
    { name: 'a folder', path: '.', code: 'input.unreadable' },
    { name: 'standard input where there is none', path: '-', code: 'usage.bad-argument' },
  ])('$name is $code', async ({ path, code }) => {
    expect(await codeOf(nodeFiles().read(path === '-' ? path : join(folder, path), 10))).toBe(code)
  })
})

test('a folder is listed in order, without links to folders', async () => {
  mkdirSync(join(folder, 'b'))
  writeFileSync(join(folder, 'a'), '')
  symlinkSync(folder, join(folder, 'round'))
  symlinkSync(join(folder, 'a'), join(folder, 'linked'))
  expect(await nodeFiles().list(folder)).toEqual(['a', 'b', 'linked'])
})

test('links that lead to each other lead to nothing', async () => {
  symlinkSync(join(folder, 'b'), join(folder, 'a'))
  symlinkSync(join(folder, 'a'), join(folder, 'b'))
  expect(await nodeFiles().list(folder)).toEqual(['a', 'b'])
  expect(await nodeFiles().kind(join(folder, 'a'))).toBe('absent')
})

test('a path is within a folder when it is there after all links', async () => {
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'in', 'own'), '')
  writeFileSync(join(folder, 'secret'), '')
  symlinkSync(join(folder, 'in'), join(folder, 'link'))
  symlinkSync(join(folder, 'secret'), join(folder, 'in', 'out'))
  const within = (path: string, of: string): Promise<boolean> => nodeFiles().within(join(folder, path), join(folder, of))
  expect(await Promise.all([within('in/own', 'in'), within('in/own', 'link'), within('link/own', 'in')])).toEqual([true, true, true])
  expect(await Promise.all([within('in/out', 'in'), within('in/gone', 'in'), within('secret', 'in')])).toEqual([false, false, false])
})

describe('create', () => {
  test('writes a new file and leaves nothing else', async () => {
    await nodeFiles().create(join(folder, 'new'), bytes('text'))
    expect(contents(folder)).toEqual({ new: 'text' })
  })

  test('never replaces a file', async () => {
    writeFileSync(join(folder, 'old'), 'mine')
    expect(await codeOf(nodeFiles().create(join(folder, 'old'), bytes('text')))).toBe('usage.path-not-writable')
    expect(contents(folder)).toEqual({ old: 'mine' })
  })
})

describe('replaceAll', () => {
  const design = new Map([
    ['README.md', bytes('new readme')],
    ['decisions/store.md', bytes('new store')],
  ])

  test('makes a folder with all files, parents included', async () => {
    await nodeFiles().replaceAll(join(folder, 'out', 'orders'), design, [])
    expect(contents(folder)).toEqual({ 'out/orders/README.md': 'new readme', 'out/orders/decisions/store.md': 'new store' })
  })

  test('replaces ours, drops what is to be removed, keeps what is not ours', async () => {
    mkdirSync(join(folder, 'runbooks'))
    writeFileSync(join(folder, 'README.md'), 'old readme')
    writeFileSync(join(folder, 'runbooks', 'old.md'), 'old')
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    await nodeFiles().replaceAll(folder, design, ['runbooks/old.md'])
    expect(contents(folder)).toEqual({ 'README.md': 'new readme', 'decisions/store.md': 'new store', 'notes.txt': 'mine' })
    expect(existsSync(join(folder, 'runbooks'))).toBe(false)
  })

  test('changes nothing when one file cannot be put in its place', async () => {
    writeFileSync(join(folder, 'README.md'), 'old readme')
    mkdirSync(join(folder, 'decisions'))
    mkdirSync(join(folder, 'decisions', 'store.md'))
    expect(await codeOf(nodeFiles().replaceAll(folder, design, []))).toBe('refused.output-not-ours')
    expect(contents(folder)).toEqual({ 'README.md': 'old readme' })
  })

  test('does not write through a link that leads out of the folder', async () => {
    mkdirSync(join(folder, 'out'))
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'out', 'decisions'))
    expect(await codeOf(nodeFiles().replaceAll(join(folder, 'out'), design, []))).toBe('refused.output-not-ours')
    expect(contents(join(folder, 'elsewhere'))).toEqual({})
    expect(readdirSync(join(folder, 'out'))).toEqual(['decisions'])
  })

  test('a place below a file is not writable, and nothing is left behind', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await codeOf(nodeFiles().replaceAll(join(folder, 'file', 'out'), design, []))).toBe('usage.path-not-writable')
    expect(contents(folder)).toEqual({ file: '' })
  })

  test('a folder without write permission is not writable', async () => {
    await withPermissions(async () => {
      chmodSync(folder, 0o500)
      expect(await codeOf(nodeFiles().replaceAll(join(folder, 'out'), design, []))).toBe('usage.path-not-writable')
      chmodSync(folder, 0o700)
      expect(readdirSync(folder)).toEqual([])
    })
  })

  test('moves everything back when a later file cannot be moved', async () => {
    mkdirSync(join(folder, 'decisions'))
    writeFileSync(join(folder, 'README.md'), 'old readme')
    writeFileSync(join(folder, 'decisions', 'store.md'), 'old store')
    await withPermissions(async () => {
      chmodSync(join(folder, 'decisions'), 0o500)
      const withNew = new Map([...design, ['new/file.md', bytes('new')]] as const)
      expect(await codeOf(nodeFiles().replaceAll(folder, withNew, []))).toBe('usage.path-not-writable')
      expect(contents(folder)).toEqual({ 'README.md': 'old readme', 'decisions/store.md': 'old store' })
      chmodSync(join(folder, 'decisions'), 0o700)
    })
  })
})

describe('inside roots', () => {
  test.each([
    { name: 'a path below the root', path: 'inside/file', code: 'no error' },
    { name: 'a path beside the root', path: 'outside/file', code: 'usage.bad-argument' },
    { name: 'a way out with dots', path: 'inside/../outside/file', code: 'usage.bad-argument' },
    { name: 'a link that leads out', path: 'inside/link/file', code: 'usage.bad-argument' },
    { name: 'a folder whose name begins like the root', path: 'inside-too/file', code: 'usage.bad-argument' },
  ])('$name: $code', async ({ path, code }) => {
    for (const name of ['inside', 'outside', 'inside-too']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'file'), '')
    }
    symlinkSync(join(folder, 'outside'), join(folder, 'inside', 'link'))
    const files = nodeFiles({ roots: [join(folder, 'inside')] })
    expect(await codeOf(files.read(join(folder, path), 10))).toBe(code)
    expect(await codeOf(files.replaceAll(join(folder, path, '..', 'made'), new Map([['a', bytes('a')]]), []))).toBe(code)
    expect(existsSync(join(folder, 'outside', 'made'))).toBe(false)
  })

  test('a root that is not there is a mistake of the caller', () => {
    expect(() => nodeFiles({ roots: [join(folder, 'absent')] })).toThrow(StanchionError)
  })
})

describe('a file that is read in pieces', () => {
  test('gives what is asked for, in buffers of their own', async () => {
    writeFileSync(join(folder, 'a.bin'), bytes('0123456789'))
    const file = await nodeFiles().open(join(folder, 'a.bin'))
    expect(file.size).toBe(10)
    const [middle, all] = [await file.read(3, 6), await file.read(0, 10)]
    expect(new TextDecoder().decode(middle)).toBe('345')
    expect(middle.buffer.byteLength).toBe(3)
    expect(all.length).toBe(10)
    await expect(file.read(5, 11)).rejects.toMatchObject({ code: 'input.unreadable' })
    await file.close()
  })

  test.each([
    { name: 'nothing', path: 'absent', code: 'usage.path-not-found' },
    { name: 'below a file', path: 'a.bin/b', code: 'usage.path-not-found' },
    { name: 'a folder', path: '.', code: 'input.unreadable' },
  ])('$name', async ({ path, code }) => {
    writeFileSync(join(folder, 'a.bin'), '')
    await expect(nodeFiles().open(join(folder, path))).rejects.toMatchObject({ code })
  })

  test('stays inside the roots', async () => {
    await expect(nodeFiles({ roots: [folder] }).open('/etc/hostname')).rejects.toMatchObject({ code: 'usage.bad-argument' })
  })
})
