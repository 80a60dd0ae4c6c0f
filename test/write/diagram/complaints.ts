import type { Diagram, Layout } from '#write/diagram/index.js'

interface Rect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}
type Edge = Layout['edges'][number]

const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h
const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const))
const when = (wrong: boolean, what: string): readonly string[] => (wrong ? [what] : [])

function ancestors(diagram: Diagram, id: string | undefined): readonly string[] {
  const box = diagram.boxes.find((each) => each.id === id)
  return box === undefined ? [] : [box.id, ...ancestors(diagram, box.parent)]
}

function boxComplaints(diagram: Diagram, { boxes, nodes }: Layout): readonly string[] {
  const related = (a: string, b: string): boolean => ancestors(diagram, a).includes(b) || ancestors(diagram, b).includes(a)
  return [
    ...pairs(boxes).flatMap(([a, b]) => when(!related(a.box.id, b.box.id) && overlap(a.rect, b.rect), `${a.box.id} overlaps ${b.box.id}`)),
    ...boxes.flatMap(({ box, rect, title }) => [
      ...boxes.flatMap((outer) => when(outer.box.id === box.parent && !contains(outer.rect, rect), `${box.id} leaves its parent`)),
      ...when(!contains(rect, title), `the title of ${box.id} is cut`),
      ...nodes.flatMap(({ node, rect: other }) => when(overlap(title, other), `${node.id} hides the title of ${box.id}`)),
    ]),
  ]
}

function nodeComplaints(diagram: Diagram, { boxes, nodes }: Layout): readonly string[] {
  return [
    ...pairs(nodes).flatMap(([a, b]) => when(overlap(a.rect, b.rect), `${a.node.id} overlaps ${b.node.id}`)),
    ...nodes.flatMap(({ node, rect }) => {
      const holders = new Set(node.in.flatMap((id) => ancestors(diagram, id)))
      return boxes.flatMap(({ box, rect: frame }) => {
        const met = overlap(frame, rect)
        // A band runs over its subnets from side to side, never above or below them.
        const rowLeft = rect.y < frame.y || rect.y + rect.h > frame.y + frame.h
        return [
          ...when(node.in.length === 1 && node.in[0] === box.id && !contains(frame, rect), `${node.id} leaves ${box.id}`),
          ...when(node.in.length > 1 && node.in.includes(box.id) && met && rowLeft, `${node.id} leaves the row of ${box.id}`),
          ...when(!holders.has(box.id) && met, `${node.id} reaches into ${box.id}`),
        ]
      })
    }),
    ...diagram.nodes.flatMap((node) =>
      node.in.flatMap((id) => {
        const frame = boxes.find(({ box }) => box.id === id)?.rect
        const isThere = nodes.some((each) => each.node.id === node.id && frame !== undefined && overlap(each.rect, frame))
        return when(frame !== undefined && !isThere, `${node.id} is not drawn in ${id}`)
      }),
    ),
  ]
}

const touches = (rect: Rect, { x, y }: { readonly x: number; readonly y: number }): boolean =>
  contains(rect, { x, y, w: 0, h: 0 }) && (x === rect.x || x === rect.x + rect.w || y === rect.y || y === rect.y + rect.h)

/** The straight pieces of an arrow as rectangles a tenth of a pixel thick. */
function piecesOf({ points }: Edge): readonly Rect[] {
  return points.slice(1).map((end, index) => {
    const start = points[index] ?? end
    return {
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      w: Math.abs(end.x - start.x) || 0.1,
      h: Math.abs(end.y - start.y) || 0.1,
    }
  })
}

function edgeComplaints(layout: Layout, placed: Edge): readonly string[] {
  const { edge, points, label } = placed
  const name = `${edge.from} > ${edge.to}`
  const isOn = (id: string, point: Edge['points'][number] | undefined): boolean =>
    layout.nodes.some(({ node, rect }) => node.id === id && point !== undefined && touches(rect, point))
  const inside = (rect: Rect): Rect => ({ x: rect.x + 1, y: rect.y + 1, w: rect.w - 2, h: rect.h - 2 })
  return [
    ...when(!isOn(edge.from, points[0]), `${name} does not begin at its node`),
    ...when(!isOn(edge.to, points.at(-1)), `${name} does not end at its node`),
    ...piecesOf(placed).flatMap((piece) => [
      ...when(piece.w > 0.1 && piece.h > 0.1, `${name} is not upright or level`),
      ...layout.nodes.flatMap(({ node, rect }) => when(overlap(inside(rect), piece), `${name} runs through ${node.id}`)),
      ...layout.boxes.flatMap(({ box, title }) => when(overlap(title, piece), `${name} runs through the title of ${box.id}`)),
      ...layout.edges.flatMap((other) =>
        when(
          other !== placed && other.label !== undefined && overlap(other.label.rect, piece),
          `${name} runs through the label "${other.edge.label}"`,
        ),
      ),
    ]),
    ...(label === undefined
      ? []
      : [
          ...layout.nodes.flatMap(({ node, rect }) => when(overlap(label.rect, rect), `the label of ${name} lies on ${node.id}`)),
          ...layout.boxes.flatMap(({ box, title }) =>
            when(overlap(label.rect, title), `the label of ${name} lies on the title of ${box.id}`),
          ),
        ]),
  ]
}

function labelComplaints({ edges }: Layout): readonly string[] {
  return pairs(edges.flatMap(({ label }) => label?.rect ?? [])).flatMap(([a, b]) => when(overlap(a, b), 'two labels overlap'))
}

/** Every way in which a layout is wrong, in words. */
export function complaints(diagram: Diagram, layout: Layout): readonly string[] {
  return [
    ...boxComplaints(diagram, layout),
    ...nodeComplaints(diagram, layout),
    ...layout.edges.flatMap((placed) => edgeComplaints(layout, placed)),
    ...labelComplaints(layout),
  ]
}
