import * as z from 'zod'
import { type Journeys, listingOf, type Presence, type Query, type Step } from '#graph/index.js'
import type { DiagnosticOutput } from './diagnostics.js'
import type { Stack } from './stacks.js'

interface ResourceRow {
  readonly id: string
  readonly type: string
  /** The template that it stands in, when that is a nested one or another of the same app. */
  readonly file?: string
  /** The SAM resource that it was made of. */
  readonly madeOf?: string
  readonly present: Presence
  /** Name of the condition under which it exists. */
  readonly condition?: string
  readonly line?: number
  readonly column?: number
  readonly constructPath?: string
}

interface EdgeRow {
  readonly from: string
  readonly to: string
  readonly kind: string
  /** The resource whose property says so, when it is not `from`. */
  readonly at?: string
  readonly path: string
  readonly present: Presence
  /** Conditions, and how they have to come out. */
  readonly guards?: Readonly<Record<string, boolean>>
}

interface EntryRow {
  readonly resource: string
  readonly kind: string
  readonly reach: string
  readonly certain: boolean
}

interface StepRow {
  readonly from: string
  readonly to: string
  readonly kinds: readonly string[]
  readonly certain: boolean
}

interface JourneyRow {
  readonly entry: string
  readonly ends: readonly string[]
}

// Tools carry their schemas in every conversation: what a row holds is said in words here, and in full by the interfaces above.
const rows = (about: string): z.ZodArray<z.ZodUnknown> => z.array(z.unknown()).describe(about)

export const GRAPH_FILE = z.object({
  file: z.string(),
  diagnostics: z.array(z.unknown()).optional().describe('why it could not be read'),
  resources: rows('id, type, file (if another), madeOf, present (yes, no, maybe), condition, line, column, constructPath'),
  edges: rows('from, to, kind, at (resource of the path, if not from), path, present, guards'),
  entryPoints: rows('resource, kind, reach, certain'),
  steps: rows('all journeys in one: from, to, kinds, certain'),
  journeys: rows('entry, ends (stores and sinks)'),
  notWalked: z.number().optional(),
})

export interface GraphFile extends z.output<typeof GRAPH_FILE> {
  diagnostics?: DiagnosticOutput[]
  resources: ResourceRow[]
  edges: EdgeRow[]
  entryPoints: EntryRow[]
  steps: StepRow[]
  journeys: JourneyRow[]
}

export const SKIPPED = rows('path, why')

interface Read {
  readonly stack: Stack
  readonly q: Query
  readonly journeys: Journeys
}

/** Steps that all journeys of a file may take together. */
const MOST_STEPS = 200_000

export function graphOutput(file: string, { stack, q, journeys }: Read): GraphFile {
  const { resources, edges } = listingOf(stack.graph, q)
  return {
    file,
    resources: resources.map(({ id, type, present, guard, span, origin }) => ({
      id,
      type,
      ...(origin.file === undefined || origin.file === file ? {} : { file: origin.file }),
      ...(origin.madeOf === undefined ? {} : { madeOf: origin.madeOf }),
      present,
      ...(guard === undefined ? {} : { condition: guard }),
      ...(span === undefined ? {} : { line: span.line, column: span.column }),
      ...constructOf(stack.templates.get(origin.file ?? file)?.constructs.get(origin.logicalId)?.path ?? origin.constructPath),
    })),
    edges: edges.map(({ from, to, kind, at, path, present, guards }) => ({
      from,
      to,
      kind,
      ...(at === from ? {} : { at }),
      path,
      present,
      ...(guards.length === 0 ? {} : { guards: Object.fromEntries(guards.map(({ condition, holds }) => [condition, holds])) }),
    })),
    entryPoints: journeys.entries.map(({ resource, kind, reach, certain }) => ({ resource: resource.id, kind, reach, certain })),
    steps: stepsOf(journeys).map(({ from, to, kinds, certain }) => ({ from: from.id, to: to.id, kinds: [...kinds], certain })),
    ...walked(journeys),
  }
}

function constructOf(constructPath: string | undefined): Pick<ResourceRow, 'constructPath'> {
  return constructPath === undefined ? {} : { constructPath }
}

/** Every step that is part of a journey, once. */
function stepsOf(journeys: Journeys): readonly Step[] {
  const steps: Step[] = []
  const waiting = journeys.entries.map(({ resource }) => resource).toReversed()
  const seen = new Set<string>()
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at.id)) continue
    seen.add(at.id)
    const next = journeys.next(at)
    steps.push(...next)
    for (const { to } of next.toReversed()) waiting.push(to)
  }
  return steps
}

function walked(journeys: Journeys): Pick<GraphFile, 'journeys' | 'notWalked'> {
  let left = MOST_STEPS
  const list: JourneyRow[] = []
  for (const entry of journeys.entries) {
    if (left <= 0) break
    const { steps, ends } = journeys.from(entry)
    left -= steps.length
    list.push({ entry: entry.resource.id, ends: ends.map(({ id }) => id) })
  }
  const rest = journeys.entries.length - list.length
  return { journeys: list, ...(rest === 0 ? {} : { notWalked: rest }) }
}
