import { isAbsolute, join, normalize } from 'node:path'
import { type CommittedFiles, didYouMean, type NoRepository, type Repository, StanchionError } from '#core/index.js'
import { stop } from './failure.js'
import type { Context } from './operation.js'

/** One of the two states that are compared. */
export interface Side {
  /** Reads the files as they are on this side. */
  readonly context: Context
  readonly paths: readonly string[]
  /** As people say it: `infra/template.yaml`, `main:infra/template.yaml`. */
  readonly from: string
  readonly commit: string | undefined
  /** The other side has the same paths: what is not here was added or removed. */
  readonly mayBeEmpty: boolean
}

export interface Sides {
  readonly old: Side
  readonly new: Side
}

const STANDARD_INPUT = '-'

/**
 * Does something with the two sides that two words stand for: files and folders, `REVISION:PATH`, or a revision, which means the paths of the
 * other side at that time (the whole repository when both are revisions). `A..B` gives both sides for the paths, `A...B` begins
 * where the two parted. Throws `usage.bad-argument` for what is none of them.
 */
export async function withSides<T>(
  context: Context,
  { old: before, paths }: { readonly old: string; readonly paths: readonly string[] },
  work: (sides: Sides) => Promise<T>,
): Promise<T> {
  const opened = new Map<string, CommittedFiles>()
  try {
    return await work(await new Words(context, opened).sides(before, paths))
  } finally {
    for (const files of opened.values()) files.close()
  }
}

/** A word of the command line, told apart. */
type Word =
  | { readonly is: 'disk'; readonly path: string }
  | { readonly is: 'revision'; readonly revision: string; readonly path: string | undefined }
  | { readonly is: 'range'; readonly from: string; readonly to: string; readonly parted: boolean }
  /** Nothing is there; another side may know it. */
  | { readonly is: 'absent'; readonly path: string }

class Words {
  readonly #context: Context
  readonly #opened: Map<string, CommittedFiles>
  readonly #repositories = new Map<string, Promise<Repository | NoRepository>>()
  /** A path in the repository whose revisions are meant. */
  #near = '.'

  constructor(context: Context, opened: Map<string, CommittedFiles>) {
    this.#context = context
    this.#opened = opened
  }

  async sides(old: string, paths: readonly string[]): Promise<Sides> {
    for (const path of [old, ...paths].filter((word) => word !== STANDARD_INPUT))
      if (looksLikePath(path) || (await this.#context.files.kind(path)) !== 'absent') this.#near = path
    const before = await this.#word(old)
    const after: Word[] = []
    for (const path of paths) after.push(await this.#word(path))
    if (before.is === 'range') return this.#range(before, after)
    const [only] = after
    if (before.is === 'revision' && before.path === undefined) return this.#since(before.revision, after)
    if (only === undefined || after.length > 1)
      throw stop('usage.bad-argument', `--compare ${old} takes one path after it, and got ${after.length}`, 'compare two folders instead')
    if (only.is === 'revision' && only.path === undefined) {
      const swapped = await this.#since(only.revision, [before])
      return { old: swapped.new, new: swapped.old }
    }
    return { old: await this.#single(before), new: await this.#single(only) }
  }

  /** Both sides from git, with the same paths. */
  async #range({ from, to, parted }: Extract<Word, { is: 'range' }>, words: readonly Word[]): Promise<Sides> {
    const places = await this.#places(words)
    const { repository } = places
    const [start, end] = [await this.#commit(repository, from), await this.#commit(repository, to)]
    const first = parted ? await repository.commonCommit(start, end) : start
    if (first === undefined)
      throw stop('usage.bad-argument', `"${from}" and "${to}" have no commit in common${await shallowWords(repository)}`, FETCH)
    const name = parted ? first.slice(0, 12) : from
    const both = [
      this.#committed(repository, { commit: first, name, shown: parted ? `${from}...` : from }, places.inside),
      this.#committed(repository, { commit: end, name: to, shown: to }, places.inside),
    ] as const
    return this.#paired(...both)
  }

  /** A revision against what is there now: the same paths. */
  async #since(revision: string, words: readonly Word[]): Promise<Sides> {
    const [only] = words
    if (only?.is === 'revision' && words.length === 1) {
      const repository = await this.#repository('.')
      const inside = [only.path === undefined ? '' : pathInside(repository, only.path)]
      return this.#paired(await this.#at(repository, revision, inside), await this.#at(repository, only.revision, inside))
    }
    const { repository, inside, paths } = await this.#places(words)
    const now: Side = { context: this.#context, paths, from: paths.join(', '), commit: undefined, mayBeEmpty: true }
    return this.#paired(await this.#at(repository, revision, inside), now)
  }

  async #single(word: Word): Promise<Side> {
    if (word.is === 'disk') return { context: this.#context, paths: [word.path], from: word.path, commit: undefined, mayBeEmpty: false }
    if (word.is === 'absent') throw await this.#neither(word.path)
    if (word.is === 'range')
      throw stop(
        'usage.bad-argument',
        `a range such as "${word.from}..${word.to}" stands for both sides`,
        `say --compare ${word.from}..${word.to} PATH`,
      )
    const repository = await this.#repository('.')
    return { ...(await this.#at(repository, word.revision, [pathInside(repository, word.path ?? '')])), mayBeEmpty: false }
  }

  /** At least one of the sides has to have each of the paths. */
  async #paired(before: Side, after: Side): Promise<Sides> {
    for (const [at, path] of before.paths.entries()) {
      const kinds = [await before.context.files.kind(path), await after.context.files.kind(after.paths[at] ?? path)]
      if (kinds.every((kind) => kind === 'absent'))
        throw stop('usage.path-not-found', `neither ${before.from} nor ${after.from} is there`, 'give a path that one of the sides has')
    }
    return { old: before, new: after }
  }

  async #at(repository: Repository, revision: string, inside: readonly string[]): Promise<Side> {
    return this.#committed(repository, { commit: await this.#commit(repository, revision), name: revision, shown: revision }, inside)
  }

  #committed(repository: Repository, { commit, name, shown }: Committed, inside: readonly string[]): Side {
    const key = JSON.stringify([repository.top, commit, name])
    const files = this.#opened.get(key) ?? repository.open(commit, name)
    this.#opened.set(key, files)
    return {
      context: { ...this.#context, files },
      paths: inside.map((path) => files.pathOf(path)),
      from: inside.map((path) => (path === '' ? shown : `${shown}:${path}`)).join(', '),
      commit,
      mayBeEmpty: true,
    }
  }

  /** Where paths of the working tree stand in their repository, which has to be one. */
  async #places(words: readonly Word[]): Promise<{ repository: Repository; inside: readonly string[]; paths: readonly string[] }> {
    const found: { readonly repository: Repository; readonly path: string }[] = []
    for (const word of words) {
      if (word.is !== 'disk' && word.is !== 'absent')
        throw stop('usage.bad-argument', 'after a revision or a range come paths or one more revision', 'for example --compare main infra')
      if (word.path === STANDARD_INPUT)
        throw stop('usage.bad-argument', 'standard input has no revision', 'give the path of a file, or --compare - with a file after it')
      found.push({ repository: await this.#repository(word.path), path: word.path })
    }
    const [first] = found
    const other = found.find(({ repository }) => repository.top !== first?.repository.top)
    if (first === undefined) throw stop('usage.bad-argument', 'there is nothing to compare', 'give a path')
    if (other !== undefined)
      throw stop('usage.bad-argument', `"${first.path}" and "${other.path}" are in two repositories`, 'compare those of one at a time')
    return {
      repository: first.repository,
      inside: found.map(({ repository }) => repository.inside),
      paths: found.map(({ path }) => path),
    }
  }

  async #repository(path: string): Promise<Repository> {
    const found = await this.#repositoryAt(path)
    if (found.is === 'repository') return found
    throw stop(
      'usage.bad-argument',
      `"${path}" is in no git repository (${found.why})`,
      'give files and folders, or run this in a repository',
    )
  }

  #repositoryAt(path: string): Promise<Repository | NoRepository> {
    const found = this.#repositories.get(path) ?? this.#context.revisions.at(path)
    this.#repositories.set(path, found)
    return found
  }

  /** Undefined too where git is not installed: only paths are meant then. */
  async #repositoryNear(): Promise<Repository | undefined> {
    try {
      const found = await this.#repositoryAt(this.#near)
      return found.is === 'repository' ? found : undefined
    } catch (error) {
      if (error instanceof StanchionError && (error.code === 'input.unreadable' || error.code === 'usage.bad-argument')) return undefined
      throw error
    }
  }

  async #commit(repository: Repository, revision: string): Promise<string> {
    const commit = await repository.commitOf(revision)
    if (commit !== undefined) return commit
    const said = `there is no revision "${revision}"${await meant(repository, revision)}${await shallowWords(repository)}`
    throw stop('usage.bad-argument', said, FETCH)
  }

  async #word(word: string): Promise<Word> {
    if (word === STANDARD_INPUT) return { is: 'disk', path: word }
    if (word.startsWith('-'))
      throw stop('usage.bad-argument', `"${word}" is neither a path nor a revision`, `write ./${word} for a file of that name`)
    if ((await this.#context.files.kind(word)) === 'absent') return rangeIn(word) ?? placeIn(word) ?? this.#revisionOrNothing(word)
    await this.#refuseTwoMeanings(word)
    return { is: 'disk', path: word }
  }

  async #revisionOrNothing(word: string): Promise<Word> {
    const repository = looksLikePath(word) ? undefined : await this.#repositoryNear()
    const commit = await repository?.commitOf(word)
    return commit === undefined ? { is: 'absent', path: word } : { is: 'revision', revision: word, path: undefined }
  }

  async #refuseTwoMeanings(word: string): Promise<void> {
    // A short number may be the beginning of a commit's id by chance.
    if (looksLikePath(word) || /^[0-9a-f]{4,40}$/.test(word)) return
    const found = await this.#repositoryNear()
    if ((await found?.names())?.includes(word) !== true) return
    throw stop(
      'usage.bad-argument',
      `"${word}" is a path and a revision`,
      `write ./${word} for the path, or refs/heads/${word} for the branch`,
    )
  }

  async #neither(path: string): Promise<StanchionError> {
    const give = 'give the path of a file, or of a folder that holds one'
    if (looksLikePath(path)) return stop('usage.path-not-found', `"${path}" does not exist`, give)
    const repository = await this.#repositoryAt(this.#near)
    if (repository.is === 'none')
      return stop('usage.path-not-found', `"${path}" does not exist, and "${this.#near}" is in no git repository (${repository.why})`, give)
    const said = `"${path}" is neither a path nor a revision${await meant(repository, path)}${await shallowWords(repository)}`
    return stop('usage.path-not-found', said, FETCH)
  }
}

interface Committed {
  readonly commit: string
  /** In paths. */
  readonly name: string
  /** To people. */
  readonly shown: string
}

const FETCH = 'git branch --all lists the branches; a clone of a pipeline may have to fetch the one to compare with first'

async function shallowWords(repository: Repository): Promise<string> {
  return (await repository.isShallow()) ? '; this is a shallow clone, which leaves older commits out (git fetch --unshallow)' : ''
}

async function meant(repository: Repository, revision: string): Promise<string> {
  const names = await repository.names()
  const remote = names.find((name) => name.endsWith(`/${revision}`))
  return remote === undefined ? didYouMean(revision, names) : ` (did you mean "${remote}"?)`
}

/** `A..B`, `A...B` */
function rangeIn(word: string): Word | undefined {
  const [, from = '', dots, to = 'HEAD'] = /^([^:]+?)(\.\.\.?)([^./:][^:]*)?$/.exec(word) ?? []
  return dots === undefined || /[./]$/.test(from) ? undefined : { is: 'range', from, to, parted: dots === '...' }
}

/** `REVISION:PATH`; a colon in braces belongs to the revision. */
function placeIn(word: string): Word | undefined {
  const [, revision, path = ''] = /^((?:[^:{]|\{[^}]*\})+):(.*)$/s.exec(word) ?? []
  return revision === undefined ? undefined : { is: 'revision', revision, path }
}

/** What cannot be the name of a branch or a tag that anybody gives. */
function looksLikePath(word: string): boolean {
  return word.startsWith('.') || isAbsolute(word) || /\.(?:ya?ml|json|template)$/i.test(word)
}

/** As git reads it: from the top, or from the working directory where it begins with a dot. Throws `usage.bad-argument` for one that leads out. */
function pathInside(repository: Repository, path: string): string {
  const whole = normalize(/^\.\.?(?:\/|$)/.test(path) ? join(repository.inside, path) : path).replace(/\/+$/, '')
  if (whole.startsWith('..') || isAbsolute(whole))
    throw stop(
      'usage.bad-argument',
      `"${path}" leads out of the repository`,
      'give a path from its top, for example main:infra/template.yaml',
    )
  return whole === '.' ? '' : whole
}

/** Those of the paths that are there on this side. */
export async function presentPaths({ context, paths, mayBeEmpty }: Side): Promise<readonly string[]> {
  if (!mayBeEmpty) return paths
  const present: string[] = []
  for (const path of paths) if ((await context.files.kind(path)) !== 'absent') present.push(path)
  return present
}
