import type { EdgeKind, LinkedEdge, Query, Resource } from '#graph/index.js'
import { drawnAs } from './drawn.js'
import { figureOf } from './figures.js'
import type { DrawnType } from './types.js'

/** An arrow between two drawn resources. `flow`: the work itself, not logs, alarms, backups or a setting such as a filter. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly kind: EdgeKind
  readonly flow: boolean
}

const FLOWS: ReadonlySet<EdgeKind> = new Set(['routes', 'invokes', 'publishes', 'subscribes', 'reads', 'writes', 'logs-to', 'fails-to'])

/** Says nothing beside a label that says more. */
export const GENERIC = 'requests'

const WORDS: Partial<Readonly<Record<EdgeKind, string>>> = {
  routes: GENERIC,
  invokes: 'invokes',
  publishes: 'messages',
  subscribes: 'messages',
  reads: 'reads',
  writes: 'writes',
  'logs-to': 'logs',
  'fails-to': 'failures',
}

/** Whether a path of a property (`Resources.0`) is the one that a pattern (`Resources.*`) means, or lies inside it. */
function isAt(path: string, pattern: string): boolean {
  const steps = path.split('.')
  return pattern.split('.').every((step, index) => (step === '*' ? steps[index] !== undefined : step === steps[index]))
}

function outgoing(resource: Resource, q: Query): readonly LinkedEdge[] {
  return q.edges({ from: resource }).filter(({ kind }) => FLOWS.has(kind))
}

interface Step {
  readonly at: Resource
  readonly protocol: string | undefined
}

/** What a drawn resource does to other drawn ones, directly or through folded ones. */
export function arrowsFrom(source: Resource, row: DrawnType, q: Query): readonly Arrow[] {
  const found: Arrow[] = []
  const seen = new Set([source.id])
  const queue: Step[] = [{ at: source, protocol: undefined }]
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    for (const edge of outgoing(step.at, q)) {
      const target = drawnAs(edge.to, q)
      if (target.draw === 'container' || edge.to.id === source.id) continue
      if (target.draw !== 'folded') {
        const label = labelOf(edge, { row, target, protocol: step.protocol })
        found.push({
          from: source.id,
          to: edge.to.id,
          label,
          kind: edge.kind,
          flow: edge.kind !== 'logs-to' && row.category !== 'management',
        })
      } else if (!seen.has(edge.to.id)) {
        seen.add(edge.to.id)
        const spoken = target.protocol === undefined ? undefined : figureOf(target.protocol, edge.to, q)
        queue.push({ at: edge.to, protocol: spoken ?? step.protocol })
      }
    }
  }
  return found
}

function labelOf(edge: LinkedEdge, context: { row: DrawnType; target: DrawnType; protocol: string | undefined }): string {
  const { row, target, protocol } = context
  const called = Object.entries(row.calls ?? {}).find(([path]) => isAt(edge.path, path))?.[1]
  if (called !== undefined) return called
  if (edge.kind === 'routes') return protocol ?? target.speaks ?? GENERIC
  if ((edge.kind === 'invokes' || edge.kind === 'publishes') && row.emits !== undefined) return row.emits
  return WORDS[edge.kind] ?? edge.kind
}

function namedAt(resource: Resource, pattern: string, q: Query): readonly Resource[] {
  if (pattern === 'self') return [resource]
  return q.edges({ from: resource, kind: 'refers' }).flatMap(({ path, to }) => (isAt(path, pattern) ? [to] : []))
}

/** The arrows that a resource stands for by its table row. */
export function linksOf(resource: Resource, row: DrawnType, q: Query): readonly Arrow[] {
  return (row.links ?? []).flatMap(({ from, to, label }) =>
    namedAt(resource, from, q).flatMap((source) =>
      namedAt(resource, to, q)
        .filter((target) => target.id !== source.id && [source, target].every((end) => isDrawn(end, q)))
        .map((target): Arrow => ({ from: source.id, to: target.id, label, kind: 'refers', flow: false })),
    ),
  )
}

function isDrawn(resource: Resource, q: Query): boolean {
  const { draw } = drawnAs(resource, q)
  return draw === 'node' || draw === 'group'
}

/** Without the arrows that say the same twice: a function that is invoked from a queue also reads that queue. */
export function withoutPolling(arrows: readonly Arrow[]): readonly Arrow[] {
  const invoked = new Set(arrows.filter(({ kind }) => kind === 'invokes').map(({ from, to }) => `${from} ${to}`))
  return arrows.filter(({ kind, from, to }) => !(kind === 'reads' && invoked.has(`${to} ${from}`)))
}
