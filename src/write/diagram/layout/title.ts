import type { DiagramBox } from '../model.js'
import type { Face } from './text.js'

/** Title of a box: subnets stand side by side and have less room. */
export function titleFace({ kind }: DiagramBox): Face {
  return kind === 'subnet' ? { size: 11 } : { size: 12, bold: true }
}
/** Words on an arrow. */
export const LABEL_FACE: Face = { size: 11 }
