/** A table for a program: one figure to a row. It is told apart from a spreadsheet's, which is laid out for a person. */
export interface DataTable {
  readonly title: string
  readonly description: string
  /** The file's name, by which its description finds it. */
  readonly file: string
  readonly publisher: string
  readonly sources: readonly string[]
  readonly made: Date
  readonly columns: readonly DataColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export interface DataColumn {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly datatype: 'string' | 'number' | 'integer'
  /** What stands in this column where there is no value, each with its meaning. */
  readonly marks?: readonly { readonly mark: string; readonly means: string }[]
}
