/** A table to keep: its name, the query of its address, and what of that name its keeper had before them. */
export interface TableToSave {
  readonly name: string
  readonly query: string
  /** The version of the table of this name that is to be replaced; undefined for a new one. */
  readonly replaces: number | undefined
}
