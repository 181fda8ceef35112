import { sql } from 'kysely'
import type { Db } from './connect.ts'

/** What the database engine says of itself. Without `fsync` an acknowledged write could be lost in a power cut. */
export async function engineOf(db: Db): Promise<{ readonly version: string; readonly fsync: boolean }> {
  const { rows } = await sql<{ version: string; fsync: string }>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync`.execute(db)
  return { version: rows[0]?.version ?? 'unknown', fsync: rows[0]?.fsync === 'on' }
}

/** The migrations that ran on this database, in name order. */
export async function migrationsRun(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  return rows.map((row) => row.name)
}

/** Whether the role that work for an authority takes could see past the fence between authorities. */
export async function fenceStands(db: Db): Promise<boolean> {
  const { rows } = await sql<{ bypasses: boolean }>`
    select rolbypassrls or rolsuper as bypasses from pg_roles where rolname = 'fiveday_officer'`.execute(db)
  return rows[0]?.bypasses === false
}

/** A table with as many rows as its primary key says, or not. */
export interface Counted {
  readonly table: string
  readonly rows: number
  readonly inIndex: number
}

/**
 * Counts every table twice, by its rows and by its primary key, in table order.
 *
 * Two processes writing one data folder, or a disk that lies, first show as an index that disagrees with its table.
 */
export async function countEveryTable(db: Db): Promise<Counted[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
    order by c.relname`.execute(db)
  const names = tables.map(({ name }) => name)
  const byRows = await counts(db, names, ['enable_indexscan', 'enable_indexonlyscan', 'enable_bitmapscan'])
  const byIndex = await counts(db, names, ['enable_seqscan', 'enable_bitmapscan'])
  return names.map((table) => ({ table, rows: byRows.get(table) ?? 0, inIndex: byIndex.get(table) ?? 0 }))
}

/** The rows of each table, with some ways of finding them switched off. One query, so one moment. */
function counts(db: Db, tables: readonly string[], without: readonly string[]): Promise<Map<string, number>> {
  return db.transaction().execute(async (tx) => {
    await sql.raw(without.map((way) => `set local ${way} = off`).join('; ')).execute(tx)
    const each = tables.map((table) => `select '${table}' as name, count(*)::int as rows from "${table}"`)
    const { rows } = await sql.raw<{ name: string; rows: number }>(each.join('\nunion all\n')).execute(tx)
    return new Map(rows.map((row) => [row.name, row.rows]))
  })
}
