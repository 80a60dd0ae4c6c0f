import { realpathSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type NoRepository, type Repository, type Revisions, StanchionError } from '#core/index.js'
import { checkInside, nodeFiles, rootAt } from './files.js'
import { GitObjects } from './git-objects.js'
import { runGit } from './git-process.js'
import { treeFiles } from './git-tree.js'

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/
const LONGEST_REVISION = 500
const MOST_NAMES = 2000

export interface GitOptions {
  /** Folders that paths must stay in, as for files; undefined: everywhere. */
  readonly roots?: readonly string[]
}

/** Repositories of this machine, read with the git that is installed. Relative paths start at the working directory. */
export function gitRevisions(options: GitOptions = {}): Revisions {
  return {
    async at(path) {
      const roots = options.roots?.map(rootAt)
      if (roots !== undefined) checkInside(path, roots)
      const { folder, rest } = await standing(path)
      const tree = await runGit(folder, ['rev-parse', '--show-toplevel'])
      if (tree.code === 0) {
        const top = withoutEnd(tree.stdout)
        return repositoryAt({ folder, top, inside: relative(top, join(realpathSync(folder), rest)), roots })
      }
      // Without a working tree, paths start at the top of what is committed.
      const data = await runGit(folder, ['rev-parse', '--absolute-git-dir'])
      if (data.code !== 0) return { is: 'none', why: data.complaint.replace(/^fatal: /, '') } satisfies NoRepository
      return repositoryAt({ folder, top: withoutEnd(data.stdout), inside: rest, roots })
    },
  }
}

/** The nearest folder above a path that is there, and the way from it to the path. */
async function standing(path: string): Promise<{ readonly folder: string; readonly rest: string }> {
  const files = nodeFiles()
  const whole = resolve(path)
  let folder = whole
  while ((await files.kind(folder)) !== 'folder' && dirname(folder) !== folder) folder = dirname(folder)
  return { folder, rest: relative(folder, whole) }
}

interface Found {
  readonly folder: string
  readonly top: string
  readonly inside: string
  readonly roots: readonly string[] | undefined
}

function repositoryAt({ folder, top, inside, roots }: Found): Repository {
  return {
    is: 'repository',
    top,
    inside,
    async commitOf(revision) {
      refuseOption(revision)
      const { code, stdout } = await runGit(folder, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
      const commit = withoutEnd(stdout)
      return code === 0 && COMMIT.test(commit) ? commit : undefined
    },
    async commonCommit(one, other) {
      const { code, stdout } = await runGit(folder, ['merge-base', ...[one, other].map(checkedCommit)])
      return code === 0 ? withoutEnd(stdout) : undefined
    },
    async names() {
      const listed = await runGit(folder, ['for-each-ref', `--count=${MOST_NAMES}`, '--format=%(refname:short)'])
      return listed.stdout.split('\n').filter((name) => name !== '')
    },
    async isShallow() {
      return withoutEnd((await runGit(folder, ['rev-parse', '--is-shallow-repository'])).stdout) === 'true'
    },
    open(commit, name) {
      const id = checkedCommit(commit)
      return treeFiles({
        objects: new GitObjects(folder),
        commit: id,
        name: plainName(name, id),
        check(path, below) {
          if (roots === undefined) return
          try {
            checkInside(join(top, below), roots)
          } catch (cause) {
            throw new StanchionError('usage.bad-argument', `"${path}" is outside the folders that this server may use`, { cause })
          }
        },
      })
    },
  }
}

/** A revision never becomes an option of git. */
function refuseOption(revision: string): void {
  // oxlint-disable-next-line no-control-regex -- git reads what it is asked line by line
  const strange = revision === '' || revision.length > LONGEST_REVISION || /[\u0000-\u001f\u007f]/.test(revision)
  if (strange || revision.startsWith('-'))
    throw new StanchionError(
      'usage.bad-argument',
      `${JSON.stringify(revision.slice(0, 50))} is no revision; give for example main, HEAD~1 or v1.2`,
    )
}

function checkedCommit(commit: string): string {
  if (COMMIT.test(commit)) return commit
  throw new StanchionError('internal.invariant', `"${commit}" is no id of a commit`)
}

/** How a commit is called in paths: as the user does, unless that would read as a path of its own. */
function plainName(name: string, commit: string): string {
  const plain = /^[\w@][\w@./~^{}+-]*$/.test(name) && !/\.\.|\/\/|\/\.|\.\/|\/$/.test(name)
  return plain ? name : commit.slice(0, 12)
}

function withoutEnd(text: string): string {
  return text.replace(/\n$/, '')
}
