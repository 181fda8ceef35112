import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { aDay, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { dataPages } from '../sources/data.pages.ts'
import { runs } from '../sources/import-run.store.ts'
import { importCommands } from '../sources/import.commands.ts'
import { importsUnderWay } from '../sources/under-way.import.ts'

async function absenceFile(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-told-'))
  t.after(() => rm(folder, { recursive: true }))
  const at = path.join(folder, 'england_abs.csv')
  await writeFile(at, 'LA,ESTAB,URN,PERCTOT,PPERSABS10\n931,2000,100001,3.5,8\n')
  return at
}

/** Waits until no import is under way. */
async function through(db: Db): Promise<void> {
  while ((await runs(reading(db))).some(({ state }) => state === 'running')) await new Promise((resolve) => setTimeout(resolve, 10))
}

async function bring(t: TestContext, db: Db, year: string) {
  const pages = dataPages([], importsUnderWay({ ...anyImport, failed: (problem) => assert.fail(String(problem)) }))
  const page = pages.find(({ method, path: at }) => method === 'POST' && at === '/data')
  assert.ok(page?.method === 'POST' && page.fenced === false)
  const upload = {
    path: await absenceFile(t),
    name: 'england_abs.csv',
    bytes: 50,
    keepUntil: () => {},
  }
  const who = { account: 1, name: 'Ama Boateng', role: 'administrator', authority: null } as const
  const asked = {
    params: {},
    query: {},
    today: aDay('2026-11-23'),
    now: new Date('2026-11-23T09:00:00Z'),
    address: 'http://localhost',
    who,
  }
  const outcome = await page.does({ ...asked, db, reads: reading(db), body: { year }, uploads: [upload] })
  await through(db)
  return outcome
}

test('a file that does not say its year is of the one typed beside it on the Data page', async (t) => {
  const db = await freshDb(t)

  await bring(t, db, '2018/19')

  assert.deepEqual(
    (await runs(reading(db))).map(({ state, year }) => [state, year]),
    [['done', 2019]],
  )
})

test('an academic year that is none is asked for again, and nothing is imported', async (t) => {
  const db = await freshDb(t)

  const outcome = await bring(t, db, '2018/20')

  assert.ok(outcome.kind === 'show' && outcome.status === 400)
  assert.ok('year' in outcome.model && outcome.model.year === '2018/20')
  assert.ok('problems' in outcome.model)
  assert.deepEqual(outcome.model.problems, [{ field: 'year', text: 'Academic year must be two years, like 2018/19' }])
  assert.deepEqual(await runs(reading(db)), [])
})

test('the command line takes the year too', async (t) => {
  const db = await freshDb(t)
  const command = importCommands(anyImport).find(({ usage }) => usage.startsWith('import <'))
  const said: string[] = []

  const code = await command?.does({
    db,
    reads: reading(db),
    args: [await absenceFile(t)],
    options: { year: '2018-19' },
    out: { print: (line) => said.push(line), complain: (line) => said.push(line), progress: () => {} },
    today: aDay('2026-11-23'),
    now: () => new Date('2026-11-23T09:00:00Z'),
    signal: new AbortController().signal,
    folder: '/',
  })

  assert.equal(code, 0)
  assert.deepEqual(said, [
    'england_abs.csv: imported, as at 2018 to 2019. 1 row read, 1 used, 0 refused.',
    '  Absence, 2018 to 2019, final: 1 school. Its academic year is the one given by whoever brought it.',
  ])
  assert.deepEqual(command?.wrongUse?.({ year: '2018/20' }), ['--year takes an academic year, written 2018/19'])
  assert.deepEqual(command?.wrongUse?.({ year: '2018/19' }), [])
})

test('a year that has not begun is refused in words that say which year was told, and nothing is imported', async (t) => {
  const db = await freshDb(t)

  await bring(t, db, '2030/31')

  const [run] = await runs(reading(db))
  assert.equal(run?.state, 'refused')
  assert.match(
    run?.message ?? '',
    /^The academic year 2030 to 2031 has not begun, so there can be no table of it yet\. Say which year it is of/,
  )
})
