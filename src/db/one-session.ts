import type { Conversation, Conversations } from './dialect.ts'
import { parameter } from './values.ts'

/** A PostgreSQL with one session. `opened` counts up each time it had to be opened anew, losing what was not committed. */
export interface Engine {
  readonly opened: number
  query(sql: string, parameters: readonly (string | null)[], limit?: number): Promise<{ rows: unknown[]; affected: number }>
  script(sql: string, limit?: number): Promise<void>
  copy(sql: string, chunk: string): Promise<number>
  close(): Promise<void>
}

/**
 * Conversations with a database that has one session: one at a time, in the order they asked.
 *
 * Whoever holds the conversation blocks everybody, so a statement is stopped after `limit` milliseconds; only a
 * transaction that writes (an import) may take as long as it needs.
 */
export class OneSession implements Conversations {
  readonly #engine: Engine
  readonly #limit: number | undefined
  readonly #afterwards: (wrote: Wrote) => void
  readonly #turns = new Map<Conversation, Turn>()
  #last: Promise<void> = Promise.resolve()
  #closing = false

  constructor(engine: Engine, limit?: number, afterwards: (wrote: Wrote) => void = () => {}) {
    this.#engine = engine
    this.#limit = limit
    this.#afterwards = afterwards
  }

  async acquire() {
    if (this.#closing) throw new Error('The database is being closed')
    const before = this.#last
    let done = () => {}
    this.#last = new Promise((resolve) => (done = resolve))
    await before
    const turn = new Turn(this.#engine, this.#limit)
    this.#turns.set(turn, turn)
    turn.done = done
    return turn
  }

  release(conversation: Conversation) {
    const turn = this.#turns.get(conversation)
    if (!turn) return
    this.#turns.delete(conversation)
    void turn.end().then(() => {
      turn.done()
      this.#afterwards(turn.wrote)
    })
  }

  async close() {
    this.#closing = true
    await this.#last
    await this.#engine.close()
  }
}

/** What a conversation may have left for vacuum and checkpoint to do. */
export type Wrote = 'nothing' | 'something' | 'much'

class Turn implements Conversation {
  readonly #engine: Engine
  readonly #opened: number
  readonly #limit: number | undefined
  #transaction: 'none' | 'reading' | 'writing' = 'none'
  wrote: Wrote = 'nothing'
  done = () => {}

  constructor(engine: Engine, limit: number | undefined) {
    this.#engine = engine
    this.#opened = engine.opened
    this.#limit = limit
  }

  async query(sql: string, parameters: readonly unknown[]) {
    this.#check()
    if (this.wrote === 'nothing' && !looksOnly.test(sql)) this.wrote = 'something'
    return this.#engine.query(sql, parameters.map(parameter), this.#allowed())
  }

  async script(sql: string) {
    if (this.#lost() && /^\s*rollback/i.test(sql)) return
    this.#check()
    await this.#engine.script(sql, this.#allowed())
    this.#follow(sql)
  }

  async copy(sql: string, chunks: AsyncIterable<string> | Iterable<string>) {
    this.#check()
    this.wrote = 'much'
    if (this.#transaction !== 'none') return this.#copyAhead(sql, chunks)
    await this.script('begin')
    try {
      const copied = await this.#copyAhead(sql, chunks)
      await this.script('commit')
      return copied
    } catch (problem) {
      await this.script('rollback')
      throw problem
    }
  }

  /** Leaves the session as the next conversation must find it. */
  async end() {
    if (this.#transaction === 'none') return
    await this.script('rollback').catch(() => {})
  }

  // The next chunk is made while the database takes in the one before.
  async #copyAhead(sql: string, chunks: AsyncIterable<string> | Iterable<string>) {
    let copied = 0
    let under: Promise<number> = Promise.resolve(0)
    try {
      for await (const chunk of chunks) {
        copied += await under
        this.#check()
        under = this.#engine.copy(sql, chunk)
        under.catch(() => {})
      }
    } catch (problem) {
      await under.catch(() => {})
      throw problem
    }
    return copied + (await under)
  }

  #follow(sql: string) {
    if (/^\s*(begin|start transaction)/i.test(sql)) this.#transaction = /read only/i.test(sql) ? 'reading' : 'writing'
    else if (/^\s*(commit|rollback)\s*;?\s*$/i.test(sql)) this.#transaction = 'none'
    else if (/^\s*set transaction read only/i.test(sql)) this.#transaction = 'reading'
  }

  #allowed() {
    return this.#transaction === 'writing' ? undefined : this.#limit
  }

  #lost() {
    return this.#engine.opened !== this.#opened
  }

  #check() {
    if (this.#lost()) throw new Error('The database was opened anew in the middle of this: nothing of it was kept')
  }
}

const looksOnly = /^\s*(select|show|explain|values)\b/i
