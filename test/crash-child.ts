import { writeSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { parseAreaCode } from '../src/authorities/area.ts'
import { openDatabase, type Db } from '../src/db/connect.ts'
import { countEveryTable } from '../src/db/health.ts'
import { onBehalfOf } from '../src/db/scope.ts'
import { laitImporter } from '../src/measures/lait.import.ts'
import { rebuildComparisons } from '../src/measures/observation.store.ts'
import { importFile, markInterrupted } from '../src/sources/import-run.import.ts'

// A process that crash.test.ts kills: opens the database, says what it finds there, then writes until it is killed.
const [does = '', where = '', file = ''] = process.argv.slice(2)
const onServer = where.startsWith('postgres:')
const { db, close } = await openDatabase({ [onServer ? 'url' : 'folder']: where, what: does })
await markInterrupted(db, new Date())
if (onServer) await othersGone()
say('found', { ...(await found()), disagree: (await countEveryTable(db)).filter(({ rows, inIndex }) => rows !== inIndex) })
if (does === 'writes') await write(await lastWritten())
if (does === 'import') await importIt()
await close()

/** One line, on its way before anything else happens. */
function say(word: string, of: unknown) {
  writeSync(1, `${word} ${JSON.stringify(of)}\n`)
}

async function found() {
  const { rows } = await sql<Record<string, unknown>>`select
    (select count(*) from recorded_light) as lights, (select coalesce(max(reason::integer), 0) from recorded_light) as newest_light,
    (select count(*) from audit_entry where what = 'crash') as audited,
    (select count(*) from observation) as observations, (select array_agg(distinct published) from observation) as published,
    (select count(*) from import_run where state = 'running') as running,
    (select array_agg(file_name order by id) from import_run where state = 'done') as imported,
    (select array_agg(file_name) from import_run where stands) as stands`.execute(db)
  return rows[0]
}

async function lastWritten(): Promise<number> {
  const { rows } = await sql<{ newest: number }>`select coalesce(max(reason::integer), 0) as newest from recorded_light`.execute(db)
  return rows[0]?.newest ?? 0
}

/** Two rows a transaction, in two tables, numbered without a gap, each acknowledged before the next. */
async function write(last: number): Promise<never> {
  const authority = parseAreaCode('931')
  if (!authority) throw new Error('931 is an area')
  const now = new Date()
  for (let number = last + 1; ; number++) {
    await onBehalfOf(db, authority, async (tx: Db) => {
      await sql`insert into recorded_light (authority, framework, trigger, light, recorded_on, reason, recorded_by, recorded_at)
        values (${authority}, 'laassi', 7, 'green', '2026-11-01', ${number}, 'crash', ${now})`.execute(tx)
      await sql`insert into audit_entry (at, who, authority, what, subject, after)
        values (${now}, 'crash', ${authority}, 'crash', ${number}, ${{ number }})`.execute(tx)
    })
    say('wrote', number)
  }
}

async function importIt() {
  say('importing', file)
  const [run] = await importFile(
    db,
    { path: file, name: file.split('/').at(-1) ?? file },
    {
      startedBy: { who: 'crash', account: null },
      now: () => new Date(),
      signal: new AbortController().signal,
      progress: () => {},
      importers: [laitImporter],
      rebuild: { comparisons: rebuildComparisons, 'school comparisons': async () => {} },
    },
  )
  say('imported', run)
}

/** A server may still be ending the work of the process that was killed. */
async function othersGone() {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(db)
    if (rows.length === 0) return
    await setTimeout(25)
  }
  throw new Error('The work of the process that was killed goes on')
}
