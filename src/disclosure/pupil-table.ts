/** The fewest pupils a figure may rest on is one more than this. A figure of destinations has a limit of its own. */
export const fewest = { pupils: 5, destinations: 10 } as const

/** What stands in the place of a figure that is withheld. It is never 0, and never empty. */
export const withheldMark = 'c'

/** What the mark means, for the notes of whatever prints it. */
export function markMeans(atMost: number = fewest.pupils): string {
  return `withheld to protect pupils: the figure rests on ${atMost} pupils or fewer, or would reveal one that does`
}

/**
 * Counts of pupils before anything is withheld. A row is a group of pupils (a school, an authority, a year), and its columns
 * split that group, so that a row's total is the base that its counts and percentages rest on.
 */
export interface PupilTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** By row, then by column. Null where no count is held: it is unknown to everybody, and so are the totals it belongs to. */
  readonly counts: readonly (readonly (number | null)[])[]
}

/** A count that may be told, the mark in its place, or null where none is held. */
export type Told = number | typeof withheldMark | null

/** What may leave officers' hands of a table, its totals with it. Every export of the table is made of this, never of the counts. */
export interface ControlledTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly Told[])[]
  readonly rowTotals: readonly Told[]
  readonly columnTotals: readonly Told[]
  readonly total: Told
}
