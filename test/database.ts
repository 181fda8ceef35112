import { createHash, randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { openDatabase, over, type Db } from '../src/db/connect.ts'
import { inMemory } from '../src/db/in-memory.ts'
import { migrate } from '../src/db/migrate.ts'
import { OneSession } from '../src/db/one-session.ts'
import { engineOver, pgliteInMemory } from '../src/db/pglite.ts'
import { Server } from '../src/db/server.ts'

export const migrations = fileURLToPath(new URL('../migrations', import.meta.url))

/** The server the tests are to run on, when not on the embedded database. `test/postgres.ts` starts one and sets this. */
export const testServer = process.env['FIVEDAY_TEST_DATABASE']

/** A new database with every table, and how to be rid of it. Made once for these migrations, then copied, or emptied and used again. */
export async function newDatabase(): Promise<{ readonly db: Db; readonly dispose: () => Promise<void> }> {
  const place = idle.pop() ?? (testServer ? await placeOnServer(testServer) : await placeInMemory())
  const db = place.open()
  return {
    db,
    async dispose() {
      await db.destroy()
      if (!ending && (await asMigrated(place.ask).catch(() => false))) idle.push(place)
      else await place.close()
    },
  }
}

/** Where a test's database is, from one test to the next. Each test opens it by itself. */
interface Place {
  readonly open: () => Db
  readonly ask: Ask
  readonly close: () => Promise<void>
}

/** Asks a database by a connection of its own, also several statements at once; the rows are of the last. */
type Ask = (statements: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

// Making a database takes from a third of a second to more than one; emptying it a few hundredths. A test leaves its own to the next.
const idle: Place[] = []

// Only a file of tests says when its last test has ended, and an open PGlite keeps its process alive.
let ending = process.env['NODE_TEST_CONTEXT'] === undefined
if (!ending)
  after(async () => {
    ending = true
    for (const place of idle.splice(0)) await place.close()
  })

async function placeInMemory(): Promise<Place> {
  const pglite = await pgliteInMemory(await migratedDump())
  return {
    open: () => over(new OneSession({ ...engineOver(pglite), close: async () => {} })),
    ask: async (statements) => (await pglite.exec(statements)).at(-1)?.rows ?? [],
    close: () => pglite.close(),
  }
}

// How every table and column in `public` is made and who may do what with it, so that a test that changed that is noticed.
const laidOut = `select md5(string_agg(concat_ws(' ', c.relname, c.relkind, c.relrowsecurity, c.relacl, a.attname, a.atttypid, a.attnotnull),
  ',' order by c.relname, a.attnum)) as laid_out
  from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where c.relnamespace = 'public'::regnamespace`

const written = `select quote_ident(relname) as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration' and pg_relation_size(oid) > 0`

/** Keeps beside a database what its migrations put in, and how its tables are laid out, for `asMigrated`. */
async function keepAsMigrated(ask: Ask): Promise<void> {
  await ask('create schema as_migrated')
  for (const { name } of await ask(written)) await ask(`create table as_migrated.${String(name)} as table public.${String(name)}`)
  await ask(`create table as_migrated."laid out" as ${laidOut}`)
}

/**
 * Leaves a database as its migrations made it: every table that was written to is emptied, its numbers begin anew, what the
 * migrations put in is back, and what was kept of its imports holds no more. False when a test changed more than rows.
 */
async function asMigrated(ask: Ask): Promise<boolean> {
  for (const statement of ['rollback', 'discard all', `set lock_timeout = '2s'`]) await ask(statement)
  const [same] = await ask(`select laid_out = (${laidOut}) as same from as_migrated."laid out"`)
  if (same?.['same'] !== true) return false
  const kept = await ask(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'as_migrated' and tablename <> 'laid out'`,
  )
  const back = kept.map(({ name }) => `insert into ${String(name)} overriding system value select * from as_migrated.${String(name)};`)
  const names = (await ask(written)).map(({ name }) => String(name))
  await ask(`truncate ${names.join(', ')} restart identity cascade; set session_replication_role = replica;
    ${back.join('')} set session_replication_role = origin; update installation set imports = gen_random_uuid(); reset lock_timeout;`)
  return true
}

/** A new, empty database, and how to be rid of it. */
export async function emptyDatabase(): Promise<{ readonly db: Db; readonly url?: string; readonly dispose: () => Promise<void> }> {
  if (testServer) return onServer(testServer, 'template0')
  const db = await inMemory()
  return { db, dispose: () => db.destroy() }
}

/** This server's address, for one of its databases. */
export function addressOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

let dump: Promise<Blob> | undefined

function migratedDump(): Promise<Blob> {
  return (dump ??= loadDump())
}

// Kept on the disk from one run to the next, for making it takes a second and every test file needs it.
async function loadDump(): Promise<Blob> {
  const kept = fileURLToPath(new URL(`../node_modules/.cache/fiveday/${await fingerprint()}.tar`, import.meta.url))
  const found = await readFile(kept).catch(() => undefined)
  if (found) return new Blob([found])

  const made = await makeDump()
  const beside = `${kept}.${randomUUID()}`
  await mkdir(path.dirname(kept), { recursive: true })
  await writeFile(beside, made.stream())
  await rename(beside, kept)
  return made
}

async function makeDump(): Promise<Blob> {
  const pglite = await pgliteInMemory()
  await migrate(over(new OneSession(engineOver(pglite))), migrations)
  await keepAsMigrated(async (statements) => (await pglite.exec(statements)).at(-1)?.rows ?? [])
  const made = await pglite.dumpDataDir('none')
  await pglite.close()
  return made
}

/** A data folder whose embedded database has every table and is closed. It goes when the process ends. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-data-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  await cp(await keptFolder(), folder, { recursive: true })
  return folder
}

async function keptFolder(): Promise<string> {
  const kept = fileURLToPath(new URL(`../node_modules/.cache/fiveday/${await fingerprint()}`, import.meta.url))
  if (existsSync(kept)) return kept
  const beside = `${kept}.${randomUUID()}`
  const { close } = await openDatabase({ folder: beside, what: 'test' })
  await close()
  // Whoever was quicker has made the same.
  await rename(beside, kept).catch(() => rm(beside, { recursive: true }))
  return kept
}

let template: Promise<string> | undefined

async function placeOnServer(server: string): Promise<Place> {
  const own = await onServer(server, await (template ??= makeTemplate(server)))
  return { open: () => over(new Server(own.url, 60_000, 'test')), ask: asking(own.db), close: () => own.dispose() }
}

function asking(db: Db): Ask {
  return async (statements) => (await sql.raw<Record<string, unknown>>(statements).execute(db)).rows
}

async function makeTemplate(server: string): Promise<string> {
  const name = `fiveday_template_${await fingerprint()}`
  await administer(server, async (db) => {
    await db.connection().execute(async (one) => {
      await sql`select pg_advisory_lock(1)`.execute(one)
      const { rows } = await sql`select 1 from pg_database where datname = ${name}`.execute(one)
      if (rows.length > 0) return
      await sql`create database ${sql.id(`${name}_making`)} template template0`.execute(one)
      const making = over(new Server(addressOf(server, `${name}_making`), 60_000, 'test'))
      await migrate(making, migrations)
      await keepAsMigrated(asking(making))
      await making.destroy()
      await sql`alter database ${sql.id(`${name}_making`)} rename to ${sql.id(name)}`.execute(one)
    })
  })
  return name
}

async function onServer(server: string, from: string) {
  const name = `fiveday_test_${randomUUID().replaceAll('-', '')}`
  await administer(server, (db) => sql`create database ${sql.id(name)} template ${sql.id(from)}`.execute(db))
  const url = addressOf(server, name)
  const db = over(new Server(url, 60_000, 'test'))
  return {
    db,
    url,
    async dispose() {
      await db.destroy()
      await administer(server, (at) => sql`drop database ${sql.id(name)} with (force)`.execute(at))
    },
  }
}

async function administer(server: string, work: (db: Db) => Promise<unknown>) {
  const db = over(new Server(server, 60_000, 'test'))
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
}

// The same for the same migrations and the same PGlite.
async function fingerprint(): Promise<string> {
  const pglite = new URL('../node_modules/@electric-sql/pglite/package.json', import.meta.url)
  const hash = createHash('sha256')
    .update('with what migrations put in, and how it is laid out')
    .update(await readFile(pglite))
  for (const name of (await readdir(migrations)).sort()) hash.update(name).update(await readFile(path.join(migrations, name)))
  return hash.digest('hex').slice(0, 16)
}
