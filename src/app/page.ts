import type { Page, Style } from '#write/report/index.js'

export type { Page }

const same = (text: string): string => text

export const PLAIN_STYLE: Style = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same }
