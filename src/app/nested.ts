import { dirname, isAbsolute, join, relative } from 'node:path'
import { NESTED_TEMPLATES } from '#catalog/index.js'
import { type Diagnostic, entryOf, type FileStore, type Severity, type Span, type Tree } from '#core/index.js'

/** A resource that makes a stack of a template beside its own. */
export interface NestedTemplate {
  /** Logical id. */
  readonly resource: string
  readonly file: string
  /** Where the file is named. */
  readonly span?: Span | undefined
}

/** What a template says of the stacks nested in it. */
export interface Nesting {
  readonly nested: readonly NestedTemplate[]
  readonly diagnostics: readonly Diagnostic[]
}

const ADDRESS = /^[a-z][a-z0-9+.-]*:/i

interface Named {
  readonly resource: string
  readonly property: string
  readonly location: string
  readonly span: Span | undefined
}

/** Resources whose template is a relative path. */
function namedIn(tree: Tree): readonly Named[] {
  const resources = entryOf(tree, 'Resources')?.value
  if (resources?.kind !== 'map') return []
  return resources.entries.flatMap(({ key, value }) => locationOf(key, value) ?? [])
}

function locationOf(resource: string, tree: Tree): Named | undefined {
  const property = NESTED_TEMPLATES.get(textOf(entryOf(tree, 'Type')?.value) ?? '')
  const entry = property === undefined ? undefined : entryOf(entryOf(tree, 'Properties')?.value, property)
  const location = textOf(entry?.value) ?? ''
  if (entry === undefined || property === undefined || !isRelative(location)) return undefined
  return { resource, property, location, span: entry.value.span ?? entry.keySpan }
}

function isRelative(location: string): boolean {
  return location !== '' && !ADDRESS.test(location) && !isAbsolute(location)
}

function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined
}

/**
 * The files of the stacks nested in a template. Only what lies below the folder that the user gave, or below the working directory, is looked
 * at: a template may come from anybody.
 */
export async function nestingOf(files: Pick<FileStore, 'kind'>, { file, from, tree }: Reading): Promise<Nesting> {
  const nested: NestedTemplate[] = []
  const diagnostics: Diagnostic[] = []
  const root = await rootOf(files, from)
  for (const named of namedIn(tree)) {
    const path = join(dirname(file), named.location)
    const trouble = (code: string, severity: Severity, message: string): void => {
      diagnostics.push({
        code,
        severity,
        message,
        resource: named.resource,
        path: ['Resources', named.resource, 'Properties', named.property],
        ...(named.span === undefined ? {} : { span: named.span }),
      })
    }
    if (!isWithin(path, root))
      trouble(
        'nested-outside',
        'info',
        `"${named.location}" lies outside of what was given and is not read; give the folder that holds both`,
      )
    else if ((await files.kind(path)) === 'file') nested.push({ resource: named.resource, file: path, span: named.span })
    else
      trouble('nested-missing', 'warning', `there is no file "${named.location}" beside this template; what is in that stack is not known`)
  }
  return { nested, diagnostics }
}

interface Reading {
  readonly file: string
  /** The user's path that led here. */
  readonly from: string
  readonly tree: Tree
}

/** The folder that the user gave, or that of the file. */
export async function rootOf(files: Pick<FileStore, 'kind'>, from: string): Promise<string> {
  return (await files.kind(from)) === 'folder' ? from : dirname(from)
}

/** Whether a path lies below what the user gave, or below the working directory. */
export function isWithin(path: string, root: string): boolean {
  return [root, ...(isAbsolute(path) ? [] : ['.'])].some((folder) => {
    const way = relative(folder, path)
    return way !== '' && !way.startsWith('..') && !isAbsolute(way)
  })
}

interface Linked {
  readonly file: string
  readonly nested: readonly NestedTemplate[]
}

/** The links that close a circle: a template that would make stacks of itself for ever. */
export function circularLinks(templates: readonly Linked[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byFile = new Map(templates.map((template) => [template.file, template]))
  const closing = new Map<string, Set<string>>()
  const state = new Map<string, 'open' | 'done'>()
  const visit = (file: string): void => {
    state.set(file, 'open')
    for (const link of byFile.get(file)?.nested ?? []) {
      const known = state.get(link.file)
      if (known === 'open') closing.set(file, new Set([...(closing.get(file) ?? []), link.resource]))
      else if (known === undefined) visit(link.file)
    }
    state.set(file, 'done')
  }
  for (const { file } of templates) if (!state.has(file)) visit(file)
  return closing
}
