/** How text is marked on a terminal; every function gives its argument back where there is no colour. */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
  readonly cyan: (text: string) => string
}

/** What text for people is made for. */
export interface Page {
  /** Columns; no line is longer. */
  readonly width: number
  readonly style: Style
}
