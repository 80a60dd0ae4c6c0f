import { type MapEntry, type MapTree, MAX_NESTING, type Tree } from '#core/index.js'
import type { Item } from '#graph/index.js'
import { substituted } from './substitute.js'
import { type Path, type Place, withItems, withValues, type Work, writtenText } from './work.js'

export const LOOP = 'Fn::ForEach'
const LOOP_WITH_NAME = /^Fn::ForEach::[A-Za-z0-9]+$/

/** Where a walk is: the path in the template as it is written, and the loops around it. */
interface Here {
  readonly path: Path
  readonly names: readonly string[]
}

interface Loop {
  readonly name: string
  readonly collection: Tree
  readonly body: MapTree
}

/** A part of a template with its loops (`Fn::ForEach::…`) written out; a loop that cannot be stays, and a diagnostic says why. */
export function withoutLoops(tree: Tree, path: Path, work: Work): Tree {
  return unrolled(tree, { path, names: [] }, work)
}

function unrolled(tree: Tree, here: Here, work: Work): Tree {
  if (tree.kind === 'scalar' || here.path.length > MAX_NESTING) return tree
  const inside = (child: Tree, step: string | number): Tree => unrolled(child, { ...here, path: [...here.path, step] }, work)
  if (tree.kind === 'list') return withItems(tree, inside)
  if (!tree.entries.some(({ key }) => key.startsWith(LOOP))) return withValues(tree, inside)
  const entries = tree.entries.flatMap((entry): readonly MapEntry[] => {
    if (entry.key.startsWith(LOOP)) return rounds(entry, here, work)
    const value = inside(entry.value, entry.key)
    return [value === entry.value ? entry : { ...entry, value }]
  })
  reportTwins(tree, entries, here, work)
  return { ...tree, entries }
}

/** What the rounds of a loop make; the loop itself when it cannot be run. */
function rounds(entry: MapEntry, here: Here, work: Work): readonly MapEntry[] {
  const place: Place = { path: [...here.path, entry.key], span: entry.keySpan ?? entry.value.span }
  const loop = loopIn(entry, here, place, work)
  if (loop === undefined) return [entry]
  const items = itemsOf(loop, place, work)
  if (items === undefined) return [entry]
  const names = [...here.names, loop.name]
  const made: MapEntry[] = []
  for (const item of items) {
    const body = substituted(loop.body, { name: loop.name, item }, work)
    const round = unrolled(body, { path: place.path, names }, work)
    if (work.spent) return [entry]
    if (round.kind === 'map') for (const each of round.entries) made.push(each)
  }
  return made
}

function loopIn({ key, value }: MapEntry, here: Here, place: Place, work: Work): Loop | undefined {
  const wrong = (message: string): undefined => {
    work.report('loop-shape', { message, place })
    return undefined
  }
  if (!LOOP_WITH_NAME.test(key)) return wrong(`"${key}" needs a name of letters and digits: write Fn::ForEach::NAME`)
  const [identifier, collection, body, ...rest] = value.kind === 'list' ? value.items : []
  const name = writtenText(identifier)
  if (name === undefined || collection === undefined || body === undefined || rest.length > 0)
    return wrong(`${key} takes a list of three: the name of an item, the items, and a map of what to repeat`)
  if (body.kind !== 'map') return wrong(`the third part of ${key}, what to repeat, must be a map`)
  if (here.names.includes(name)) return wrong(`${key} names its items "${name}" as the loop around it does; take another name`)
  const unnamed = body.entries.find((each) => !each.key.startsWith(LOOP) && !each.key.includes(`{${name}}`))
  if (unnamed !== undefined) return wrong(`"${unnamed.key}" is made in every round of ${key} under the same name; put \${${name}} into it`)
  return { name, collection, body }
}

function itemsOf({ collection }: Loop, place: Place, work: Work): readonly Item[] | undefined {
  const loop = String(place.path.at(-1))
  const found = work.evaluate(collection)
  switch (found.is) {
    case 'list':
      return found.items
    case 'unknown':
      work.report('loop-not-known', {
        severity: 'info',
        message: `the items of ${loop} are not known: ${found.why}; what it makes is left out`,
        place,
      })
      return undefined
    case 'item':
    case 'neither':
      work.report('loop-collection', {
        message: `the items of ${loop} must be a list of texts${found.is === 'item' ? `, they are "${found.item.text}"` : ''}`,
        place: { ...place, span: collection.span ?? place.span },
      })
      return undefined
  }
}

/** What two rounds make under one name, or a round and the template. */
function reportTwins(before: MapTree, entries: readonly MapEntry[], { path }: Here, work: Work): void {
  const written = new Set(before.entries)
  const seen = new Map<string, MapEntry>()
  const told = new Set<string>()
  for (const entry of entries) {
    const other = seen.get(entry.key)
    seen.set(entry.key, entry)
    // Two that are both written were reported when the text was read.
    if (other === undefined || told.has(entry.key) || (written.has(other) && written.has(entry))) continue
    told.add(entry.key)
    const message = `a loop makes "${entry.key}" a second time; the items must give different names`
    work.report('loop-duplicate', { message, place: { path: [...path, entry.key], span: entry.keySpan } })
  }
}

/** Loops where CloudFormation takes none. */
export function reportStrayLoops(section: Tree, name: string, allowed: readonly string[], work: Work): void {
  if (section.kind !== 'map') return
  for (const { key, keySpan } of section.entries) {
    if (!key.startsWith(`${LOOP}::`)) continue
    const message = `${key} cannot stand in ${name}; loops work in ${allowed.join(', ')}`
    work.report('loop-place', { message, place: { path: [name, key], span: keySpan } })
  }
}
