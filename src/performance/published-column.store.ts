import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { TableKey } from './performance-row.ts'
import { namesYear, type PublishedColumn } from './published-column.ts'

interface OfTable {
  readonly table: TableKey
  readonly year: number
}

/** Holds what a metadata file says, in place of what is held of its table and year. Returns the imports of which nothing is held any more. */
export async function holdPublishedColumns(
  tx: Db,
  { table, year }: OfTable,
  columns: readonly PublishedColumn[],
  run: number,
): Promise<readonly number[]> {
  const same = tx
    .selectFrom('import_run as other')
    .innerJoin('import_run as this', (join) => join.onRef('this.checksum', '=', 'other.checksum').onRef('this.source', '=', 'other.source'))
    .select('other.id')
    .where('this.id', '=', run)
    .where('other.id', '<>', run)
  const gone = await tx
    .deleteFrom('published_column')
    .where((eb) => eb.or([eb.and([eb('table_key', '=', table), eb('year', '=', year)]), eb('run', 'in', same)]))
    .returning('run')
    .execute()
  const names = ['table_key', 'year', 'heading', 'place', 'label', 'note', 'run', 'line'] as const
  const lines = columns.map(({ heading, place, label, note, line }) => copyLine([table, year, heading, place, label, note, run, line]))
  await copyInto(tx, 'published_column', names, inChunks(lines))
  return [...new Set(gone.map((column) => column.run))]
}

/** Whether an import of the same content gave as many columns of this table and year, and they are held. */
export async function holdsColumns(reads: Reads, run: number, { table, year }: OfTable, columns: number): Promise<boolean> {
  const { held } = await reads
    .selectFrom('published_column')
    .select(({ fn }) => fn.countAll<number>().as('held'))
    .where('run', '=', run)
    .where('table_key', '=', table)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  return held === columns
}

/**
 * The publisher's words for the columns of a table, in the order it lists them: of the year asked, or else of the nearest year
 * that is held, the later of two. What another year calls a column by a year (`completing key stage 4 in 2022/23`) is not lent.
 * `heading` is in capitals, whatever the table's own.
 */
export async function publishedColumns(
  reads: Reads,
  { table, year }: OfTable,
): Promise<readonly (PublishedColumn & { readonly year: number })[]> {
  const years = await reads
    .selectFrom('published_column')
    .select('year')
    .distinct()
    .where('table_key', '=', table)
    .orderBy('year', 'desc')
    .execute()
  const [nearest] = years.toSorted((a, b) => Math.abs(a.year - year) - Math.abs(b.year - year))
  if (!nearest) return []
  const columns = await reads
    .selectFrom('published_column')
    .select(['heading', 'place', 'label', 'note', 'line', 'year'])
    .where('table_key', '=', table)
    .where('year', '=', nearest.year)
    .orderBy('place')
    .execute()
  return columns.filter((column) => column.year === year || !namesYear(column.label))
}
