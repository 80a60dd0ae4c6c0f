import { layoutOf, type Layout, type PlacedEdge } from './layout/layout.js'
import type { Point, Rect } from './layout/geometry.js'
import { LABEL_LINE } from './layout/label.js'
import { nodeText, textPlaces, TILE } from './layout/node-text.js'
import { type Face, textWidth, wrapped } from './layout/text.js'
import { LABEL_FACE, titleFace } from './layout/title.js'
import type { Category, Diagram, DiagramNode } from './model.js'
import { BOX_STYLE, PALETTE } from './palette.js'

const INK = '#1f2933'
const SOFT = '#52606d'
const ARROW = '#3e4c59'
const HEADING: Face = { size: 18, bold: true }
const SMALL: Face = { size: 11 }
const HEAD = 50
const SIDE = 30

function escaped(words: string): string {
  // Characters that XML 1.0 does not allow become the replacement character.
  // oxlint-disable-next-line no-control-regex -- they are what has to go
  const allowed = words.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD')
  return allowed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')
}

const number = (value: number): string => String(Math.round(value * 10) / 10)

function text(
  at: Point,
  words: string,
  { face, fill, anchor }: { readonly face: Face; readonly fill: string; readonly anchor?: 'middle' },
): string {
  const weight = face.bold === true ? ' font-weight="bold"' : ''
  const placing = anchor === undefined ? '' : ` text-anchor="${anchor}"`
  return `<text x="${number(at.x)}" y="${number(at.y)}" font-size="${face.size}"${weight}${placing} fill="${fill}">${escaped(words)}</text>`
}

function frame(
  rect: Rect,
  style: { readonly fill: string; readonly line: string; readonly dash?: string; readonly radius: number },
): string {
  const dash = style.dash === undefined ? '' : ` stroke-dasharray="${style.dash}"`
  return `<rect x="${number(rect.x)}" y="${number(rect.y)}" width="${number(rect.w)}" height="${number(rect.h)}" rx="${style.radius}" fill="${style.fill}" stroke="${style.line}" stroke-width="1.2"${dash}/>`
}

function boxes({ boxes: placed }: Layout): readonly string[] {
  return placed.flatMap(({ box, rect, title }) => {
    const style = BOX_STYLE[box.kind]
    return [
      frame(rect, { ...style, radius: 6 }),
      text({ x: title.x + 3, y: title.y + 14 }, box.title, { face: titleFace(box), fill: box.kind === 'subnet' ? SOFT : style.line }),
    ]
  })
}

function nodeLines(node: DiagramNode, rect: Rect): readonly string[] {
  const { line, fill } = PALETTE[node.category]
  const { tile, lines } = textPlaces(nodeText(node, rect.w), rect)
  const corner = { x: rect.x + tile.x, y: rect.y + tile.y }
  const glyph: Face = { size: node.glyph.length > 2 ? 11 : 13, bold: true }
  return [
    frame(rect, { fill, line, radius: 6 }),
    `<rect x="${number(corner.x)}" y="${number(corner.y)}" width="${TILE}" height="${TILE}" rx="5" fill="${line}"/>`,
    text({ x: corner.x + TILE / 2, y: corner.y + TILE / 2 + 4.5 }, node.glyph, { face: glyph, fill: '#ffffff', anchor: 'middle' }),
    ...lines.map((each) =>
      text({ x: rect.x + each.x, y: rect.y + each.y }, each.text, { face: each.face, fill: each.tone === 'soft' ? SOFT : INK }),
    ),
  ]
}

function edgeLines({ edge, points }: PlacedEdge): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join(' ')
  return `<path d="${path}" fill="none" stroke="${ARROW}" stroke-width="1.4"${edge.kind === 'flow' ? '' : ' stroke-dasharray="5 3"'} stroke-linejoin="round" marker-end="url(#arrow)"><title>${escaped(`${edge.from} to ${edge.to}: ${edge.label}`)}</title></path>`
}

function labelLines({ label }: PlacedEdge): readonly string[] {
  if (label === undefined) return []
  const { rect, lines } = label
  return [
    `<rect x="${number(rect.x)}" y="${number(rect.y)}" width="${number(rect.w)}" height="${number(rect.h)}" rx="3" fill="#ffffff"/>`,
    ...lines.map((line, index) =>
      text({ x: rect.x + rect.w / 2, y: rect.y + 13 + index * LABEL_LINE }, line, { face: LABEL_FACE, fill: INK, anchor: 'middle' }),
    ),
  ]
}

interface Legend {
  readonly lines: readonly string[]
  readonly height: number
}

function legend(diagram: Diagram, width: number, top: number): Legend {
  const order = Object.keys(PALETTE)
  const used = [...new Set(diagram.nodes.map(({ category }) => category))].sort((a, b) => order.indexOf(a) - order.indexOf(b))
  let [x, y] = [SIDE, top]
  const swatches = used.flatMap((category: Category) => {
    const { title, line, fill } = PALETTE[category]
    const w = 24 + textWidth(title, SMALL) + 20
    if (x > SIDE && x + w > width - SIDE) {
      x = SIDE
      y += 20
    }
    const parts = [
      frame({ x, y: y - 10, w: 14, h: 12 }, { fill, line, radius: 2 }),
      text({ x: x + 20, y }, title, { face: SMALL, fill: INK }),
    ]
    x += w
    return parts
  })
  const notes = wrapped(noteOf(diagram), width - 2 * SIDE, SMALL)
  return {
    lines: [...swatches, ...notes.map((line, index) => text({ x: SIDE, y: y + 22 + index * 16 }, line, { face: SMALL, fill: SOFT }))],
    height: y - top + 22 + notes.length * 16 + 10,
  }
}

function noteOf({ regions, notDrawn }: Diagram): string {
  const where = regions.length === 0 ? [] : [`Region${regions.length > 1 ? 's' : ''}: ${regions.join(', ')}.`]
  const helpers =
    notDrawn === 0 ? [] : [`${notDrawn} helper resource${notDrawn > 1 ? 's' : ''} (roles, routes, log groups and the like) not drawn.`]
  return [...where, 'Solid arrows: requests and data. Dashed arrows: logs, alarms, backups and settings.', ...helpers].join(' ')
}

/** In words, for those who cannot see it. */
function described(diagram: Diagram): string {
  const named = new Map(diagram.nodes.map((node) => [node.id, `${node.service} ${node.name}`]))
  const flows = diagram.edges.map(({ from, to, label }) => `${named.get(from) ?? from} to ${named.get(to) ?? to} (${label})`)
  return `${diagram.nodes.length} parts: ${[...named.values()].join('; ')}.${flows.length === 0 ? '' : ` Flows: ${flows.join('; ')}.`}`
}

/** The diagram as a picture of its own: no script, no link, no font to load. The same diagram gives the same bytes. */
export function svgOf(diagram: Diagram): string {
  const layout = layoutOf(diagram)
  const heading = wrapped(diagram.title, Math.max(layout.w, 480) - 2 * SIDE, HEADING)
  const headed = HEAD + (heading.length - 1) * 24
  const width = Math.ceil(Math.max(layout.w, 480))
  const notes = legend(diagram, width, headed + layout.h + 14)
  const height = Math.ceil(headed + layout.h + 14 + notes.height)
  const left = Math.floor((width - layout.w) / 2)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="Arial, Helvetica, sans-serif">`,
    `<title id="title">${escaped(diagram.title)}</title>`,
    `<desc id="desc">${escaped(described(diagram))}</desc>`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 L10 5 L0 9 z" fill="${ARROW}"/></marker></defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...heading.map((line, index) => text({ x: SIDE, y: 34 + index * 24 }, line, { face: HEADING, fill: INK })),
    `<g transform="translate(${left} ${headed})">`,
    ...boxes(layout),
    ...layout.edges.map(edgeLines),
    ...layout.nodes.flatMap(({ node, rect }) => nodeLines(node, rect)),
    ...layout.edges.flatMap(labelLines),
    '</g>',
    ...notes.lines,
    '</svg>',
    '',
  ].join('\n')
}
