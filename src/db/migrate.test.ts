import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase, migrations } from '../../test/database.ts'
import { freshDb } from '../../test/support.ts'
import type { Db } from './connect.ts'
import { migrate } from './migrate.ts'

async function emptyDb(t: TestContext): Promise<Db> {
  const { db, dispose } = await emptyDatabase()
  t.after(dispose)
  return db
}

async function folderOf(t: TestContext, files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-migrations-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  return folder
}

/** The tables and views of a database with their columns, and `?` after one that may be null, as `schema.ts` writes them (JSON may be null by its type). */
async function columnsOf(db: Db): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; column: string; nullable: boolean; view: boolean }>`
    select c.table_name as "table", c.column_name as "column", c.is_nullable = 'YES' and c.data_type <> 'jsonb' as nullable, t.table_type = 'VIEW' as view
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.table_name <> 'migration'
    order by c.table_name, c.column_name`.execute(db)
  const tables = new Map<string, string[]>()
  for (const { table, column, nullable, view } of rows) {
    // PostgreSQL does not know which columns of a view are never null.
    tables.set(table, [...(tables.get(table) ?? []), nullable && !view ? `${column}?` : column])
  }
  return tables
}

const schema = [
  'schema.ts',
  'statistic-tables.ts',
  'quality-tables.ts',
  'assessment-tables.ts',
  'register-tables.ts',
  'alert-tables.ts',
  'evaluation-tables.ts',
  'scenario-tables.ts',
].map((name) => new URL(name, import.meta.url))

/** What `schema.ts` says, in the same form. */
async function columnsInSchema(views: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const text = (await Promise.all(schema.map((file) => readFile(file, 'utf8')))).join('\n')
  const tables = new Map<string, string[]>()
  // A table and a view with the same columns share an interface, by its name.
  const shared = new Map(
    [...text.matchAll(/^(?:export )?interface (\w+) \{([^}]*)\}/gm)].map(([, name = '', inside = '']) => [name, inside]),
  )
  for (const [, table = '', own, name = ''] of text.matchAll(/^ {2}(\w+): (?:\{([^}]*)\}|(\w+Columns)$)/gm)) {
    const inside = own ?? shared.get(name) ?? ''
    const columns = [...inside.matchAll(/(\w+): ([^;\n]+)/g)].map(([, column = '', type = '']) => {
      return { column, nullable: /\| null\b/.test(type) && !views.has(table) }
    })
    tables.set(table, columns.map(({ column, nullable }) => (nullable ? `${column}?` : column)).sort())
  }
  return tables
}

test('an empty database, brought up to date, has the tables and columns that the schema says', async (t) => {
  const db = await emptyDb(t)

  const ran = await migrate(db, migrations)

  assert.deepEqual(ran, (await readdir(migrations)).sort())
  const { rows } = await sql<{
    name: string
  }>`select table_name as name from information_schema.views where table_schema = 'public'`.execute(db)
  const found = await columnsOf(db)
  const said = await columnsInSchema(new Set(rows.map((row) => row.name)))
  assert.ok(said.size > 10, 'schema.ts was read')
  assert.deepEqual([...found.keys()].sort(), [...said.keys()].sort())
  for (const [table, columns] of said) assert.deepEqual(found.get(table)?.sort(), columns, `the columns of ${table}`)
})

test('a database that is up to date is left alone', async (t) => {
  const db = await freshDb(t)

  assert.deepEqual(await migrate(db, migrations), [])
})

test('a migration that fails leaves nothing behind, and those before it in place', async (t) => {
  const db = await emptyDb(t)
  const folder = await folderOf(t, {
    '0001-good.sql': 'create table good (x integer); insert into good values (1);',
    '0002-bad.sql': 'create table bad (x integer); insert into good values (2); insert into good values (1/0);',
    '0003-later.sql': 'create table later (x integer);',
  })

  await assert.rejects(migrate(db, folder), /division by zero/)

  assert.deepEqual([...(await columnsOf(db)).keys()], ['good'])
  assert.deepEqual((await sql`select x from good`.execute(db)).rows, [{ x: 1 }])
  await writeFile(path.join(folder, '0002-bad.sql'), 'create table mended (x integer);')
  assert.deepEqual(await migrate(db, folder), ['0002-bad.sql', '0003-later.sql'])
})

test('a database made by a later Fiveday is refused, not harmed', async (t) => {
  const db = await freshDb(t)
  await sql`insert into migration (name) values ('9999-later.sql')`.execute(db)

  await assert.rejects(migrate(db, migrations), /made by a later Fiveday \(it has had 9999-later\.sql\)/)
})
