import { PGlite, types } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import { dialectOver, type Conversation, type Conversations } from './dialect.ts'
import type { Tables } from './schema.ts'

/** May change things. Only POST pages, imports and commands are handed one. */
export type Db = Kysely<Tables>

/** May only look. Every GET page is handed this, so a page that writes while it renders does not compile. */
export type Reads = ReadonlyKysely<Tables>

/** The same database, to look only. One cast, here, so that no other file needs one. */
export function reading(db: Db): Reads {
  return db as never
}

/** The embedded database in memory, for tests. */
export async function inMemory(): Promise<Db> {
  // Days stay text (see lib/day.ts); the driver would otherwise make them midnight in the server's time zone.
  const pglite = await PGlite.create('memory://', { parsers: { [types.DATE]: (text: string) => text, [types.INT8]: Number } })
  return new Kysely<Tables>({ dialect: dialectOver(new InProcess(pglite)) })
}

class InProcess implements Conversations, Conversation {
  readonly #pglite: PGlite
  #turn: Promise<void> = Promise.resolve()
  #release = () => {}

  constructor(pglite: PGlite) {
    this.#pglite = pglite
  }

  async acquire() {
    const before = this.#turn
    let done = () => {}
    this.#turn = new Promise((resolve) => (done = resolve))
    await before
    this.#release = done
    return this
  }

  release() {
    this.#release()
  }

  async query(sql: string, parameters: readonly unknown[]) {
    const { rows, affectedRows } = await this.#pglite.query(sql, [...parameters])
    return { rows, affected: affectedRows ?? 0 }
  }

  async script(sql: string) {
    await this.#pglite.exec(sql)
  }

  async copy(sql: string, chunks: AsyncIterable<string> | Iterable<string>) {
    let copied = 0
    for await (const chunk of chunks) {
      const { affectedRows } = await this.#pglite.query(sql.replace(/ from stdin$/, " from '/dev/blob'"), [], { blob: new Blob([chunk]) })
      copied += affectedRows ?? 0
    }
    return copied
  }

  async close() {
    await this.#pglite.close()
  }
}
