import type { Selectable } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import { chunksOf, copyInto, copyLine } from '../db/copy.ts'
import type { Tables } from '../db/schema.ts'
import { mostSettled, type PerformanceRow, type TableKey, type TableYear } from './performance-row.ts'
import type { HeldRow, HeldRows } from './table-rows.ts'

/** What a file of the performance tables gave, ready to be held. */
export interface PerformanceFile extends TableYear {
  readonly headings: readonly string[]
  readonly rows: HeldRows
}

const columns = ['code', 'table_key', 'year', 'stage', 'level', 'covers', 'authority', 'run', 'line', 'cells'] as const

/**
 * Holds the rows of a file, in place of what is held of its table, year and stage.
 *
 * - Of each authority the file names, all rows: an authority's file, or the national one, states the authority whole.
 * - Of rows that belong to no authority, those of the same codes: the country's own, and trusts'.
 * - The same content under another year or stage was a mistake, and goes.
 *
 * Returns the imports of which nothing is held any more, and the authorities of which fewer schools are held than before.
 */
export async function holdPerformanceFile(tx: Db, file: PerformanceFile, run: number): Promise<HeldInPlace> {
  const { table, year, stage, headings, rows } = file
  const had = await schoolsByAuthority(reading(tx), file)
  await forgetSameContent(tx, run)
  const before = tx.deleteFrom('performance_row').where('table_key', '=', table).where('year', '=', year).where('stage', '=', stage)
  for (const some of inThousands(rows.authorities)) await before.where('authority', 'in', some).execute()
  for (const some of inThousands(rows.others)) await before.where('authority', 'is', null).where('code', 'in', some).execute()
  for (const some of inThousands(rows.codes)) await before.where('code', 'in', some).execute()
  await tx
    .insertInto('performance_file')
    .values({ run, table_key: table, year, stage, headings: headings.join('\t') })
    .execute()
  const line = (row: HeldRow) => copyLine([row.code, table, year, stage, row.level, row.covers, row.authority, run, row.line, row.cells])
  await copyInto(tx, 'performance_row', columns, chunksOf(rows.read(), line))
  const now = await schoolsByAuthority(reading(tx), file)
  const fewer = [...had].flatMap(([authority, before]) => {
    const left = now.get(authority) ?? 0
    return left < before ? [{ authority, before, now: left }] : []
  })
  return { replaced: await forgetEmpty(tx), fewer }
}

/** What holding a file in place of others came to. */
export interface HeldInPlace {
  readonly replaced: readonly number[]
  readonly fewer: readonly { readonly authority: AreaCode; readonly before: number; readonly now: number }[]
}

async function schoolsByAuthority(reads: Reads, { table, year, stage }: TableYear): Promise<ReadonlyMap<AreaCode, number>> {
  const found = await reads
    .selectFrom('performance_row')
    .select('authority')
    .select(({ fn }) => fn.countAll<number>().as('schools'))
    .where('table_key', '=', table)
    .where('year', '=', year)
    .where('stage', '=', stage)
    .where('level', '=', 'school')
    .groupBy('authority')
    .orderBy('authority')
    .execute()
  return new Map(found.flatMap(({ authority, schools }) => (authority === null ? [] : [[authority, schools] as const])))
}

/** How many rows of each import are held still, by its number: later files may have taken the place of some. */
export async function rowsStillHeld(reads: Reads): Promise<ReadonlyMap<number, number>> {
  const found = await reads
    .selectFrom('performance_row')
    .select('run')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .groupBy('run')
    .orderBy('run')
    .execute()
  return new Map(found.map(({ run, rows }) => [run, rows]))
}

/** Whether all rows of a file are held as an earlier import of the same content gave them, under the same year and stage. */
export async function holdsAll(reads: Reads, run: number, { table, year, stage, rows }: PerformanceFile): Promise<boolean> {
  const { held } = await reads
    .selectFrom('performance_row as r')
    .innerJoin('performance_file as f', 'f.run', 'r.run')
    .select(({ fn }) => fn.countAll<number>().as('held'))
    .where('r.run', '=', run)
    .where('f.table_key', '=', table)
    .where('f.year', '=', year)
    .where('f.stage', '=', stage)
    .executeTakeFirstOrThrow()
  return held === rows.rows
}

async function forgetSameContent(tx: Db, run: number): Promise<void> {
  const same = tx
    .selectFrom('import_run as other')
    .innerJoin('import_run as this', (join) => join.onRef('this.checksum', '=', 'other.checksum').onRef('this.source', '=', 'other.source'))
    .select('other.id')
    .where('this.id', '=', run)
    .where('other.id', '<>', run)
  await tx.deleteFrom('performance_row').where('run', 'in', same).execute()
}

/** Files of which every row was replaced. */
async function forgetEmpty(tx: Db): Promise<readonly number[]> {
  const gone = await tx
    .deleteFrom('performance_file as f')
    .where((eb) => {
      const rows = eb.selectFrom('performance_row as r').select('r.line').whereRef('r.run', '=', 'f.run')
      return eb.not(eb.exists(rows))
    })
    .returning('f.run')
    .execute()
  return gone.map((file) => file.run).toSorted((a, b) => a - b)
}

function* inThousands<T>(named: ReadonlySet<T>): Generator<readonly T[]> {
  const all = [...named]
  for (let from = 0; from < all.length; from += 1_000) yield all.slice(from, from + 1_000)
}

/**
 * Everything the performance tables say under some codes (URNs, area codes): of each table and year the most settled stage,
 * the newest year first, then by table and line.
 */
export async function performanceRowsOf(
  reads: Reads,
  codes: readonly string[],
  tables?: readonly TableKey[],
): Promise<readonly PerformanceRow[]> {
  if (codes.length === 0) return []
  let query = reads
    .selectFrom('performance_row as r')
    .innerJoin('performance_file as f', 'f.run', 'r.run')
    .selectAll('r')
    .select('f.headings')
    .where('r.code', 'in', codes)
    .orderBy('r.year', 'desc')
    .orderBy('r.table_key')
    .orderBy('r.line')
  if (tables) query = query.where('r.table_key', 'in', tables)
  const headings = new Map<number, readonly string[]>()
  const rows = await query.execute()
  return mostSettled(rows.map((row) => asRow(row, headings)))
}

function asRow(row: Selectable<Tables['performance_row']> & { headings: string }, known: Map<number, readonly string[]>): PerformanceRow {
  const headings = known.get(row.run) ?? row.headings.split('\t')
  known.set(row.run, headings)
  const { table_key: table, cells, ...rest } = row
  return { ...rest, table, headings, cells: cells.split('\t') }
}
