import type { DiagramNode } from '../model.js'
import { snapUp } from './geometry.js'
import { type Face, textWidth, wrapped, wrappedList } from './text.js'

export const NODE_WIDTH = 200
/** Tile with the letters, left of the text. */
export const TILE = 32
const PADDING = 8
const TEXT_LEFT = PADDING + TILE + 8
const LINE = 16
const LEAST_HEIGHT = 60

export interface TextLine {
  readonly text: string
  readonly face: Face
  readonly tone: 'strong' | 'plain' | 'soft'
}

/** What stands in a node's box, measured for a given width. */
export interface NodeText {
  readonly lines: readonly TextLine[]
  readonly height: number
  /** Width of tile and text together. */
  readonly width: number
}

const SERVICE: Face = { size: 12, bold: true }
const NAME: Face = { size: 12 }
const FIGURES: Face = { size: 11 }

export function nodeText(node: DiagramNode, width: number): NodeText {
  const room = width - TEXT_LEFT - PADDING
  const lines: readonly TextLine[] = [
    ...wrapped(node.service, room, SERVICE).map((text) => ({ text, face: SERVICE, tone: 'strong' as const })),
    ...wrapped(node.name, room, NAME).map((text) => ({ text, face: NAME, tone: 'plain' as const })),
    ...wrappedList(node.figures, room, FIGURES).map((text) => ({ text, face: FIGURES, tone: 'soft' as const })),
  ]
  const widest = Math.max(0, ...lines.map(({ text, face }) => textWidth(text, face)))
  return {
    lines,
    height: snapUp(Math.max(LEAST_HEIGHT, lines.length * LINE + 2 * PADDING)),
    width: TEXT_LEFT + widest + PADDING,
  }
}

/** Places of tile and lines in a box: at the left, or in the middle of a wide one. */
export function textPlaces(
  text: NodeText,
  box: { readonly w: number; readonly h: number },
): {
  readonly tile: { readonly x: number; readonly y: number }
  readonly lines: readonly (TextLine & { readonly x: number; readonly y: number })[]
} {
  const left = box.w > NODE_WIDTH ? Math.max(0, Math.floor((box.w - text.width) / 2)) : 0
  const top = (box.h - text.lines.length * LINE) / 2
  return {
    tile: { x: left + PADDING, y: (box.h - TILE) / 2 },
    lines: text.lines.map((line, index) => ({ ...line, x: left + TEXT_LEFT, y: top + index * LINE + 12 })),
  }
}
