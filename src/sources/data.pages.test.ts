import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aFile, aLookup, anImport, aZip } from '../../test/made-up-files.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { paths } from '../paths.ts'
import type { Outcome, Upload } from '../web/page.ts'
import { templates } from '../web/templates.ts'
import { dataPages } from './data.pages.ts'
import { runs } from './import-run.store.ts'
import { importsUnderWay } from './under-way.import.ts'

const print = templates()
const site = { paths, council: 'Larkshire', navigation: [] }
const now = new Date('2026-11-23T09:00:00Z')
const sources = anImport.importers.map(({ source }) => source)
const failed = (problem: unknown) => assert.fail(String(problem))
const pages = dataPages(sources, importsUnderWay({ ...anImport, failed }))
const asked = { params: {}, query: {}, today: aDay('2026-11-23'), now, address: 'http://localhost' } as const
const somebody = { account: null, name: 'Ama Boateng', role: 'administrator' } as const

/** Brings files by the form, and waits until all of them are through. */
async function bring(t: TestContext, db: Db, contents: readonly (string | Uint8Array)[]): Promise<Outcome> {
  const page = pages.find(({ method, path }) => method === 'POST' && path === '/data')
  if (page?.method !== 'POST' || page.fenced !== false) throw new Error('no form')
  const works: Promise<unknown>[] = []
  const uploads: Upload[] = []
  for (const [place, content] of contents.entries()) {
    uploads.push({
      path: await aFile(t, content),
      name: `${place + 1}.csv`,
      bytes: content.length,
      keepUntil: (work) => void works.push(work),
    })
  }
  const who = { ...somebody, account: 1, authority: null }
  const outcome = await page.does({ ...asked, who, db, reads: reading(db), body: {}, uploads })
  await Promise.all(works)
  return outcome
}

async function look(
  db: Db,
  path: string,
  params: Record<string, string>,
  authority: ReturnType<typeof anArea> | null,
  from = pages,
): Promise<string> {
  const page = from.find((one) => one.method === 'GET' && one.path === path)
  if (page?.method !== 'GET' || page.fenced !== false) throw new Error(`no page ${path}`)
  const outcome = await page.does({ ...asked, params, who: { ...somebody, account: 1, authority }, reads: reading(db) })
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

test('several files are imported in their turn, and a page with all of them is shown', async (t) => {
  const db = await freshDb(t)

  const outcome = await bring(t, db, [aLookup, 'a,b\n1,2\n', aLookup])

  assert.deepEqual(outcome, { kind: 'go', to: '/data#imports' })
  const all = await runs(reading(db))
  assert.deepEqual(all.map(({ file_name, state }) => `${file_name} ${state}`), ['3.csv unchanged', '2.csv refused', '1.csv done']) // prettier-ignore
})

test('one file leads to its own import, a ZIP to the list of all, each with the size of its own file', async (t) => {
  const db = await freshDb(t)

  assert.deepEqual(await bring(t, db, [aLookup]), { kind: 'go', to: '/data/1' })
  assert.deepEqual(await bring(t, db, [aZip({ 'lookup.csv': `${aLookup}\n` })]), { kind: 'go', to: '/data#imports' })

  assert.deepEqual((await runs(reading(db))).map(({ bytes }) => bytes), [aLookup.length + 1, aLookup.length]) // prettier-ignore
})

test('the page says at once which published files are not held yet, and takes several', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, [aLookup])

  const html = await look(db, '/data', {}, anArea('931'))
  const [, missing = ''] = /Not held yet<\/h3>([^]*?)<\/ul>/.exec(html) ?? []

  assert.match(missing, /State-funded schools inspections and outcomes \(Ofsted\)/)
  assert.doesNotMatch(missing, /Lookup of local authorities/)
  assert.match(html, /type="file" multiple/)
})

test('whoever has no authority yet is led from an import to choosing it', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, [aLookup])

  assert.match(await look(db, '/data/:run', { run: '1' }, null), /href="\/settings\/authority">Choose your authority next/)
  assert.doesNotMatch(await look(db, '/data/:run', { run: '1' }, anArea('931')), /Choose your authority/)
})

test('whoever cancels an import is told that it is cancelled, and which files wait behind one that goes on', async (t) => {
  const db = await freshDb(t)
  const imports = importsUnderWay({ ...anImport, failed })
  const slow = dataPages(sources, imports)
  const start = async (name: string, content: string) =>
    imports.start(db, { path: await aFile(t, content), name }, { who: 'Ama Boateng', account: null })
  const first = await start('large.csv', aLookup + ',,,,\n'.repeat(400_000))
  const second = await start('second.csv', aLookup)
  const third = await start('third.csv', aLookup)
  const run = await first.begun

  const waiting = await look(db, '/data', {}, anArea('931'), slow)
  const cancel = slow.find(({ path }) => path === '/data/:run/cancel')
  if (cancel?.method !== 'POST' || cancel.fenced !== false) throw new Error('no cancelling')
  const who = { ...somebody, account: 1, authority: null }
  await cancel.does({ ...asked, params: { run: String(run) }, who, db, reads: reading(db), body: {}, uploads: [] })
  const html = await look(db, '/data/:run', { run: String(run) }, anArea('931'), slow)
  await Promise.all([second.ended, third.ended])

  assert.match(waiting, /second\.csv \(next\)[^]*third\.csv \(1 before it\)/)
  assert.match(html, /Cancelled/)
  assert.doesNotMatch(html, /Under way/)
})
