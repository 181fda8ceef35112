import type { Country } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { spoolRows, type Sorting, type Usable } from './cells.ts'
import type { Making, Prepared, Row, Source, TableFile } from './source.ts'
import type { Spool } from './spool.ts'

/** What is computed from published rows and must be made again, in the same transaction, when some of them change. */
export type Derived = 'comparisons' | 'school comparisons'

/**
 * What an importer is given while it reads. `progress` goes from 0 to 1 within a stage.
 *
 * Rows that cannot be used it hands to `refuse`, and of a file that may grow those that can to a `spool`, so that an import of any
 * size takes the same memory. What it keeps itself must stay small: keys, not rows.
 */
export interface Reading extends Sorting {
  readonly signal: AbortSignal
  readonly progress: (stage: string, done: number) => void
  /** What is held already. */
  readonly reads: Reads
  /** What the file is called, with the folders it was given with and, of a ZIP, those inside: for what no cell says. */
  readonly from: string
  /** The academic year its bearer says the file is of, by the calendar year it ends in. */
  readonly toldYear: number | undefined
  /** Whether it may take away what is held and it lacks. Where it may not, its bearer is asked. */
  readonly mayTakeAway: boolean
  /** No file is of an academic year that has not begun by then. */
  readonly today: Day
}

/** A file read and checked, with nothing stored yet. */
export interface Ready extends Prepared {
  /**
   * Puts the rows in place of those this source gave before, inside the import's one transaction. Throwing `Unusable`
   * refuses the file and undoes everything.
   */
  readonly write: (tx: Db, run: number) => Promise<Written | undefined>
  /**
   * Of a source whose files stand beside each other: whether an import of this very content that still stands gave all
   * that this one would give. Where some of its rows were replaced since, or it was of another year, it did not.
   */
  readonly isHeldBy?: (reads: Reads, run: number) => Promise<boolean>
}

/** What came of writing, where it is not plain. */
export interface Written {
  /** Said of the run on pages and by commands: `All of it is held already`. */
  readonly said?: string
  /** False when nothing derived hangs on what was written, so that `rebuilds` may be left. */
  readonly matters?: boolean
  /** Of a source whose files stand beside each other: the imports of which nothing is held any more. */
  readonly replaced?: readonly number[]
}

/**
 * How one source is read.
 *
 * `prepare` does all that is slow outside the transaction: the engine hands it the table in batches, between which other
 * work gets its turn, and has already checked that every heading of the source is there. It throws `Unusable` for a file
 * that must be refused whole; a row it cannot use it hands to `refuse`. Every row read is either used or refused.
 */
export interface Importer {
  readonly source: Source
  /** What must be made again after this source's rows change. */
  readonly rebuilds: readonly Derived[]
  readonly prepare: (table: TableFile, reading: Reading) => Promise<Ready>
}

/** Reads the rows of a file one after the other, and knows whose areas they have named so far. */
interface RowReader<T> {
  readonly read: (row: Row) => Usable<T>
  readonly country: () => Country | undefined
}

/**
 * The importer of a source that bears no date and from which nothing is derived: each row is read by itself, and `hold` puts
 * what they gave in place of what the source gave before.
 */
export function undatedImporter<T>(
  source: Source,
  readerOf: (headings: readonly string[]) => RowReader<T>,
  hold: (tx: Db, used: Spool<T>, run: number) => Promise<void>,
): Importer {
  return {
    source,
    rebuilds: [],
    async prepare({ headings, batches }, sorting) {
      const reader = readerOf(headings)
      const used = await spoolRows(batches, sorting, (row) => reader.read(row))
      return {
        rowsUsed: used.rows,
        asAt: undefined,
        country: reader.country(),
        async write(tx, run) {
          await hold(tx, used, run)
          return undefined
        },
      }
    },
  }
}

/** What a file would take away, as its bearer is asked before it does. */
export const wouldTakeAway = (says: string): string =>
  `${says}. Nothing was changed. Confirm that it may take their place: on the page of this import, or with --even-if-fewer`

/** Makes what is derived again. Named by `Importer.rebuilds`; each runs once an import, after the rows are in. */
export type Rebuild = Readonly<Record<Derived, (tx: Db, making: Making) => Promise<void>>>
