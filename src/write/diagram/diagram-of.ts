import { type EntryPoint, journeysOf, type Query, type Resource } from '#graph/index.js'
import { acrossStacks } from './across.js'
import { drawnAs, figuresOf, isGlobal, serviceName } from './drawn.js'
import { type Arrow, arrowsFrom, GENERIC, linksOf, withoutPolling } from './links.js'
import type { Diagram, DiagramBox, DiagramEdge, DiagramNode } from './model.js'
import { type Network, networkOf } from './places.js'
import type { DrawnType, Entry } from './types.js'

/** One stack to draw. */
export interface DrawnStack {
  /** Distinguishes stacks; not printed when there is one. */
  readonly name: string
  /** Undefined: not known. */
  readonly region: string | undefined
  readonly q: Query
}

// A colon cannot stand in a logical id.
const OUTSIDE = 'box:outside'
const ACCOUNT = 'box:account'
const GLOBAL = 'box:global'

const ACTORS: Readonly<Record<Entry['actor'], DiagramNode>> = {
  users: { id: 'actor:users', service: 'Users', name: 'on the internet', figures: [], category: 'client', glyph: 'U', in: [OUTSIDE] },
  producers: {
    id: 'actor:producers',
    service: 'Producers',
    name: 'applications that send work',
    figures: [],
    category: 'client',
    glyph: 'P',
    in: [OUTSIDE],
  },
}

interface Part {
  readonly boxes: readonly DiagramBox[]
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
  readonly actors: ReadonlySet<Entry['actor']>
  readonly notDrawn: number
}

/** The picture of one or several stacks: what a person would draw, nested as AWS nests it. */
export function diagramOf(stacks: readonly DrawnStack[], options: { readonly title: string }): Diagram {
  const prefixed = stacks.map((stack) => ({ ...stack, prefix: stacks.length === 1 ? '' : `${stack.name}/` }))
  const parts = prefixed.map((stack) => partOf(stack, stack.prefix))
  const actors = (['users', 'producers'] as const).filter((actor) => parts.some((part) => part.actors.has(actor)))
  const nodes = [...actors.map((actor) => ACTORS[actor]), ...parts.flatMap((part) => part.nodes)]
  const used = new Set(nodes.flatMap((node) => node.in))
  const regions = [...new Set(stacks.map(({ region }) => region))]
  const outer: readonly DiagramBox[] = [
    { id: OUTSIDE, kind: 'outside', title: 'Outside AWS' },
    { id: ACCOUNT, kind: 'account', title: 'AWS account' },
    { id: GLOBAL, kind: 'global', title: 'AWS edge (global)', parent: ACCOUNT },
    ...regions.map((region): DiagramBox => ({ id: regionId(region), kind: 'region', title: regionTitle(region), parent: ACCOUNT })),
  ]
  const inner = parts.flatMap((part) => part.boxes)
  const isUsed = (box: DiagramBox): boolean => used.has(box.id) || box.kind === 'account' || inner.some(({ parent }) => parent === box.id)
  return {
    title: options.title,
    regions: regions.flatMap((region) => region ?? []),
    boxes: [...outer.filter(isUsed), ...inner],
    nodes,
    edges: [...parts.flatMap((part) => part.edges), ...acrossStacks(prefixed)],
    notDrawn: parts.reduce((sum, part) => sum + part.notDrawn, 0),
  }
}

function regionId(region: string | undefined): string {
  return `box:region:${region ?? ''}`
}

function regionTitle(region: string | undefined): string {
  return region === undefined ? 'Region (not stated)' : `Region ${region}`
}

interface Drawn {
  readonly resource: Resource
  readonly row: DrawnType
  readonly in: readonly string[]
}

function partOf({ region, q }: DrawnStack, prefix: string): Part {
  const network = networkOf(q, { prefix, parent: regionId(region) })
  const all = q.all().map((resource) => ({ resource, row: drawnAs(resource, q) }))
  const drawn = all.flatMap(({ resource, row }): readonly Drawn[] => {
    if (row.draw !== 'node' && row.draw !== 'group') return []
    const inNetwork = network.boxesOf(resource)
    return [{ resource, row, in: inNetwork.length > 0 ? inNetwork : [isGlobal(row, resource, q) ? GLOBAL : regionId(region)] }]
  })
  const groups = groupsOf(drawn)
  const idOf = new Map(
    groups.flatMap((group) => group.map(({ resource }) => [resource.id, prefix + (group[0]?.resource.id ?? resource.id)])),
  )
  const arrows = withoutPolling([
    ...drawn.flatMap(({ resource, row }) => arrowsFrom(resource, row, q)),
    ...all.flatMap(({ resource, row }) => linksOf(resource, row, q)),
  ])
  const entryPoints = new Map(journeysOf(q).entries.map((entry) => [entry.resource.id, entry]))
  const entries = drawn.flatMap((each) => entryOf(each, arrows, entryPoints))
  const renamed = (id: string): string => idOf.get(id) ?? id
  return {
    boxes: network.boxes,
    nodes: groups.flatMap((group) => nodeOf(group, { q, network, prefix })),
    edges: merged([
      ...entries.map(({ actor, to, label }) => ({ from: ACTORS[actor].id, to: renamed(to), label, kind: 'flow' as const })),
      ...arrows.map(({ from, to, label, flow }) => ({
        from: renamed(from),
        to: renamed(to),
        label,
        kind: flow ? ('flow' as const) : ('support' as const),
      })),
    ]),
    actors: new Set(entries.map(({ actor }) => actor)),
    notDrawn: all.filter(({ row }) => row.draw === 'folded').length,
  }
}

/** Resources that share a box; each node alone, in the order of the template. */
function groupsOf(drawn: readonly Drawn[]): readonly (readonly Drawn[])[] {
  const groups = new Map<string, Drawn[]>()
  for (const each of drawn) {
    const key = each.row.draw === 'group' ? `${each.row.type} ${each.in.join(' ')}` : each.resource.id
    const group = groups.get(key) ?? []
    group.push(each)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function nodeOf(
  group: readonly Drawn[],
  { q, network, prefix }: { readonly q: Query; readonly network: Network; readonly prefix: string },
): readonly DiagramNode[] {
  const [first] = group
  if (first === undefined) return []
  const { resource, row } = first
  const several = group.length > 1
  const service = serviceName(row, resource, q)
  const zones = row.network === 'nat' ? network.zonesBehind(resource) : []
  const behind = zones.length === 0 ? [] : [`outbound for zone${zones.length > 1 ? 's' : ''} ${zones.join(', ')}`]
  return [
    {
      id: prefix + resource.id,
      service: several ? `${service}s` : service,
      name: several ? `${group.length} ${service.split(' ').at(-1) ?? ''}s` : resource.id,
      figures: [...new Set(group.flatMap((each) => figuresOf(row, each.resource, q))), ...behind],
      category: row.category,
      glyph: row.glyph,
      in: first.in,
    },
  ]
}

interface EntryArrow {
  readonly actor: Entry['actor']
  readonly to: string
  readonly label: string
}

function entryOf({ resource, row }: Drawn, arrows: readonly Arrow[], entryPoints: ReadonlyMap<string, EntryPoint>): readonly EntryArrow[] {
  const { entry } = row
  if (entry === undefined) return []
  const point = entryPoints.get(resource.id)
  if (point === undefined && entry.always !== true) return []
  if (entry.internet === true && (point?.reach !== 'internet' || !point.certain)) return []
  const led = arrows.some(({ flow, to }) => flow && to === resource.id)
  return led && entry.always !== true ? [] : [{ actor: entry.actor, to: resource.id, label: entry.label }]
}

/** One arrow for each pair, with everything that flows along it. */
function merged(edges: readonly DiagramEdge[]): readonly DiagramEdge[] {
  const pairs = new Map<string, { readonly edge: DiagramEdge; readonly labels: Set<string>; readonly kinds: Set<DiagramEdge['kind']> }>()
  for (const edge of edges) {
    if (edge.from === edge.to) continue
    const key = `${edge.from} ${edge.to}`
    const pair = pairs.get(key) ?? { edge, labels: new Set(), kinds: new Set() }
    pair.labels.add(edge.label)
    pair.kinds.add(edge.kind)
    pairs.set(key, pair)
  }
  return [...pairs.values()].map(({ edge, labels, kinds }) => ({
    ...edge,
    label: [...labels].filter((label) => label !== GENERIC || labels.size === 1).join(', '),
    kind: kinds.has('flow') ? 'flow' : 'support',
  }))
}
