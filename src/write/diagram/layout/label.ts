import { contains, GRID, grown, overlap, piecesOf, type Point, type Rect } from './geometry.js'
import { textWidth, wrapped } from './text.js'
import { LABEL_FACE } from './title.js'

export const LABEL_LINE = 14
const LABEL_PADDING = 4
const WIDEST = 130
/** Length of an arrow's end that its label leaves free. */
const END_FREE = 16
const START_FREE = 6
const BEND_FREE = 4
/** Distance to everything else. */
const CLEAR = 3

export interface Label {
  readonly lines: readonly string[]
  readonly rect: Rect
}

export interface Surroundings {
  /** Nodes, titles, labels that are placed. */
  readonly taken: readonly Rect[]
  /** Straight pieces of the other arrows. */
  readonly lines: readonly Rect[]
  /** Frames of boxes: a label stands on one only when there is no other place. */
  readonly frames: readonly Rect[]
}

function crossesFrame(rect: Rect, frames: readonly Rect[]): boolean {
  return frames.some((frame) => overlap(grown(rect, 5), frame) && !contains(frame, grown(rect, 5)))
}

interface Ends {
  readonly start: number
  readonly end: number
}

/** Places for a label on one straight piece, from its middle outwards. */
function placesOn(piece: Rect, size: { readonly w: number; readonly h: number }, free: Ends): readonly Rect[] {
  const upright = piece.h > 0
  const length = upright ? piece.h : piece.w
  const extent = upright ? size.h : size.w
  const room = length - extent - free.start - free.end
  if (room < 0) return []
  const middle = free.start + room / 2
  const offsets = [0]
  for (let off = GRID / 2; off <= room / 2; off += GRID / 2) offsets.push(-off, off)
  return offsets.map((off) =>
    upright
      ? { x: piece.x - size.w / 2, y: piece.y + middle + off, ...size }
      : { x: piece.x + middle + off, y: piece.y - size.h / 2, ...size },
  )
}

/** Where the words of an arrow stand: on its own line, on nothing else. Undefined when there is no such place. */
export function labelPlace(text: string, points: readonly Point[], { taken, lines, frames }: Surroundings): Label | undefined {
  const words = wrapped(text, WIDEST, LABEL_FACE)
  const size = {
    w: Math.max(...words.map((line) => textWidth(line, LABEL_FACE))) + 2 * LABEL_PADDING,
    h: words.length * LABEL_LINE + LABEL_PADDING,
  }
  const pieces = piecesOf(points)
  const free = pieces
    .map((piece, index) => ({ piece, index }))
    .toSorted((a, b) => b.piece.w + b.piece.h - (a.piece.w + a.piece.h))
    .flatMap(({ piece, index }) => {
      const others = [...taken, ...lines, ...pieces.filter((_, other) => other !== index)]
      return freePlaces(piece, { size, others, ends: endsOf(points, index) })
    })
  const place = free.find((rect) => !crossesFrame(rect, frames)) ?? free[0]
  return place === undefined ? undefined : { lines: words, rect: place }
}

/** What a label leaves free at the lower and the higher end of one piece of a line. */
function endsOf(points: readonly Point[], index: number): Ends {
  const [start, end] = [points[index], points[index + 1]]
  const forward = start !== undefined && end !== undefined && (end.x > start.x || end.y > start.y)
  const ends = { start: index === 0 ? START_FREE : BEND_FREE, end: index === points.length - 2 ? END_FREE : BEND_FREE }
  return forward ? ends : { start: ends.end, end: ends.start }
}

function freePlaces(
  piece: Rect,
  {
    size,
    others,
    ends,
  }: { readonly size: { readonly w: number; readonly h: number }; readonly others: readonly Rect[]; readonly ends: Ends },
): readonly Rect[] {
  const reach = grown(piece, Math.max(size.w, size.h))
  const near = others.map((other) => grown(other, 1)).filter((other) => overlap(reach, other))
  return placesOn(piece, size, ends).filter((rect) => !near.some((other) => overlap(grown(rect, CLEAR), other)))
}
