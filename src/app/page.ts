/** How text is marked on a page; every function gives its argument back where there is no colour. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
  readonly cyan: (text: string) => string
}

/** What human-readable output is made for. */
export interface Page {
  /** Columns. */
  readonly width: number
  readonly style: Style
}

const same = (text: string): string => text

export const PLAIN_STYLE: Style = { bold: same, dim: same, red: same, yellow: same, green: same, cyan: same }
