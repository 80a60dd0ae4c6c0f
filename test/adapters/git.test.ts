import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gitRevisions } from '#adapters/git.js'
import { type CommittedFiles, type Repository, StanchionError } from '#core/index.js'
import { commit, git, newRepository, writeFiles } from '../support/git.js'

let folder: string
let repo: string
let first: string
let second: string
const opened: CommittedFiles[] = []

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'stanchion-git-')))
  repo = newRepository(join(folder, 'repo'))
  first = commit(repo, {
    'infra/a.yaml': 'one',
    'infra/deep/b.yaml': 'b',
    'top.yaml': 'top',
    'odd "name\n.yaml': 'odd',
    'big.bin': Buffer.alloc(70_000, 7),
  })
  symlinkSync('deep', join(repo, 'infra', 'linked'))
  symlinkSync('../top.yaml', join(repo, 'infra', 'link.yaml'))
  symlinkSync('/etc/passwd', join(repo, 'absolute.yaml'))
  symlinkSync('../../out.yaml', join(repo, 'infra', 'out.yaml'))
  symlinkSync('loop.yaml', join(repo, 'loop.yaml'))
  second = commit(repo, { 'infra/a.yaml': 'two', 'lfs.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' })
  git(repo, 'tag', 'v1', first)
})
afterAll(() => {
  for (const files of opened) files.close()
  rmSync(folder, { recursive: true, force: true })
})

async function repositoryAt(path: string, roots?: readonly string[]): Promise<Repository> {
  const found = await gitRevisions(roots === undefined ? {} : { roots }).at(path)
  if (found.is === 'none') throw new Error(found.why)
  return found
}

async function filesOf(revision: string, path = repo, roots?: readonly string[]): Promise<CommittedFiles> {
  const repository = await repositoryAt(path, roots)
  const files = repository.open((await repository.commitOf(revision)) ?? 'none', revision)
  opened.push(files)
  return files
}

async function textAt(files: CommittedFiles, path: string): Promise<string> {
  return new TextDecoder().decode(await files.read(path, 100_000))
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  return error instanceof StanchionError ? `${error.code}: ${error.message}` : String(error)
}

describe('the repository of a path', () => {
  test.each([
    { path: '', inside: '' },
    { path: 'infra', inside: 'infra' },
    { path: 'infra/a.yaml', inside: 'infra/a.yaml' },
    { path: 'infra/gone/away.yaml', inside: 'infra/gone/away.yaml' },
  ])('of "$path"', async ({ path, inside }) => {
    expect(await repositoryAt(join(repo, path))).toMatchObject({ top: repo, inside })
  })

  test('there is none', async () => {
    expect(await gitRevisions().at(folder)).toEqual({ is: 'none', why: expect.stringContaining('not a git repository') })
  })

  test('a path outside of the roots is refused', async () => {
    expect(await codeOf(gitRevisions({ roots: [join(repo, 'infra')] }).at(repo))).toMatch(/^usage.bad-argument: .* outside the folders/)
  })
})

describe('revisions', () => {
  test('are commits', async () => {
    const repository = await repositoryAt(repo)
    expect(
      await Promise.all(['HEAD', 'main', 'HEAD~1', 'v1', 'HEAD~2', 'nope', 'main:infra'].map((each) => repository.commitOf(each))),
    ).toEqual([second, second, first, first, undefined, undefined, undefined])
  })

  test.each(['--help', '-1', '', 'a\nb', 'x'.repeat(600)])('%j is refused', async (revision) => {
    expect(await codeOf((await repositoryAt(repo)).commitOf(revision))).toMatch(/^usage.bad-argument: .* is no revision/)
  })

  test('a common commit, names, and whether commits were left out', async () => {
    const repository = await repositoryAt(repo)
    expect(await repository.commonCommit(first, second)).toBe(first)
    expect(await repository.names()).toEqual(['main', 'v1'])
    expect(await repository.isShallow()).toBe(false)
    git(folder, 'clone', '--quiet', '--depth', '1', `file://${repo}`, 'shallow')
    const shallow = await repositoryAt(join(folder, 'shallow'))
    expect(await shallow.isShallow()).toBe(true)
    expect(await shallow.commitOf('HEAD~1')).toBeUndefined()
  })
})

describe('the files of a commit', () => {
  test('are those of that time', async () => {
    const [before, after] = [await filesOf('v1'), await filesOf('main')]
    expect([await textAt(before, 'v1:/infra/a.yaml'), await textAt(after, 'main:/infra/a.yaml')]).toEqual(['one', 'two'])
    expect(await before.list('v1:/')).toEqual(['big.bin', 'infra', 'odd "name\n.yaml', 'top.yaml'])
    expect(await before.list('v1:/infra')).toEqual(['a.yaml', 'deep'])
    expect(await textAt(before, 'v1:/odd "name\n.yaml')).toBe('odd')
    expect(await before.within('v1:/infra/deep/b.yaml', 'v1:/infra')).toBe(true)
    expect(await before.within('v1:/top.yaml', 'v1:/infra')).toBe(false)
  })

  test.each([
    { path: 'main:/', kind: 'folder' },
    { path: 'main:', kind: 'folder' },
    { path: 'main:/infra/', kind: 'folder' },
    { path: 'main:/infra/../top.yaml', kind: 'file' },
    { path: 'main:/nothing', kind: 'absent' },
    { path: 'main:/top.yaml/below', kind: 'absent' },
    { path: 'main:/../../etc/passwd', kind: 'absent' },
    { path: '/etc/passwd', kind: 'absent' },
    { path: 'main:/infra/linked/b.yaml', kind: 'file' },
    { path: 'main:/infra/link.yaml', kind: 'file' },
    { path: 'main:/loop.yaml', kind: 'absent' },
  ])('$path: $kind', async ({ path, kind }) => {
    expect(await (await filesOf('main')).kind(path)).toBe(kind)
  })

  test('a link to a folder is followed and not listed', async () => {
    const files = await filesOf('main')
    expect(await files.list('main:/infra')).toEqual(['a.yaml', 'deep', 'link.yaml', 'out.yaml'])
    expect(await textAt(files, 'main:/infra/link.yaml')).toBe('top')
    expect(await files.within('main:/infra/link.yaml', 'main:/infra')).toBe(false)
  })

  test.each([
    { name: 'a link out of it', path: 'main:/absolute.yaml', says: 'leads out of the commit' },
    { name: 'a link above it', path: 'main:/infra/out.yaml', says: 'leads out of the commit' },
    { name: 'a pointer of LFS', path: 'main:/lfs.yaml', says: 'is kept in Git LFS' },
    { name: 'a folder', path: 'main:/infra', says: 'is not a file' },
  ])('cannot be read: $name', async ({ path, says }) => {
    expect(await codeOf((await filesOf('main')).read(path, 1000))).toMatch(new RegExp(`^input.unreadable: "${path}" .*${says}`))
  })

  test('a file that is too large is not read, and the next one is', async () => {
    const files = await filesOf('main')
    expect(await codeOf(files.read('main:/big.bin', 1000))).toMatch(/^input.too-large: "main:\/big.bin" is 0.1 MB/)
    expect(await textAt(files, 'main:/top.yaml')).toBe('top')
    expect(await files.read('main:/big.bin', 70_000)).toHaveLength(70_000)
  })

  test('reads that are asked for at once are answered each with its own', async () => {
    const files = await filesOf('main')
    const paths = ['infra/a.yaml', 'top.yaml', 'infra/deep/b.yaml', 'infra/a.yaml']
    expect(await Promise.all(paths.map((path) => textAt(files, `main:/${path}`)))).toEqual(['two', 'top', 'b', 'two'])
  })

  test('a file in pieces', async () => {
    const file = await (await filesOf('main')).open('main:/infra/a.yaml')
    expect([file.size, new TextDecoder().decode(await file.read(1, 3))]).toEqual([3, 'wo'])
    await file.close()
  })

  test('cannot be written', async () => {
    const files = await filesOf('main')
    expect(await codeOf(files.create('main:/new.yaml', new Uint8Array()))).toMatch(/^usage.path-not-writable/)
    expect(await codeOf(files.replaceAll('main:/infra', new Map(), []))).toMatch(/^usage.path-not-writable/)
  })

  test('a revision that would read as a path is called by its commit', async () => {
    const repository = await repositoryAt(repo)
    expect(['HEAD~1', 'origin/main', 'HEAD^{/a/../b}', ':/fix'].map((name) => repository.open(first, name).pathOf('a.yaml'))).toEqual([
      'HEAD~1:/a.yaml',
      'origin/main:/a.yaml',
      `${first.slice(0, 12)}:/a.yaml`,
      `${first.slice(0, 12)}:/a.yaml`,
    ])
  })

  test('only those below the roots are seen', async () => {
    const roots = [join(repo, 'infra')]
    const files = await filesOf('main', join(repo, 'infra'), roots)
    expect(await textAt(files, 'main:/infra/a.yaml')).toBe('two')
    expect(await codeOf(files.kind('main:/top.yaml'))).toMatch(/^usage.bad-argument: "main:\/top.yaml" is outside/)
    expect(await codeOf(files.read('main:/infra/link.yaml', 1000))).toMatch(/^usage.bad-argument: .* is outside/)
  })
})

describe('clones of other forms', () => {
  test('a bare one', async () => {
    git(folder, 'clone', '--quiet', '--bare', repo, 'bare.git')
    expect(await textAt(await filesOf('main', join(folder, 'bare.git')), 'main:/infra/a.yaml')).toBe('two')
  })

  test('a second working tree', async () => {
    git(repo, 'worktree', 'add', '--quiet', join(folder, 'second'), 'v1')
    expect(await repositoryAt(join(folder, 'second', 'infra'))).toMatchObject({ top: join(folder, 'second'), inside: 'infra' })
    expect(await textAt(await filesOf('HEAD', join(folder, 'second')), 'HEAD:/infra/a.yaml')).toBe('one')
  })

  test('contents that were left out are not fetched', async () => {
    git(repo, 'config', 'uploadpack.allowFilter', 'true')
    git(folder, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${repo}`, 'partial')
    const files = await filesOf('origin/main', join(folder, 'partial'))
    expect(await files.kind('origin/main:/infra/a.yaml')).toBe('file')
    expect(await codeOf(files.read('origin/main:/infra/a.yaml', 1000))).toMatch(/^input.unreadable/)
  })

  test('a submodule says that it is one', async () => {
    const inner = newRepository(join(folder, 'inner'))
    commit(inner, { 'x.yaml': 'x' })
    const outer = newRepository(join(folder, 'outer'))
    git(outer, 'submodule', '--quiet', 'add', inner, 'vendor/inner')
    commit(outer, { 'a.yaml': 'a' })
    const files = await filesOf('main', outer)
    expect(await files.list('main:/vendor')).toEqual(['inner'])
    expect(await codeOf(files.kind('main:/vendor/inner/x.yaml'))).toMatch(/^input.unreadable: .* is in the submodule "vendor\/inner"/)
  })

  test('objects that are damaged are an error, not a wrong answer', async () => {
    const broken = newRepository(join(folder, 'broken'))
    commit(broken, { 'a.yaml': 'a' })
    const blob = git(broken, 'rev-parse', 'HEAD:a.yaml')
    rmSync(join(broken, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    mkdirSync(join(broken, '.git', 'objects', blob.slice(0, 2)), { recursive: true })
    writeFiles(broken, { [`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`]: 'no object' })
    expect(await codeOf((await filesOf('main', broken)).read('main:/a.yaml', 1000))).toMatch(/^input.unreadable/)
  })
})
