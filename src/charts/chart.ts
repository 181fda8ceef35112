/** A picture of figures, with the words that say the same to somebody who cannot see it, and the table under it. */
export interface Chart {
  /** A complete SVG document, for an image. It has no script and needs nothing from outside. */
  readonly svg: string
  /** The same drawn for a phone, where there is such a drawing: without it the picture keeps its size and scrolls sideways. */
  readonly narrow?: string
  /** What the picture shows, in a sentence or two: the answer, not a description of lines. */
  readonly alternative: string
  readonly caption: string
  readonly table: Table
}

/** A table to read: the headings, then rows of text as printed. `numeric` says which columns are numbers. */
export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly numeric: readonly number[]
}
