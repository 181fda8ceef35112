import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from './connect.ts'

/** Any number that nothing else uses: processes that start together on one server wait for each other by it. */
const turn = 5_150_931

/**
 * Runs, in name order and each in its own transaction, the migrations this database has not had. Says which it ran.
 *
 * A database that has had a migration unknown to us was made by a later Fiveday, and is left alone.
 */
export function migrate(db: Db, folder: string): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    // Waiting for another process is no reason to be stopped, so the wait is in a transaction that may take its time.
    await connection.transaction().execute((tx) => sql`select pg_advisory_lock(${turn}::bigint)`.execute(tx))
    try {
      return await runDue(connection, folder)
    } finally {
      await sql`select pg_advisory_unlock(${turn}::bigint)`.execute(connection)
    }
  })
}

async function runDue(db: Db, folder: string): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, ran_at timestamptz not null default now())`.execute(db)
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  const known = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const unknown = rows.find(({ name }) => !known.includes(name))
  if (unknown) throw new Error(`This database was made by a later Fiveday (it has had ${unknown.name}): install that one`)

  const done = new Set(rows.map((row) => row.name))
  const due = known.filter((name) => !done.has(name))
  for (const name of due) {
    const text = await readFile(path.join(folder, name), 'utf8')
    await db.transaction().execute(async (tx) => {
      await sql.raw(text).execute(tx)
      await sql`insert into migration (name) values (${name})`.execute(tx)
    })
  }
  return due
}
