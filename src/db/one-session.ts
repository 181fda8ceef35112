import { beginning, type Conversation, type Conversations } from './dialect.ts'
import { parameter } from './values.ts'

/** A PostgreSQL with one session. `opened` counts up each time it had to be opened anew, losing what was not committed. */
export interface Engine {
  readonly opened: number
  query(sql: string, parameters: readonly (string | null)[], limit?: number): Promise<{ rows: unknown[]; affected: number }>
  script(sql: string, limit?: number): Promise<void>
  copy(sql: string, chunk: string): Promise<number>
  close(): Promise<void>
}

/** What a conversation may have left for vacuum and checkpoint to do. */
export type Wrote = 'nothing' | 'something' | 'much'

/**
 * Conversations with a database that has one session: one at a time, in the order they asked.
 *
 * Whoever holds the conversation blocks everybody, so a statement is stopped after `limit` milliseconds; only a
 * transaction that writes (an import) may take as long as it needs.
 */
export class OneSession implements Conversations {
  readonly #engine: Engine
  readonly #limit: number | undefined
  #last: Promise<void> = Promise.resolve()
  #closing = false
  /** Told after each conversation what it may have left to do. */
  afterwards: (wrote: Wrote) => void = () => {}

  constructor(engine: Engine, limit?: number) {
    this.#engine = engine
    this.#limit = limit
  }

  async acquire() {
    if (this.#closing) throw new Error('The database is being closed')
    const done = await this.#turn()
    return new Turn(this.#engine, this.#limit, done)
  }

  release(conversation: Conversation) {
    if (!(conversation instanceof Turn)) throw new Error('A conversation with another database')
    void conversation.end().finally(() => this.afterwards(conversation.wrote))
  }

  /** One statement for the database's own upkeep, in its turn, however long it takes. */
  async tend(sql: string) {
    const done = await this.#turn()
    try {
      return (await this.#engine.query(sql, [])).rows
    } finally {
      done()
    }
  }

  async close() {
    this.#closing = true
    await this.#last
    await this.#engine.close()
  }

  async #turn(): Promise<() => void> {
    const before = this.#last
    let done = () => {}
    this.#last = new Promise((resolve) => (done = resolve))
    await before
    return done
  }
}

class Turn implements Conversation {
  readonly #engine: Engine
  readonly #opened: number
  readonly #limit: number | undefined
  readonly #done: () => void
  #transaction: 'none' | 'look' | 'write' = 'none'
  wrote: Wrote = 'nothing'

  constructor(engine: Engine, limit: number | undefined, done: () => void) {
    this.#engine = engine
    this.#opened = engine.opened
    this.#limit = limit
    this.#done = done
  }

  async begin(may: 'look' | 'write', isolation?: string) {
    await this.script(beginning(may, isolation))
    this.#transaction = may
  }

  async commit() {
    await this.script('commit')
    this.#transaction = 'none'
  }

  /** Gives up what was not committed. A database opened anew has given it up already. */
  async rollback() {
    if (!this.#lost()) await this.#engine.script('rollback', this.#limit)
    this.#transaction = 'none'
  }

  async query(sql: string, parameters: readonly unknown[]) {
    this.#check()
    if (this.wrote === 'nothing' && this.#transaction !== 'look' && !looksOnly.test(sql)) this.wrote = 'something'
    return this.#engine.query(sql, parameters.map(parameter), this.#allowed())
  }

  async script(sql: string) {
    this.#check()
    await this.#engine.script(sql, this.#allowed())
  }

  async copy(sql: string, chunks: AsyncIterable<string> | Iterable<string>) {
    this.wrote = 'much'
    if (this.#transaction !== 'none') return this.#copyAhead(sql, chunks)
    await this.begin('write')
    try {
      const copied = await this.#copyAhead(sql, chunks)
      await this.commit()
      return copied
    } catch (problem) {
      await this.rollback()
      throw problem
    }
  }

  /** Leaves the session as the next conversation must find it, and lets it begin. */
  async end() {
    try {
      if (this.#transaction !== 'none') await this.rollback()
    } finally {
      this.#done()
    }
  }

  // The next chunk is made while the database takes in the one before.
  async #copyAhead(sql: string, chunks: AsyncIterable<string> | Iterable<string>) {
    let copied = 0
    let underWay = Promise.resolve(0)
    try {
      for await (const chunk of chunks) {
        copied += await underWay
        this.#check()
        underWay = this.#engine.copy(sql, chunk)
        // Awaited above or below; until then a refusal must not count as nobody's.
        underWay.catch(() => {})
      }
    } catch (problem) {
      await underWay.catch(() => {})
      throw problem
    }
    return copied + (await underWay)
  }

  #allowed() {
    return this.#transaction === 'write' ? undefined : this.#limit
  }

  #lost() {
    return this.#engine.opened !== this.#opened
  }

  #check() {
    if (this.#lost()) throw new Error('The database was opened anew in the middle of this: nothing of it was kept')
  }
}

const looksOnly = /^\s*(select|show|explain|values)\b/i
