import type { Face } from './text.js'

/** Title of a box. */
export const TITLE_FACE: Face = { size: 12, bold: true }
/** Words on an arrow. */
export const LABEL_FACE: Face = { size: 11 }
