import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Any number that nothing else uses: processes that would fill one empty database wait for each other by it. */
const turn = 5_150_932

/** Does work that processes sharing one database must not do at once. The lock on a data folder has seen to that already. */
export function inTurn<T>({ db, kind }: Pick<Database, 'db' | 'kind'>, work: () => Promise<T>): Promise<T> {
  if (kind === 'embedded') return work()
  return db.connection().execute(async (connection) => {
    // Waiting for another process is no reason to be stopped, so the wait is in a transaction that may take its time.
    await connection.transaction().execute((tx) => sql`select pg_advisory_lock(${turn}::bigint)`.execute(tx))
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${turn}::bigint)`.execute(connection)
    }
  })
}
