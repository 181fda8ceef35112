import type { Db } from '../src/db/connect.ts'
import { holdPerformanceFile } from '../src/performance/performance-row.store.ts'
import type { Stage, TableKey } from '../src/performance/performance-row.ts'
import { beginRun, endRun } from '../src/sources/import-run.store.ts'
import { heldRows, type HeldRow, type HeldRows } from '../src/performance/table-rows.ts'
import { aSpool } from './spool.ts'
import { anArea } from './support.ts'

const now = new Date('2026-01-01T09:00:00Z')

/** A made-up performance table: of each school its authority and cells, and of areas the country's and authorities' own rows. */
export interface MadeUpTable {
  readonly table: TableKey
  readonly year: number
  readonly stage?: Stage
  readonly headings: readonly string[]
  readonly schools: readonly (readonly [urn: string, authority: string, ...cells: string[]])[]
  /** By code and what they cover: `['970', '5', ...cells]`. */
  readonly areas?: readonly (readonly [code: string, covers: string, ...cells: string[]])[]
}

/** Holds a made-up table, as an import of it does. */
export async function havingTable(db: Db, { table, year, stage = 'final', headings, schools, areas = [] }: MadeUpTable): Promise<void> {
  const run = await beginRun(db, { fileName: `${table}-${year}.csv`, bytes: 1, startedBy: 'a test', process: 'a test', now })
  const ofSchools = schools.map(([code, authority, ...cells], i) => ({
    level: 'school' as const,
    code,
    covers: '',
    authority: anArea(authority),
    cells: cells.join('\t'),
    line: i + 2,
  }))
  const ofAreas = areas.map(([code, covers, ...cells], i) => {
    const isCountry = code === '970' || code === '070'
    const level = isCountry ? ('country' as const) : ('authority' as const)
    return { level, code, covers, authority: isCountry ? null : anArea(code), cells: cells.join('\t'), line: i + 2000 }
  })
  await db
    .transaction()
    .execute((tx) => holdPerformanceFile(tx, { table, year, stage, headings, rows: rowsToHold([...ofSchools, ...ofAreas]) }, run))
  await endRun(db, run, { state: 'done', message: null, rows_read: 1, rows_used: 1 }, now)
}

/** Rows of a performance table on their way to be held. */
export function rowsToHold(rows: readonly HeldRow[]): HeldRows {
  const held = heldRows(aSpool())
  for (const row of rows) held.add(row)
  return held
}
