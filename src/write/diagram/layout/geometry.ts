export interface Point {
  readonly x: number
  readonly y: number
}

export interface Rect extends Point {
  readonly w: number
  readonly h: number
}

/** Distance between the lines that arrows run on. Nodes begin and end on such a line. */
export const GRID = 10

export function snapUp(length: number): number {
  return Math.ceil(length / GRID) * GRID
}

export function snap(at: number): number {
  return Math.round(at / GRID) * GRID
}

export function moved(rect: Rect, by: Point): Rect {
  return { ...rect, x: rect.x + by.x, y: rect.y + by.y }
}

export function grown(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, w: rect.w + 2 * by, h: rect.h + 2 * by }
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

export function contains(outer: Rect, inner: Rect): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h
}

export function middle(rect: Rect): Point {
  return { x: rect.x + rect.w / 2, y: rect.y + rect.h / 2 }
}

/** The straight pieces of a line of points, as thin rectangles. */
export function piecesOf(points: readonly Point[]): readonly Rect[] {
  return points.slice(1).flatMap((end, index) => {
    const start = points[index]
    if (start === undefined) return []
    return [{ x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), w: Math.abs(end.x - start.x), h: Math.abs(end.y - start.y) }]
  })
}
