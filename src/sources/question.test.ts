import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aFile, anImport, aZip } from '../../test/made-up-files.ts'
import { aDay, freshDb } from '../../test/support.ts'
import { lookupImporter } from '../authorities/lookup.import.ts'
import { reading, type Db } from '../db/connect.ts'
import { paths } from '../paths.ts'
import { performanceImporters } from '../performance/performance.import.ts'
import type { Outcome, Upload } from '../web/page.ts'
import { templates } from '../web/templates.ts'
import { dataPages } from './data.pages.ts'
import { run, runs } from './import-run.store.ts'
import { importsUnderWay } from './under-way.import.ts'

const print = templates()
const site = { paths, council: 'Oxfordshire', navigation: [] }
const who = { account: 1, name: 'Ama Boateng', role: 'administrator', authority: null } as const
const asked = { query: {}, today: aDay('2026-11-23'), now: new Date('2026-11-23T09:00:00Z'), address: 'http://localhost', who }

const absence = `LA,ESTAB,URN,PERCTOT,PPERSABS10
931,2001,123001,5.1,10.2
931,2002,123002,4.8,9.9
`
const lookup = (authorities: number) =>
  `old_la_code,new_la_code,la_name,region_code,region_name\n${Array.from({ length: authorities }, (_, i) => `${800 + i},E${i},Area ${i},E12000009,South West\n`).join('')}`

/** The pages of one server: files are brought to it, and its questions answered. */
function aServer(t: TestContext, db: Db) {
  const imports = importsUnderWay({ ...anImport, importers: [lookupImporter, ...performanceImporters], failed: (problem) => assert.fail(String(problem)) }) // prettier-ignore
  t.after(() => imports.close())
  const pages = dataPages([], imports)
  const post = async (path: string, params: Record<string, string>, body: Record<string, string>, uploads: readonly Upload[] = []) => {
    const page = pages.find((one) => one.method === 'POST' && one.path === path)
    if (page?.method !== 'POST' || page.fenced !== false) throw new Error(`no form ${path}`)
    return page.does({ ...asked, params, body, uploads, db, reads: reading(db) })
  }
  return {
    async bring(name: string, content: string | Uint8Array): Promise<() => Promise<unknown>> {
      const kept: Promise<unknown>[] = []
      const upload = {
        path: await aFile(t, content),
        name,
        bytes: content.length,
        keepUntil: (work: Promise<unknown>) => void kept.push(work),
      }
      await post('/data', {}, {}, [upload])
      return async () => Promise.all(kept)
    },
    answer: (id: number, body: Record<string, string>) => post('/data/:run/answer', { run: String(id) }, body),
    async look(id: number): Promise<string> {
      const page = pages.find((one) => one.method === 'GET' && one.path === '/data/:run')
      if (page?.method !== 'GET' || page.fenced !== false) throw new Error('no page')
      return htmlOf(await page.does({ ...asked, params: { run: String(id) }, reads: reading(db) }))
    },
  }
}

function htmlOf(outcome: Outcome): string {
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

/** Waits until an import has ended. */
async function ended(db: Db, id: number) {
  for (;;) {
    const found = await run(reading(db), id)
    if (found && found.state !== 'running') return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('a file that does not say its year is asked about, and the answer is kept with the import', async (t) => {
  const db = await freshDb(t)
  const server = aServer(t, db)
  const released = await server.bring('england_abs.csv', absence)
  await ended(db, 1)

  const page = await server.look(1)
  const wrong = await server.answer(1, { year: 'soon' })
  const outcome = await server.answer(1, { year: '2018/19' })
  const done = await ended(db, 2)
  await released()
  const again = await server.answer(1, { year: '2017/18' })

  assert.match(page, /Waiting for your answer[^]*Which academic year is it of\?/)
  assert.match(htmlOf(wrong), /href="#year">Academic year must be two years, like 2018\/19/)
  assert.deepEqual(outcome, { kind: 'go', to: '/data/2' })
  assert.deepEqual([done.state, done.year, done.started_by], ['done', 2019, 'Ama Boateng'])
  assert.match(done.message ?? '', /Its academic year is the one given by whoever brought it/)
  assert.deepEqual([again, (await runs(reading(db))).length], [{ kind: 'go', to: '/data/1' }, 2], 'one answer counts')
  assert.doesNotMatch(await server.look(1), /Which academic year is it of\?/)
})

test('of a ZIP only the file that was asked about is imported with the answer', async (t) => {
  const db = await freshDb(t)
  const server = aServer(t, db)
  await server.bring('tables.zip', aZip({ 'lookup.csv': lookup(2), 'abs.csv': absence }))
  const waits = (await Promise.all([1, 2].map((id) => ended(db, id)))).find(({ state }) => state === 'refused')

  await server.answer(waits?.id ?? 0, { year: '2018/19' })
  await ended(db, 3)

  assert.deepEqual((await runs(reading(db))).map(({ file_name, state }) => `${file_name} ${state}`).sort(), [
    'tables.zip: abs.csv done',
    'tables.zip: abs.csv refused',
    'tables.zip: lookup.csv done',
  ])
})

test('a file that would take the place of a fuller one is asked about before anything changes', async (t) => {
  const db = await freshDb(t)
  const server = aServer(t, db)
  const areas = async () => (await reading(db).selectFrom('area').select('code').orderBy('code').execute()).length
  await server.bring('lookup.csv', lookup(10))
  await ended(db, 1)
  await server.bring('2018-2019_abs.csv', absence)
  await ended(db, 2)

  await server.bring('lookup.csv', lookup(4))
  await server.bring('2018-2019_abs.csv', absence.split('\n').slice(0, 2).join('\n'))
  const waits = await Promise.all([3, 4].map((id) => ended(db, id)))
  const [before, page] = [await areas(), await server.look(3)]
  await server.answer(3, {})
  await ended(db, 5)

  assert.deepEqual(
    waits.map(({ state }) => state),
    ['refused', 'refused'],
  )
  assert.match(
    waits[0]?.message ?? '',
    /^It has 4 rows, and lookup\.csv, which it would take the place of, has 10\. Nothing was changed\. Confirm/,
  )
  assert.match(waits[1]?.message ?? '', /^It has fewer schools than the file it takes the place of: 1 of /)
  assert.match(page, /Import it all the same/)
  assert.deepEqual([before, await areas()], [10, 4])
  assert.equal((await run(reading(db), 2))?.rows_used, 2)
})
