import { sql } from 'kysely'
import type { Db } from '../src/db/connect.ts'
import type { ImportRun } from '../src/sources/import-run.ts'

/** A number in a row that an import gave. */
export interface NumberHeld {
  readonly table: string
  readonly column: string
  readonly line: number
  readonly value: number
}

// What an import writes about itself, refused or not, and what a table's own numbers are made of.
const aboutImports = ['import_run', 'refused_row', 'audit_entry', 'installation', 'migration']
const notPrinted = ['id', 'run', 'line', 'year', 'place', 'period', 'breakdown']

/** How many rows each table of published facts holds, by its name. */
export async function held(db: Db): Promise<Readonly<Record<string, number>>> {
  const names = (await tables(db)).filter((name) => !aboutImports.includes(name))
  const counts = names.map((name) => `select '${name}' as name, count(*)::int as count from "${name}"`)
  const { rows } = await sql<{ name: string; count: number }>`${sql.raw(counts.join(' union all '))} order by name`.execute(db)
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

/** Every number in the rows that an import gave, with the line it is said to come from. */
export async function numbersHeld(db: Db, run: Pick<ImportRun, 'id' | 'source'>): Promise<readonly NumberHeld[]> {
  const { rows: columns } = await sql<{ table: string; column: string; withRun: boolean }>`
    select c.table_name as table, c.column_name as column, exists (
        select from information_schema.columns r where r.table_name = c.table_name and r.column_name = 'run') as "withRun"
    from information_schema.columns c
    join information_schema.tables t on t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.data_type in ('smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision')
      and (c.table_name, c.column_name) <> ('observation', 'series')
      and exists (select from information_schema.columns l where l.table_name = c.table_name and l.column_name = 'line')
    order by 1, 2`.execute(db)
  const printed = columns.filter(
    ({ table, column, withRun }) =>
      (withRun || run.source === 'lait') && !aboutImports.includes(table) && !notPrinted.includes(column) && !isDerived(table, column),
  )
  const all = printed.map(
    ({ table, column, withRun }) =>
      `select '${table}' as table, '${column}' as column, line, "${column}"::float8 as value from "${table}" where "${column}" is not null${withRun ? ` and run = ${run.id}` : ''}`,
  )
  const { rows } = await sql<NumberHeld>`${sql.raw(all.join(' union all '))}`.execute(db)
  return rows
}

/** Worked out from what is printed. */
function isDerived(table: string, column: string): boolean {
  return table === 'observation' && (column === 'rank' || column === 'neighbour_mean')
}

async function tables(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
    order by 1`.execute(db)
  return rows.map(({ name }) => name)
}
