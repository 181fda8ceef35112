import { sql } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'

/** The answer under a key: the one kept, or the one that `find` gives, which is then kept. */
export type Kept<T> = (reads: Reads, key: string, find: () => Promise<T>) => Promise<T>

/** Differs after every import, and from one database to another. What is kept from one page to the next is kept under it. */
const stateOfImports = sql<string>`(select concat_ws(' ', imports, current_database(), pg_postmaster_start_time()) from installation)`

/**
 * Keeps the last `most` answers that published facts alone decide, until something is imported.
 *
 * Pages ask the same questions many times between two imports, and some answers take longer than the rest of the page.
 * Which imports stand is asked each time, so that another process's import is noticed at once; who asks while an answer is
 * being found waits for that one. Never for an answer that an authority's own work decides, unless its key says which authority.
 */
export function keptUntilImport<T>(most: number): Kept<T> {
  const answers = new Map<string, Promise<T>>()
  return async (reads, key, find) => {
    const { imports } = await reads.selectFrom('installation').select(stateOfImports.as('imports')).executeTakeFirstOrThrow()
    const name = `${imports} ${key}`
    // An answer that failed is nobody else's: who waited for it finds it for themselves.
    const answer = answers.get(name)?.catch(find) ?? find()
    answers.delete(name)
    answers.set(name, answer)
    const [oldest] = answers.keys()
    if (answers.size > most && oldest !== undefined) answers.delete(oldest)
    void answer.catch(() => answers.get(name) === answer && answers.delete(name))
    return answer
  }
}

/** Says that what is held is changing: for whoever looks, once this is committed; for the import itself, at once. */
export async function forgetKept(tx: Db): Promise<void> {
  await tx
    .updateTable('installation')
    .set({ imports: sql`gen_random_uuid()` })
    .execute()
}
