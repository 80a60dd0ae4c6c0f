import type { Diagram, DiagramBox, DiagramEdge, DiagramNode } from '../model.js'
import { arranged } from './arrange.js'
import { Board } from './board.js'
import { GRID, grown, middle, piecesOf, type Point, type Rect, snapUp } from './geometry.js'
import { type Label, labelPlace } from './label.js'
import type { Gaps } from './layers.js'
import { occupy, route } from './route.js'
import { textWidth } from './text.js'
import { titleFace } from './title.js'

export interface PlacedEdge {
  readonly edge: DiagramEdge
  readonly points: readonly Point[]
  /** Undefined when there was no free place for its words. */
  readonly label: Label | undefined
}

/** Where everything stands, in pixels. A node that spans zones is one wide rectangle; one that skips a zone has several. */
export interface Layout {
  readonly w: number
  readonly h: number
  readonly boxes: readonly { readonly box: DiagramBox; readonly rect: Rect; readonly title: Rect }[]
  readonly nodes: readonly { readonly node: DiagramNode; readonly rect: Rect }[]
  readonly edges: readonly PlacedEdge[]
}

const MARGIN = 20
/** A drawing with more arrows is laid out once: a wider one takes as long again, and nobody reads every label of it. */
const MOST_EDGES_TRIED_AGAIN = 100
/** Tried in turn until every label has a place. */
const GAPS: readonly Gaps[] = [
  { row: 80, column: 40 },
  { row: 100, column: 80 },
  { row: 120, column: 120 },
  { row: 160, column: 160 },
]

/** Lays a diagram out. The same diagram always gets the same layout. */
export function layoutOf(diagram: Diagram): Layout {
  let best: Layout | undefined
  let missing = Number.POSITIVE_INFINITY
  const tries = diagram.edges.length > MOST_EDGES_TRIED_AGAIN ? GAPS.slice(0, 1) : GAPS
  for (const gaps of tries) {
    const layout = layoutWith(diagram, gaps)
    const without = layout.edges.filter(({ label }) => label === undefined).length
    if (best === undefined || without < missing) {
      best = layout
      missing = without
    }
    if (missing === 0) break
  }
  return best ?? layoutWith(diagram, { row: 80, column: 60 })
}

function titleRect(box: DiagramBox, rect: Rect): Rect {
  return { x: rect.x + 8, y: rect.y + 4, w: textWidth(box.title, titleFace(box)) + 6, h: 18 }
}

function layoutWith(diagram: Diagram, gaps: Gaps): Layout {
  const block = arranged(diagram, gaps)
  const size = { w: snapUp(block.w) + 2 * MARGIN, h: snapUp(block.h) + 2 * MARGIN }
  const shift = (rect: Rect): Rect => ({ ...rect, x: rect.x + MARGIN, y: rect.y + MARGIN })
  const rectOf = new Map(block.boxes.map(({ id, rect }) => [id, shift(rect)]))
  const boxes = diagram.boxes.flatMap((box) => {
    const rect = rectOf.get(box.id)
    return rect === undefined ? [] : [{ box, rect, title: titleRect(box, rect) }]
  })
  const nodes = diagram.nodes.flatMap((node) =>
    block.nodes.filter(({ id }) => id === node.id).map(({ rect }) => ({ node, rect: shift(rect) })),
  )
  return { ...size, boxes, nodes, edges: routed(diagram.edges, { size, boxes, nodes }) }
}

type Placed = Pick<Layout, 'boxes' | 'nodes'> & { readonly size: { readonly w: number; readonly h: number } }

function routed(edges: readonly DiagramEdge[], { size, boxes, nodes }: Placed): readonly PlacedEdge[] {
  const board = new Board(size)
  for (const { rect } of nodes) board.markNear(grown(rect, GRID))
  for (const { rect } of nodes) board.block(rect)
  for (const { title } of boxes) board.block(grown(title, 2))
  const taken: Rect[] = [...nodes.map(({ rect }) => rect), ...boxes.map(({ title }) => title)]
  const frames = boxes.map(({ rect }) => rect)
  const rectsOf = (id: string): readonly Rect[] => nodes.filter(({ node }) => node.id === id).map(({ rect }) => rect)
  const lines: Rect[] = []
  const holdersOf = (id: string): readonly string[] =>
    nodes.find(({ node }) => node.id === id)?.node.in.flatMap((box) => boxesAround(box, boxes)) ?? []
  const placed = new Map<DiagramEdge, PlacedEdge>()
  for (const edge of shortestFirst(edges, rectsOf)) {
    const own = new Set([...holdersOf(edge.from), ...holdersOf(edge.to)])
    board.setForeign(boxes.filter(({ box }) => !own.has(box.id)).map(({ rect }) => rect))
    const points = route(board, rectsOf(edge.from), rectsOf(edge.to))
    if (points === undefined) continue
    occupy(board, points)
    const label = labelPlace(edge.label, points, { taken, lines, frames })
    if (label !== undefined) {
      taken.push(label.rect)
      board.block(grown(label.rect, 3))
    }
    lines.push(...piecesOf(points))
    placed.set(edge, { edge, points, label })
  }
  return edges.flatMap((edge) => placed.get(edge) ?? [])
}

/** A box and everything that it is in. */
function boxesAround(id: string | undefined, boxes: Layout['boxes']): readonly string[] {
  const found = boxes.find(({ box }) => box.id === id)?.box
  return found === undefined ? [] : [found.id, ...boxesAround(found.parent, boxes)]
}

/** Short arrows have the least choice of ways. */
function shortestFirst(edges: readonly DiagramEdge[], rectsOf: (id: string) => readonly Rect[]): readonly DiagramEdge[] {
  const length = ({ from, to }: DiagramEdge): number => {
    const [a, b] = [rectsOf(from)[0], rectsOf(to)[0]].map((rect) => (rect === undefined ? { x: 0, y: 0 } : middle(rect)))
    return Math.abs((a?.x ?? 0) - (b?.x ?? 0)) + Math.abs((a?.y ?? 0) - (b?.y ?? 0))
  }
  return edges
    .map((edge) => ({ edge, far: length(edge) }))
    .toSorted((a, b) => a.far - b.far)
    .map(({ edge }) => edge)
}
