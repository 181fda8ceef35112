import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { TableToSave } from './saved-table.ts'

/** The tables an authority keeps, by name. */
export async function savedTables(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('saved_table')
    .select(['id', 'name', 'query', 'version', 'saved_by', 'saved_at'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export type SavedTable = Awaited<ReturnType<typeof savedTables>>[number]

/**
 * Keeps a table under a name. Where one of the name is kept already, it takes its place only when its keeper had seen the version
 * that stands; otherwise that one is handed back and nothing is changed, so that nobody wins without a word.
 */
export async function saveTable(
  tx: Db,
  who: Person,
  { name, query, replaces, now }: TableToSave & { readonly now: Date },
): Promise<SavedTable | undefined> {
  // Two who keep one at once take turns.
  await sql`select pg_advisory_xact_lock(hashtext(${`saved table ${who.authority}`}))`.execute(tx)
  const standing = (await savedTables(reading(tx), who.authority)).find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (standing && standing.version !== replaces) return standing
  const kept = { name, query, saved_by: who.name, saved_at: now }
  if (standing) {
    await tx
      .updateTable('saved_table')
      .set({ ...kept, version: standing.version + 1 })
      .where('id', '=', standing.id)
      .execute()
  } else {
    await tx
      .insertInto('saved_table')
      .values({ ...kept, authority: who.authority })
      .execute()
  }
  await record(tx, { ...by(who), at: now, what: 'Kept a table', subject: name, before: standing ? { query: standing.query } : null, after: { query } }) // prettier-ignore
  return undefined
}

/** Takes a table away from those kept, unless it was changed since it was seen. Returns whether it was. */
export async function removeTable(tx: Db, who: Person, { id, version, now }: { id: number; version: number; now: Date }): Promise<boolean> {
  const removed = await tx
    .updateTable('saved_table')
    .set({ removed_at: now, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('authority', '=', who.authority)
    .where('removed_at', 'is', null)
    .returning(['name', 'query'])
    .executeTakeFirst()
  if (!removed) return false
  await record(tx, {
    ...by(who),
    at: now,
    what: 'Took a kept table away',
    subject: removed.name,
    before: { query: removed.query },
    after: null,
  })
  return true
}
