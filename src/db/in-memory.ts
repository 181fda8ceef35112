import { over, type Db } from './connect.ts'
import { OneSession } from './one-session.ts'
import { engineOver, pgliteInMemory } from './pglite.ts'

/** The embedded database in memory and in this thread, for tests: empty, or as a dump left it. */
export async function inMemory(dump?: Blob): Promise<Db> {
  return over(new OneSession(engineOver(await pgliteInMemory(dump))))
}
