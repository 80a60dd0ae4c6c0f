import { moved, type Point, type Rect } from './geometry.js'

/** A piece of the picture with everything in it, placed from its own corner. */
export interface Block {
  readonly w: number
  readonly h: number
  readonly boxes: readonly { readonly id: string; readonly rect: Rect }[]
  readonly nodes: readonly { readonly id: string; readonly rect: Rect }[]
}

export interface PlacedBlock {
  readonly block: Block
  readonly at: Point
}

/** Several blocks as one. */
export function together(size: { readonly w: number; readonly h: number }, parts: readonly PlacedBlock[]): Block {
  return {
    ...size,
    boxes: parts.flatMap(({ block, at }) => block.boxes.map(({ id, rect }) => ({ id, rect: moved(rect, at) }))),
    nodes: parts.flatMap(({ block, at }) => block.nodes.map(({ id, rect }) => ({ id, rect: moved(rect, at) }))),
  }
}

/** Frames of boxes stand half a step off the lines that arrows run on, so that no arrow runs along a frame. */
export const HALF = 5
/** Room for a box's title, and between its frame and what is in it. */
export const TITLE = 30
export const PADDING = 20

/** A block in a frame of its own. `least`: width that the title needs. `side`: room left and right, for arrows that pass by. */
export function framed(id: string, inner: Block, { least, side = PADDING }: { readonly least: number; readonly side?: number }): Block {
  const w = Math.max(inner.w + 2 * side, least)
  const h = inner.h + TITLE + PADDING
  const frame = { x: HALF, y: HALF, w: w - 2 * HALF, h: h - 2 * HALF }
  const left = Math.floor((w - inner.w) / 20) * 10
  const content = together({ w, h }, [{ block: inner, at: { x: left, y: TITLE } }])
  return { ...content, boxes: [{ id, rect: frame }, ...content.boxes] }
}

export function nodeBlock(id: string, size: { readonly w: number; readonly h: number }): Block {
  return { ...size, boxes: [], nodes: [{ id, rect: { x: 0, y: 0, ...size } }] }
}

/** Blocks below each other, left-aligned or in the middle. */
export function stacked(blocks: readonly Block[], gap: number): Block {
  const w = Math.max(0, ...blocks.map((block) => block.w))
  let y = 0
  const parts = blocks.map((block) => {
    const at = { x: Math.floor((w - block.w) / 20) * 10, y }
    y += block.h + gap
    return { block, at }
  })
  return together({ w, h: Math.max(0, y - gap) }, parts)
}

/** Blocks next to each other, top-aligned. */
export function beside(blocks: readonly Block[], gap: number): Block {
  const h = Math.max(0, ...blocks.map((block) => block.h))
  let x = 0
  const parts = blocks.map((block) => {
    const at = { x, y: 0 }
    x += block.w + gap
    return { block, at }
  })
  return together({ w: Math.max(0, x - gap), h }, parts)
}
