import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kysely } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import { makeDataFolder } from './data-folder.ts'
import { dialectOver, type Conversations } from './dialect.ts'
import { EmbeddedEngine } from './embedded.ts'
import { FolderInUse, takeLock, type Lock } from './lock.ts'
import { migrate } from './migrate.ts'
import { OneSession } from './one-session.ts'
import type { Tables } from './schema.ts'
import { Tending } from './tending.ts'

/** May change things. Only POST pages, imports and commands are handed one. */
export type Db = Kysely<Tables>

/** May only look. Every GET page is handed this, so a page that writes while it renders does not compile. */
export type Reads = ReadonlyKysely<Tables>

/** The same database, to look only. One cast, here, so that no other file needs one. */
export function reading(db: Db): Reads {
  return db as never
}

/** An open database, its tables up to date. */
export interface Database {
  readonly db: Db
  readonly kind: 'embedded' | 'server'
  /** The hold on the data folder; a server keeps order itself. */
  readonly lock?: Lock
  readonly close: () => Promise<void>
}

export interface Where {
  /** The data folder of the embedded database; made when it is not there. */
  readonly folder?: string | undefined
  /** The address of a PostgreSQL server, which comes before the folder. */
  readonly url?: string | undefined
  /** What this process is, told to another that finds the folder in use: `server`, `import`. */
  readonly what: string
}

/** A statement that only looks is stopped after this long. */
const longestLook = 60_000

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Opens the database and brings its tables up to date. Throws `FolderInUse` when another process has the folder open. */
export async function openDatabase({ folder, url, what }: Where): Promise<Database> {
  if (url) return openServer(url, what)
  if (folder) return openFolder(path.resolve(folder), what)
  throw new Error('Give a data folder, or the address of a PostgreSQL server')
}

async function openFolder(folder: string, what: string): Promise<Database> {
  makeDataFolder(folder)
  const taken = await takeLock(folder, what)
  if (!taken.ok) throw new FolderInUse(folder, taken.owner)
  const { lock } = taken
  try {
    const engine = new EmbeddedEngine(path.join(folder, 'database'))
    await engine.open()
    const session = new OneSession(engine, longestLook)
    const db = await upToDate(session)
    const tending = new Tending(session)
    return {
      db,
      kind: 'embedded',
      lock,
      async close() {
        await tending.stop()
        await db.destroy()
        await lock.release()
      },
    }
  } catch (problem) {
    await lock.release()
    throw problem
  }
}

async function openServer(url: string, what: string): Promise<Database> {
  // The driver is slow to load, and the embedded database does without it.
  const { Server, whyUnfit, whyUnreachable } = await import('./server.ts')
  const server = new Server(url, longestLook, what)
  const fault = await whyUnfit(server).catch((problem: unknown) => whyUnreachable(url, problem))
  if (fault) {
    await server.close()
    throw fault instanceof Error ? fault : new Error(fault)
  }
  const db = await upToDate(server)
  return { db, kind: 'server', close: () => db.destroy() }
}

/** Kysely over these conversations, the migrations run. Closes the conversations when they fail. */
async function upToDate(conversations: Conversations): Promise<Db> {
  const db = over(conversations)
  try {
    await migrate(db, migrations)
    return db
  } catch (problem) {
    await db.destroy()
    throw problem
  }
}

/** Kysely over these conversations. */
export function over(conversations: Conversations): Db {
  return new Kysely<Tables>({ dialect: dialectOver(conversations) })
}
