import { entryOf, type MapEntry, type MapTree, MAX_NESTING, type Tree } from '#core/index.js'
import { type Path, type Place, withItems, withValues, type Work, writtenText } from './work.js'

/** The text of an included file as a tree; undefined when there is no such file, or it cannot be used. */
export type Include = (location: string) => Tree | undefined

const TRANSFORM = 'Fn::Transform'
const INCLUDE = 'AWS::Include'
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i
const ABSOLUTE = /^(?:[/\\]|[a-z]:[/\\])/i

/** A template with its includes (`AWS::Include` of a relative path) written out; the others stay, and a diagnostic says why. */
export function withIncludes(template: MapTree, include: Include | undefined, work: Work): MapTree {
  const open = inTree(topIncludes(template, include, work), [], { include, work })
  return open.kind === 'map' ? open : template
}

interface Context {
  readonly include: Include | undefined
  readonly work: Work
}

function inTree(tree: Tree, path: Path, context: Context): Tree {
  if (tree.kind === 'scalar' || path.length > MAX_NESTING) return tree
  const inside = (child: Tree, step: string | number): Tree => inTree(child, [...path, step], context)
  if (tree.kind === 'list') return withItems(tree, inside)
  const macro = entryOf(tree, TRANSFORM)
  return macro === undefined ? withValues(tree, inside) : filled(tree, { macro, path, inside }, context)
}

interface Holder {
  readonly macro: MapEntry
  readonly path: Path
  readonly inside: (child: Tree, step: string | number) => Tree
}

/** A map in which a macro stands, with what it brings in. */
function filled(tree: MapTree, { macro, path, inside }: Holder, { include, work }: Context): Tree {
  const place: Place = { path: [...path, TRANSFORM], span: macro.keySpan ?? macro.value.span }
  const content = contentOf(macro.value, place, include, work)
  const entries = tree.entries.flatMap((entry): readonly MapEntry[] => {
    if (entry !== macro) {
      const value = inside(entry.value, entry.key)
      return [value === entry.value ? entry : { ...entry, value }]
    }
    return content?.kind === 'map' ? content.entries : [entry]
  })
  if (content !== undefined && content.kind !== 'map') {
    if (tree.entries.length === 1) return content
    work.report('include-shape', { message: 'what is included beside other keys must be a map', place })
  }
  return { ...tree, entries }
}

/** What a macro brings in; undefined when nobody knows it here. */
function contentOf(macro: Tree, place: Place, include: Include | undefined, work: Work): Tree | undefined {
  const name = writtenText(entryOf(macro, 'Name')?.value)
  if (name !== INCLUDE) {
    work.leave(`what the macro ${name === undefined ? 'of Fn::Transform' : `"${name}"`} makes is not known before deployment`, place)
    return undefined
  }
  const location = locationIn(macro, work)
  if (location.why !== undefined) {
    work.leave(`what is included is not known: ${location.why}`, place)
    return undefined
  }
  const content = include?.(location.path)
  if (content === undefined) work.leave(`the included file "${location.path}" is not read`, place)
  return content
}

type Location = { readonly path: string; readonly why?: undefined } | { readonly why: string }

function locationIn(macro: Tree, work: Work): Location {
  const written = entryOf(entryOf(macro, 'Parameters')?.value, 'Location')?.value
  if (written === undefined) return { why: 'its Parameters have no Location' }
  const found = work.evaluate(written)
  if (found.is === 'unknown') return { why: found.why }
  if (found.is !== 'item') return { why: 'its Location is no text' }
  const { text } = found.item
  if (ADDRESS.test(text)) return { why: `"${text}" is not on this machine` }
  return ABSOLUTE.test(text) ? { why: `"${text}" is no relative path` } : { path: text }
}

/** `Transform: { Name: AWS::Include, … }`: its sections come to those of the template. */
function topIncludes(template: MapTree, include: Include | undefined, work: Work): MapTree {
  const transform = entryOf(template, 'Transform')
  if (transform === undefined) return template
  const listed = transform.value.kind === 'list' ? transform.value.items : [transform.value]
  const left: Tree[] = []
  const brought: MapEntry[] = []
  for (const [index, macro] of listed.entries()) {
    const path = transform.value.kind === 'list' ? ['Transform', index] : ['Transform']
    const place: Place = { path, span: macro.span ?? transform.keySpan }
    const content = macro.kind === 'map' ? contentOf(macro, place, include, work) : undefined
    if (content?.kind === 'map') for (const entry of content.entries) brought.push(entry)
    else {
      left.push(macro)
      if (content !== undefined) work.report('include-shape', { message: 'what is included at the top of a template must be a map', place })
    }
  }
  if (left.length === listed.length) return template
  const rest = template.entries.flatMap((entry): readonly MapEntry[] => {
    if (entry !== transform) return [entry]
    return left.length === 0 ? [] : [{ ...entry, value: { ...entry.value, kind: 'list', items: left } }]
  })
  return { ...template, entries: [...rest, ...brought] }
}
