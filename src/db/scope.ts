import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from './connect.ts'

/**
 * Does work on behalf of one authority, in one transaction: all of it is kept, or none.
 *
 * The transaction takes a role that cannot bypass row-level security and names the authority, both for its own length
 * only, so neither leaks to whoever uses the connection next (the embedded database has but one).
 */
export function onBehalfOf<T>(db: Db, authority: AreaCode, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql.raw(`set local role fiveday_officer; set local fiveday.authority = '${authority}';`).execute(tx)
    return work(tx)
  })
}

/** Looks on behalf of one authority: the database itself refuses any change while `look` runs. */
export function lookingOnBehalfOf<T>(db: Db, authority: AreaCode, look: (reads: Reads) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql.raw(`set transaction read only; set local role fiveday_officer; set local fiveday.authority = '${authority}';`).execute(tx)
    return look(reading(tx))
  })
}
