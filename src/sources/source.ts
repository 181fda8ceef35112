import type { Country } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'

/**
 * The shapes published files come in, once unpacked: a table of text, a workbook of sheets, or a map.
 *
 * A table of text is a CSV or a Parquet file, and a workbook one of Excel or OpenDocument: what they hold comes to the same.
 */
export type Form = 'csv' | 'workbook' | 'geojson'

/** A published file we know how to read: how it is known by its content, and what it gives. `docs/sources.md` prints these. */
export interface Source {
  /** Names the source in `import_run.source`: `lait`, `ofsted-state-funded`. */
  readonly key: string
  readonly name: string
  readonly publisher: string
  /** What Fiveday takes from it, in a sentence. */
  readonly gives: string
  readonly form: Form
  /**
   * A table is this source when it has every one of these headings, each as often as it stands here. A sheet is known by
   * the first of its rows that has them; a map by the properties of its features, to which `geometry` is added.
   */
  readonly headings: readonly string[]
  /** Headings of its other layouts, any of which will do. */
  readonly alsoKnownBy?: readonly (readonly string[])[]
  /** A table with one of these beside its headings is another file. */
  readonly unless?: readonly string[]
  /** Its headings are known in capitals or small letters alike: the publisher changes them from year to year. */
  readonly anyCase?: true
  /**
   * Whether a new file takes the place of the last one, or of the last one of its as-at day only; or whether it stands
   * beside the others, each for as long as some row of it is held.
   */
  readonly kept: 'one' | 'one for each day' | 'beside each other'
  /** What to know of its cells: marks, artefacts, what is refused. */
  readonly quirks: readonly string[]
}

/** A row not used, and why. `line` is the line in the file where the row begins; headings are line 1 of a CSV. */
export interface Refused {
  readonly line: number
  readonly reason: string
}

/** A row as the file has it. A ragged row has fewer or more cells than there are headings. */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * A table taken from a file: its headings and then its rows, in batches, so that reading yields to other work.
 *
 * Text, sheets and maps all come as this. `line` is the line of the text, the row of the sheet, or the place of the
 * feature in the map.
 */
export interface TableFile {
  readonly headings: readonly string[]
  /** Of a sheet, the rows above its headings: titles and notes. */
  readonly above?: readonly Row[]
  readonly batches: AsyncIterable<readonly Row[]>
}

/** While something derived is made again: how far it is, from 0 to 1, and whether to stop. */
export interface Making {
  readonly signal: AbortSignal
  readonly progress: (done: number) => void
}

/** What a file came to, before anything is stored. Nothing is dropped in silence: each row read is used or was refused. */
export interface Prepared {
  readonly rowsUsed: number
  readonly asAt: Day | undefined
  /** The academic year the file is of, by the calendar year it ends in, where it is of one. */
  readonly year?: number
  /** Whose areas the file speaks of. Undefined when it names none, as a data dictionary, and so serves either country. */
  readonly country: Country | undefined
}
