import type { Selectable } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { Tables } from '../db/schema.ts'
import { mostSettled, type PerformanceRow, type TableKey, type TableYear } from './performance-row.ts'

/** What a file of the performance tables gave, ready to be held. */
export interface PerformanceFile extends TableYear {
  readonly headings: readonly string[]
  readonly rows: readonly Omit<PerformanceRow, keyof TableYear | 'headings' | 'run'>[]
}

const columns = ['code', 'table_key', 'year', 'stage', 'level', 'covers', 'authority', 'run', 'line', 'cells'] as const

/**
 * Holds the rows of a file, in place of what is held of its table, year and stage.
 *
 * - Of each authority the file names, all rows: an authority's file, or the national one, states the authority whole.
 * - Of rows that belong to no authority, those of the same codes: the country's own, and trusts'.
 */
export async function holdPerformanceFile(tx: Db, file: PerformanceFile, run: number): Promise<void> {
  const { table, year, stage, headings, rows } = file
  const authorities = [...new Set(rows.flatMap(({ authority }) => authority ?? []))]
  const others = [...new Set(rows.flatMap(({ authority, code }) => (authority === null ? [code] : [])))]
  const codes = [...new Set(rows.map(({ code }) => code))]
  const before = tx.deleteFrom('performance_row').where('table_key', '=', table).where('year', '=', year).where('stage', '=', stage)
  for (const some of inThousands(authorities)) await before.where('authority', 'in', some).execute()
  for (const some of inThousands(others)) await before.where('authority', 'is', null).where('code', 'in', some).execute()
  for (const some of inThousands(codes)) await before.where('code', 'in', some).execute()
  await tx
    .insertInto('performance_file')
    .values({ run, table_key: table, year, stage, headings: headings.join('\t') })
    .execute()
  await copyInto(tx, 'performance_row', columns, inChunks(lines(file, run)))
}

function* lines({ table, year, stage, rows }: PerformanceFile, run: number): Generator<string> {
  for (const row of rows) {
    const cells = row.cells.map((cell) => cell.replaceAll('\t', ' ')).join('\t')
    yield copyLine([row.code, table, year, stage, row.level, row.covers, row.authority, run, row.line, cells])
  }
}

function* inThousands<T>(all: readonly T[]): Generator<readonly T[]> {
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
