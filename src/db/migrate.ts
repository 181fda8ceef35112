import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from './connect.ts'

/** Runs, in name order and each in its own transaction, the migrations this database has not had. Says which it ran. */
export async function migrate(db: Db, folder: string): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, ran_at timestamptz not null default now())`.execute(db)
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db)
  const done = new Set(rows.map((row) => row.name))
  const due = (await readdir(folder)).filter((name) => name.endsWith('.sql') && !done.has(name)).sort()
  for (const name of due) {
    const text = await readFile(path.join(folder, name), 'utf8')
    await db.transaction().execute(async (tx) => {
      await sql.raw(text).execute(tx)
      await sql`insert into migration (name) values (${name})`.execute(tx)
    })
  }
  return due
}
