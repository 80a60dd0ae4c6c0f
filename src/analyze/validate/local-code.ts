import { entryOf, type FileStore, StanchionError, type Tree } from '#core/index.js'
import { type LocalCode, type LocalFolder, localPathOf } from './local-path.js'
import { branchesOf, textOf } from './models/model.js'
import { ROOT } from './place.js'
import { declaredIn } from './template.js'

const PROPERTIES: Readonly<Record<string, readonly string[]>> = { CodeUri: ['Globals', 'Function'], Code: [] }
const CODE = /\.(?:[cm]?[jt]s|py)$/
const NOT_CODE = /(?:\.d\.[cm]?ts|\.(?:test|spec)\.[cm]?[jt]s)$/
const NOT_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git', '.aws-sam', '__pycache__', '__tests__', 'tests', 'test'])
/** Where the dependencies of code are named. */
const LISTS: ReadonlySet<string> = new Set(['package.json', 'requirements.txt'])
const MOST_FOLDERS = 50
const MOST_FILES = 100
const MOST_BYTES = 512 * 1024
const DEPTH = 4

type Files = Pick<FileStore, 'kind' | 'list' | 'read'>

/**
 * The code that a template names by a path beside it, read through `files` below `folder`. Bounded: what is larger or deeper than code of a
 * function is left out, and nothing is said about it.
 */
export async function readLocalCode(template: Tree, folder: string, files: Files): Promise<LocalCode> {
  const found = new Map<string, LocalFolder>()
  for (const path of localPaths(template).slice(0, MOST_FOLDERS)) {
    const at = `${folder === '' ? '.' : folder}/${path}`
    const kind = await files.kind(at)
    if (kind === 'folder') found.set(path, await readFolder(at, files))
    else if (kind === 'file' && CODE.test(path)) found.set(path, { files: await readCode(at, [''], files), modules: new Set() })
  }
  return found
}

/** Paths of code in the functions of a template and in SAM's defaults for them. */
function localPaths(template: Tree): readonly string[] {
  const paths = new Set<string>()
  const { resources } = declaredIn(template)
  const owners = [...resources.values()].map(({ tree }) => entryOf(tree, 'Properties')?.value)
  for (const [name, globals] of Object.entries(PROPERTIES)) {
    const shared = globals.reduce<Tree | undefined>((tree, key) => entryOf(tree, key)?.value, globals.length === 0 ? undefined : template)
    for (const owner of [...owners, shared]) {
      const value = entryOf(owner, name)?.value
      for (const { tree } of value === undefined ? [] : branchesOf({ tree: value, place: ROOT })) {
        const path = localPathOf(textOf(tree))
        if (path !== undefined) paths.add(path)
      }
    }
  }
  return [...paths]
}

async function readFolder(folder: string, files: Files): Promise<LocalFolder> {
  const [names, modules] = await Promise.all([codeNames(folder, files), modulesOf(folder, files)])
  return { files: await readCode(folder, names, files), modules }
}

/** Names of code files below a folder, the nearest first. */
async function codeNames(folder: string, files: Files): Promise<readonly string[]> {
  const names: string[] = []
  let level: readonly string[] = ['']
  for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
    const below: string[] = []
    for (const inside of level) {
      for (const name of await listAt(`${folder}/${inside}`, files)) {
        if (names.length >= MOST_FILES) return names
        const path = inside === '' ? name : `${inside}/${name}`
        if (CODE.test(name)) {
          if (!NOT_CODE.test(name)) names.push(path)
        } else if (!NOT_FOLDERS.has(name) && below.length < MOST_FILES && (await files.kind(`${folder}/${path}`)) === 'folder')
          below.push(path)
      }
    }
    level = below
  }
  return names
}

async function readCode(folder: string, names: readonly string[], files: Files): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const name of names) {
    const text = await textAt(name === '' ? folder : `${folder}/${name}`, files)
    if (text !== undefined) texts.set(name, text)
  }
  return texts
}

async function textAt(path: string, files: Files): Promise<string | undefined> {
  const bytes = await known(() => files.read(path, MOST_BYTES))
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
}

async function listAt(path: string, files: Files): Promise<readonly string[]> {
  return (await known(() => files.list(path))) ?? []
}

/** Undefined for what is too large or cannot be read: nothing is known about it. */
async function known<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof StanchionError) return undefined
    throw cause
  }
}

async function modulesOf(folder: string, files: Files): Promise<ReadonlySet<string>> {
  const installed = (await files.kind(`${folder}/node_modules`)) === 'folder' ? await listAt(`${folder}/node_modules`, files) : []
  const beside = await listAt(folder, files)
  const lists = await Promise.all(beside.filter((name) => LISTS.has(name)).map((name) => textAt(`${folder}/${name}`, files)))
  const named = lists.flatMap((text) =>
    [...(text ?? '').matchAll(/^\s*"?([@\w][\w./-]*)"?\s*(?:[=<>~!:;[]|$)/gm)].map((match) => match[1] ?? ''),
  )
  return new Set([...installed, ...beside.map((name) => name.replace(/\.py$/, '')), ...named])
}
