import { entryOf, type Tree } from '#core/index.js'
import type { Construct } from './assembly.js'
import { memberOf, membersOf, textOf, textsOf } from './json.js'
import { pathInside } from './paths.js'
import { sourceIn } from './traces.js'

/** What an assembly says of constructs outside its templates. */
export interface Known {
  /** By construct path: logical ids and stack traces. */
  readonly entries: readonly KnownConstruct[]
}

export interface KnownConstruct {
  readonly path: string
  readonly logicalId: string | undefined
  /** Set for a stack: the template that it became. */
  readonly templateFile: string | undefined
  readonly source: string | undefined
}

const LOGICAL_ID = 'aws:cdk:logicalId'
const CREATED = 'aws:cdk:creationStack'
const TEMPLATE_FILE = 'aws:cdk:templateFile'

/** The metadata of an artifact: `{ "/Prod/Data/Queue/Resource": [{ "type": "aws:cdk:logicalId", "data": …, "trace": […] }] }`. */
export function knownInMetadata(metadata: unknown): readonly KnownConstruct[] {
  return membersOf(metadata).map(([path, value]) => {
    const entries = Array.isArray(value) ? value : []
    const of = (type: string): unknown => entries.find((entry) => memberOf(entry, 'type') === type)
    const id = of(LOGICAL_ID)
    const traces = [textsOf(memberOf(id, 'trace')), textsOf(memberOf(of(CREATED), 'data')), textsOf(memberOf(of(CREATED), 'trace'))]
    return {
      path: plain(path),
      logicalId: textOf(memberOf(id, 'data')),
      templateFile: textOf(memberOf(of(TEMPLATE_FILE), 'data')),
      source: traces.map(sourceIn).find((source) => source !== undefined),
    }
  })
}

/** Most constructs of a tree file that are looked at. */
const MOST = 1_000_000

/** The construct tree, `tree.json`: it names logical ids where the metadata does not. */
export function knownInTree(tree: unknown): readonly KnownConstruct[] {
  const known: KnownConstruct[] = []
  const waiting: unknown[] = [memberOf(tree, 'tree')]
  for (let seen = 0; waiting.length > 0 && seen < MOST; seen += 1) {
    const node = waiting.pop()
    const attributes = memberOf(node, 'attributes')
    const [path, logicalId] = [textOf(memberOf(node, 'path')), textOf(memberOf(attributes, 'aws:cdk:cloudformation:logicalId'))]
    if (path !== undefined && logicalId !== undefined)
      known.push({ path: plain(path), logicalId, templateFile: undefined, source: undefined })
    for (const [, child] of membersOf(memberOf(node, 'children')).toReversed()) waiting.push(child)
  }
  return known
}

function plain(path: string): string {
  return path.replace(/^\/+/, '')
}

/** Where a template stands in an assembly. */
export interface TemplateScope {
  /** Construct path of its stack. */
  readonly path: string
  /** Construct paths of the stacks nested in it, whose resources are not its own. */
  readonly nested: readonly string[]
  /** Folder of its manifest, from the root of the assembly. */
  readonly at: string
  readonly known: readonly KnownConstruct[]
}

/** The constructs of a template's resources, from its own metadata, and from what the assembly knows besides. */
export function constructsIn(template: Tree, scope?: TemplateScope): ReadonlyMap<string, Construct> {
  const own = scope === undefined ? [] : scope.known.filter(({ path }) => isIn(path, scope))
  const sources = new Map(own.flatMap(({ path, source }) => (source === undefined ? [] : [[path, source] as const])))
  const paths = new Map(own.toReversed().flatMap(({ path, logicalId }) => (logicalId === undefined ? [] : [[logicalId, path] as const])))
  const resources = entryOf(template, 'Resources')?.value
  const members = resources?.kind === 'map' ? resources.entries : []
  return new Map(
    members.flatMap(({ key, value }): readonly (readonly [string, Construct])[] => {
      const metadata = entryOf(value, 'Metadata')?.value
      const path = textAt(metadata, CDK_PATH) ?? paths.get(key)
      if (path === undefined) return []
      const [asset, source] = [assetIn(metadata, scope?.at ?? ''), nearestSource(path, sources, scope?.path ?? '')]
      return [[key, { path, ...(source === undefined ? {} : { source }), ...(asset === undefined ? {} : { asset }) }]]
    }),
  )
}

/** Metadata of a resource that names its construct. */
export const CDK_PATH = 'aws:cdk:path'

function isIn(path: string, scope: TemplateScope): boolean {
  return isBelow(path, scope.path) && !scope.nested.some((inner) => isBelow(path, inner))
}

function isBelow(path: string, above: string): boolean {
  return above === '' || path.startsWith(`${above}/`)
}

/** A construct of the library was made where its parent was. */
function nearestSource(path: string, sources: ReadonlyMap<string, string>, stack: string): string | undefined {
  for (let at = path; at !== stack && at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const source = sources.get(at)
    if (source !== undefined) return source
  }
  return undefined
}

function assetIn(metadata: Tree | undefined, at: string): Construct['asset'] {
  const named = textAt(metadata, 'aws:asset:path')
  const path = named === undefined ? undefined : pathInside(at, named)
  return path === undefined ? undefined : { path, property: textAt(metadata, 'aws:asset:property') }
}

export function textAt(tree: Tree | undefined, key: string): string | undefined {
  const value = entryOf(tree, key)?.value
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}
