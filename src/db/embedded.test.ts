import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { freshFolder } from '../../test/database.ts'
import { over, type Db } from './connect.ts'
import { copyInto, copyLine } from './copy.ts'
import { EmbeddedEngine } from './embedded.ts'
import { OneSession } from './one-session.ts'
import { Tending } from './tending.ts'

/** A folder database of its own, its statements stopped after `limit` milliseconds. */
async function embedded(t: TestContext, limit: number) {
  const folder = await freshFolder()
  const engine = new EmbeddedEngine(path.join(folder, 'database'))
  await engine.open()
  const session = new OneSession(engine, limit)
  const db = over(session)
  t.after(() => db.destroy())
  return { db, session, folder }
}

/** A query that never ends, and needs no memory. */
const looping = sql`select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b`
const ones = async (db: Db) => (await sql`select x from one order by x`.execute(db)).rows

test('a query that never ends is stopped, costs nobody else anything, and blocks no thread', async (t) => {
  const { db } = await embedded(t, 2000)
  await sql`create table one (x integer)`.execute(db)
  await sql`insert into one values (1)`.execute(db)
  let ticks = 0
  const ticking = setInterval(() => ticks++, 20)

  const endless = looping.execute(db)
  const behind = ones(db)

  await assert.rejects(endless, /still working on this after 2 seconds, and was stopped/)
  clearInterval(ticking)
  assert.ok(ticks > 10, `the thread that asked went on working (${ticks})`)
  assert.deepEqual(await behind, [{ x: 1 }])
})

test('a transaction that writes may take longer; one that only looks may not, and the next finds nothing of it', async (t) => {
  const { db } = await embedded(t, 2000)
  await sql`create table one (x integer)`.execute(db)

  const began = performance.now()
  await db.transaction().execute((tx) => sql`select pg_sleep(2.2)`.execute(tx))
  assert.ok(performance.now() - began > 2000, 'the query was slow enough to tell')

  const looking = db
    .transaction()
    .setAccessMode('read only')
    .execute((tx) => looping.execute(tx))
  await assert.rejects(looking, /was stopped/)
  assert.deepEqual(await ones(db), [])
})

test('work whose database was opened anew under it keeps nothing', async (t) => {
  const { db } = await embedded(t, 2000)
  await sql`create table one (x integer)`.execute(db)

  const work = db.connection().execute(async (connection) => {
    await sql`insert into one values (1)`.execute(connection)
    await looping.execute(connection).catch(() => {})
    await sql`insert into one values (2)`.execute(connection)
  })

  await assert.rejects(work, /opened anew in the middle of this/)
  assert.deepEqual(await ones(db), [{ x: 1 }])
})

test('whoever asks first is answered first', async (t) => {
  const { db } = await embedded(t, 60_000)
  const order: number[] = []

  await Promise.all(
    [1, 2, 3, 4, 5].map((x) => db.transaction().execute(async (tx) => void order.push(x, (await sql`select 1`.execute(tx), x)))),
  )

  assert.deepEqual(order, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
})

test('a transaction left open ends with its conversation', async (t) => {
  const { db } = await embedded(t, 60_000)
  await sql`create table one (x integer)`.execute(db)

  const transaction = await db.startTransaction().execute()
  await sql`insert into one values (1)`.execute(transaction)
  await transaction.rollback().execute()

  assert.deepEqual(await ones(db), [])
})

test('an acknowledged write is on the disk: fsync is on, and by a method that works', async (t) => {
  const { db } = await embedded(t, 60_000)

  const { rows } = await sql`select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method,
    current_setting('synchronous_commit') as waits`.execute(db)

  assert.deepEqual(rows, [{ fsync: 'on', method: 'fsync', waits: 'on' }])
})

test('after much was written there is little to recover, and the tables are in order', async (t) => {
  const { db, session } = await embedded(t, 60_000)
  const tending = new Tending(session)
  const lines = Array.from({ length: 30_000 }, (_, row) => copyLine([`new ${row}`, 'x'.repeat(1000)]))
  await copyInto(db, 'reorganisation', ['code', 'source'], [lines.join('')])
  await sql`delete from reorganisation where code like 'new %'`.execute(db)
  await sql`select pg_stat_force_next_flush()`.execute(db)
  const before = await state(db)

  await tending.stop()

  const after = await state(db)
  assert.ok(before.recover > 30_000_000 && before.dead > 29_000, JSON.stringify(before))
  assert.ok(after.recover < 1_000_000 && after.dead === 0, JSON.stringify(after))
})

/** How much of the log the next start would have to read, and how many rows wait for vacuum. */
async function state(db: Db) {
  const { rows } = await sql<{ recover: number; dead: number }>`
    select (pg_current_wal_lsn() - redo_lsn)::double precision as recover, n_dead_tup as dead
    from pg_control_checkpoint(), pg_stat_user_tables where relname = 'reorganisation'`.execute(db)
  return rows[0] ?? { recover: -1, dead: -1 }
}

test('the process ends by itself once the database is closed', async (t) => {
  const { db } = await embedded(t, 60_000)
  await sql`select 1`.execute(db)

  await db.destroy()

  assert.deepEqual(
    process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort'),
    [],
  )
})

test('a folder that holds something else is refused, and left as it is', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-other-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(path.join(folder, 'letter.txt'), 'Dear sir')

  await assert.rejects(new EmbeddedEngine(folder).open(), /holds files but is no database/)

  assert.deepEqual(await readdir(folder), ['letter.txt'])
})
