import { CONNECTORS, type EntryKind, type Reach } from '#catalog/index.js'
import type { EntryPoint, Journeys, Resource, Step } from '#graph/index.js'
import type { GraphFile } from './graph-output.js'
import type { Page } from './page.js'
import { columns } from './columns.js'
import { wrap } from './wrap.js'

const INDENT = '  '
/** Deeper steps are not indented further: the line needs room for its words. */
const DEEPEST = 16

const REACH: Readonly<Record<Reach, string>> = {
  internet: 'from the internet',
  network: 'from inside a network',
  account: 'with rights in an account',
  aws: 'by AWS',
}
const KINDS: Partial<Readonly<Record<EntryKind, string>>> = {
  api: 'API',
  url: 'URL',
  'load-balancer': 'load balancer',
  'sign-in': 'sign-in',
  'event-bus': 'event bus',
}

/** One file's graph for people: counts by type, entry points, and the journeys from them as trees. */
export function graphText(output: GraphFile, journeys: Journeys, page: Page): string {
  const { style, width } = page
  const present = output.resources.filter((resource) => resource.present !== 'no')
  const meant = output.edges.filter(({ kind, present: there }) => there !== 'no' && kind !== 'refers' && kind !== 'depends')
  const title = `${output.file}: ${count(present.length, 'resource')}, ${count(meant.length, 'relation')}, ${count(journeys.entries.length, 'entry point')}`
  const types = new Map<string, number>()
  for (const { type } of present) types.set(type, (types.get(type) ?? 0) + 1)
  return [
    ...wrap(title, width).map((line) => style.bold(line)),
    ...titled('Types', columns([...types].map(([type, many]) => [type, String(many)] as const).toSorted(byName), width), page),
    ...titled(
      'Entry points',
      columns(
        journeys.entries.map((entry) => [entry.resource.id, entryText(entry)] as const),
        width,
      ),
      page,
    ),
    ...titled('Journeys', treesOf(journeys, page), page),
    '',
  ].join('\n')
}

function titled(title: string, lines: readonly string[], { style }: Page): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines]
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function entryText({ kind, reach, certain }: EntryPoint): string {
  return `${KINDS[kind] ?? kind}, ${REACH[reach]}${certain ? '' : ', if it is there'}`
}

/** Every resource is unfolded once; where it comes up again, the tree says so. */
function treesOf(journeys: Journeys, page: Page): readonly string[] {
  const lines: string[] = []
  const unfolded = new Set<string>()
  for (const { resource } of journeys.entries) {
    if (journeys.next(resource).length === 0) continue
    const again = unfolded.has(resource.id)
    lines.push(...lineOf(0, `${resource.id} (${shortType(resource)})${again ? ': as above' : ''}`, page))
    if (again) continue
    unfolded.add(resource.id)
    const waiting = shownNext(resource, journeys)
      .map((step) => ({ step, depth: 1 }))
      .toReversed()
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const { step, depth } = at
      const next = shownNext(step.to, journeys)
      const seen = next.length > 0 && unfolded.has(step.to.id)
      lines.push(...lineOf(depth, stepText(step, seen), page))
      if (seen) continue
      unfolded.add(step.to.id)
      for (const after of next.toReversed()) waiting.push({ step: after, depth: depth + 1 })
    }
  }
  return lines
}

/** The steps from a resource, with what only connects left out. */
function shownNext(resource: Resource, journeys: Journeys): readonly Step[] {
  const found = new Map<string, Step>()
  const seen = new Set<string>()
  const waiting = [...journeys.next(resource)].toReversed()
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const onward = CONNECTORS.has(step.to.type) ? journeys.next(step.to) : []
    if (onward.length === 0) found.set(step.to.id, step)
    else if (!seen.has(step.to.id)) {
      seen.add(step.to.id)
      const { certain } = step
      for (const after of onward.toReversed()) waiting.push({ ...after, certain: certain && after.certain })
    }
  }
  return [...found.values()]
}

function stepText({ to, kinds, certain }: Step, again: boolean): string {
  return `${kinds.join(', ')} ${to.id} (${shortType(to)})${certain ? '' : ', if it is there'}${again ? ': as above' : ''}`
}

/** `AWS::Lambda::Function` -> `Lambda Function` */
function shortType({ type }: Resource): string {
  const [vendor, ...rest] = type.split('::')
  return vendor === 'AWS' && rest.length > 0 ? rest.join(' ') : type
}

function lineOf(depth: number, text: string, { width }: Page): readonly string[] {
  const indent = INDENT.repeat(Math.min(depth, DEEPEST) + 1)
  return wrap(text, width - indent.length - INDENT.length).map((line, index) => `${indent}${index === 0 ? '' : INDENT}${line}`)
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
