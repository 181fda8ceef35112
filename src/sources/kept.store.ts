import type { Reads } from '../db/connect.ts'
import { stateOfImports } from './import-run.store.ts'

/** The answer under a key: the one kept, or the one that `find` gives, which is then kept. */
export type Kept<T> = (reads: Reads, key: string, find: () => Promise<T>) => Promise<T>

/**
 * Keeps the last `most` answers that published facts alone decide, until something is imported.
 *
 * Pages ask the same questions many times between two imports, and some answers take longer than the rest of the page.
 * Which imports stand is asked each time, so that another process's import is noticed at once. Never for an answer that
 * an authority's own work decides, unless its key says which authority.
 */
export function keptUntilImport<T>(most: number): Kept<T> {
  const answers = new Map<string, T>()
  return async (reads, key, find) => {
    const { imports } = await reads.selectFrom('installation').select(stateOfImports.as('imports')).executeTakeFirstOrThrow()
    const name = `${imports} ${key}`
    const kept = answers.get(name)
    const answer = kept ?? (await find())
    answers.delete(name)
    answers.set(name, answer)
    const [oldest] = answers.keys()
    if (answers.size > most && oldest !== undefined) answers.delete(oldest)
    return answer
  }
}
