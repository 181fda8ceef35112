import type { OneSession, Wrote } from './one-session.ts'

const seconds = 1000
const minutes = 60 * seconds

/** How long after a write the upkeep of the embedded database comes. */
const pauses = { afterMuch: 2 * seconds, checkpoint: 5 * minutes, vacuum: 60 * minutes }

const changedTables = `
  select format('%I.%I', schemaname, relname) as "table" from pg_stat_all_tables
  where schemaname in ('public', 'pg_catalog') and n_dead_tup + n_mod_since_analyze + coalesce(n_ins_since_vacuum, 0) > 50
  order by 1`

/**
 * Does for the embedded database what a server does in the background: checkpoints (or the log of writes would grow,
 * and with it the next start) and vacuum (or tables would).
 *
 * Each table is vacuumed in a turn of its own, so that pages come in between.
 */
export class Tending {
  readonly #session: OneSession
  #timers: { readonly checkpoint?: NodeJS.Timeout; readonly vacuum?: NodeJS.Timeout } = {}
  #underWay: Promise<void> = Promise.resolve()
  #much = false
  #stopped = false

  constructor(session: OneSession) {
    this.#session = session
    session.afterwards = (wrote) => this.#note(wrote)
  }

  /** Ends the timers. After an import what is due is done now: the next start should find a database at rest. */
  async stop() {
    this.#stopped = true
    clearTimeout(this.#timers.checkpoint)
    clearTimeout(this.#timers.vacuum)
    await this.#underWay
    if (this.#much) await this.#vacuum()
  }

  #note(wrote: Wrote) {
    if (wrote === 'nothing' || this.#stopped) return
    const { checkpoint, vacuum } = this.#timers
    if (wrote === 'much') {
      this.#much = true
      clearTimeout(vacuum)
    }
    this.#timers = {
      checkpoint: checkpoint ?? this.#after(pauses.checkpoint, () => this.#checkpoint()),
      vacuum: wrote === 'something' && vacuum ? vacuum : this.#after(this.#much ? pauses.afterMuch : pauses.vacuum, () => this.#vacuum()),
    }
  }

  // A chore that fails is not lost: the write after it brings the next.
  #after(pause: number, chore: () => Promise<void>) {
    return setTimeout(() => {
      this.#underWay = this.#underWay.then(chore).catch(() => {})
    }, pause).unref()
  }

  async #checkpoint() {
    const { vacuum } = this.#timers
    this.#timers = vacuum ? { vacuum } : {}
    await this.#session.tend('checkpoint')
  }

  async #vacuum() {
    const { checkpoint } = this.#timers
    this.#timers = checkpoint ? { checkpoint } : {}
    this.#much = false
    // PostgreSQL counts changes at its leisure; we want those up to now.
    await this.#session.tend('select pg_stat_force_next_flush()')
    const changed = (await this.#session.tend(changedTables)) as { readonly table: string }[]
    for (const { table } of changed) await this.#session.tend(`vacuum (analyze) ${table}`)
    if (changed.length > 0) await this.#session.tend('checkpoint')
  }
}
