import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { addressOf, emptyDatabase, testServer } from '../../test/database.ts'
import { over, openDatabase, type Db } from './connect.ts'
import { Server } from './server.ts'

const skip = testServer ? false : 'needs a PostgreSQL server: node test/postgres.ts -- node --test src/db/server.test.ts'

/** An empty database of the server, its address, a connection that may do anything, and who is to be dropped with it. */
async function emptyOnServer(t: TestContext) {
  const { db, url = '', dispose } = await emptyDatabase()
  const users: string[] = []
  t.after(async () => {
    for (const user of users) await sql.raw(`drop owned by ${user}; drop role ${user}`).execute(db)
    await dispose()
  })
  return { url, db, users }
}

/** A new user of that database, who has been given nothing, and its address for them. */
async function asSomebody({ url, db, users }: { url: string; db: Db; users: string[] }) {
  const name = `somebody_${randomUUID().slice(0, 8)}`
  await sql.raw(`create role ${name} login`).execute(db)
  users.push(name)
  const address = new URL(url)
  address.username = name
  return { address: address.href, name }
}

const messageOf = (opening: Promise<{ close: () => Promise<void> }>) =>
  opening.then(
    async ({ close }) => {
      await close()
      return 'opened'
    },
    (problem: unknown) => (problem instanceof Error ? problem.message : String(problem)),
  )

test('several processes that start together on one empty server all find it ready', { skip }, async (t) => {
  const { url } = await emptyOnServer(t)

  const opened = await Promise.all([1, 2, 3].map((n) => openDatabase({ url, what: `server ${n}` })))

  for (const { db, kind, close } of opened) {
    assert.equal(kind, 'server')
    assert.equal((await db.selectFrom('installation').selectAll().execute()).length, 1)
    await close()
  }
})

test('a server that cannot be reached is named, without its password', async () => {
  const message = await messageOf(openDatabase({ url: 'postgres://fiveday:secret@127.0.0.1:1/fiveday', what: 'server' }))

  assert.equal(message, 'The PostgreSQL server at 127.0.0.1:1/fiveday was asked, but it cannot be reached (ECONNREFUSED). See DATABASE_URL')
})

test('a database that is not there is told apart from a server that is not', { skip }, async () => {
  const message = await messageOf(openDatabase({ url: addressOf(testServer ?? '', 'nothing_of_the_kind'), what: 'server' }))

  assert.match(message, /but it has no such database/)
})

test('a database user who may not make tables is told what an administrator must run', { skip }, async (t) => {
  const server = await emptyOnServer(t)
  const { address, name } = await asSomebody(server)

  assert.match(
    await messageOf(openDatabase({ url: address, what: 'server' })),
    new RegExp(
      `The database user ${name} may not make tables. An administrator of the server must run: alter database "\\w+" owner to "${name}"`,
    ),
  )
})

test('what an administrator is told to run is enough', { skip }, async (t) => {
  const server = await emptyOnServer(t)
  const { address, name } = await asSomebody(server)
  await sql
    .raw(`create role fiveday_officer nologin`)
    .execute(server.db)
    .catch(() => {})
  await sql.raw(`grant all on schema public to ${name}`).execute(server.db)

  const message = await messageOf(openDatabase({ url: address, what: 'server' }))
  assert.equal(
    message,
    `The database user ${name} may not use the role fiveday_officer. An administrator of the server must run: grant fiveday_officer to "${name}"`,
  )
  await sql.raw(`grant fiveday_officer to "${name}"`).execute(server.db)

  assert.equal(await messageOf(openDatabase({ url: address, what: 'server' })), 'opened')
})

test('a query that never ends is stopped; one in a transaction that writes is not', { skip }, async (t) => {
  const { url } = await emptyOnServer(t)
  const db = over(new Server(url, 300, 'test'))
  t.after(() => db.destroy())

  await assert.rejects(sql`select pg_sleep(30)`.execute(db), /statement timeout/)
  await db.transaction().execute((tx) => sql`select pg_sleep(0.6)`.execute(tx))
  const looking = db
    .transaction()
    .setAccessMode('read only')
    .execute((tx) => sql`select pg_sleep(30)`.execute(tx))
  await assert.rejects(looking, /statement timeout/)
})

test('a connection that the server ends costs the work it carried, and no more', { skip }, async (t) => {
  const { url } = await emptyOnServer(t)
  const { db, close } = await openDatabase({ url, what: 'server' })
  t.after(close)
  await assert.rejects(sql`select pg_terminate_backend(pg_backend_pid())`.execute(db))
  const work = db.transaction().execute(async (tx) => {
    await sql`update installation set country = 'real'`.execute(tx)
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  })

  await assert.rejects(work, /terminating connection/)

  assert.deepEqual(await db.selectFrom('installation').select('country').execute(), [{ country: null }])
})
