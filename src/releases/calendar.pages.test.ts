import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aLookup, anImport, importOne } from '../../test/made-up-files.ts'
import { aPublisher, sends } from '../../test/publisher.ts'
import { aDay, freshDb } from '../../test/support.ts'
import type { Role } from '../accounts/permission.ts'
import { auditEntries } from '../accounts/audit.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { paths } from '../paths.ts'
import { runs } from '../sources/import-run.store.ts'
import type { Outcome } from '../web/page.ts'
import { templates } from '../web/templates.ts'
import { calendarWith, shippedCalendar } from './calendar.import.ts'
import { calendarPages } from './calendar.pages.ts'
import { overdueLine } from './calendar.view.ts'
import { expectedReleases, fetchedFiles, releasesOn } from './release.store.ts'
import { fetchesUnderWay, type FetchesUnderWay } from './under-way.import.ts'

const print = templates()
const site = { paths, council: 'Oxfordshire', navigation: [] }
const network = { proxy: {}, attempts: 1, silence: 5_000, longest: 60_000, most: 1_000_000, wait: async () => {} }
const today = aDay('2026-11-23')

const fetchesOf = (calendar = shippedCalendar()) =>
  fetchesUnderWay({ ...anImport, network, calendar: async () => calendar, failed: (problem) => assert.fail(String(problem)) })

/** Asks a page of the calendar, as somebody with a role does. */
async function ask(
  db: Db,
  method: 'GET' | 'POST',
  path: string,
  given: { body?: Record<string, string>; role?: Role; name?: string; fetches?: FetchesUnderWay; release?: string } = {},
): Promise<Outcome> {
  const { body = {}, role = 'officer', name = 'Ama Boateng', fetches = fetchesOf(), release = 'ofsted' } = given
  const page = calendarPages(fetches).find((one) => one.method === method && one.path === path)
  if (page?.fenced !== false) throw new Error(`no page ${path}`)
  const who = { account: 1, name, role, authority: null }
  const asked = {
    params: { release },
    query: {},
    today,
    now: new Date('2026-11-23T09:00:00Z'),
    who,
    address: 'http://localhost',
    reads: reading(db),
  }
  return page.method === 'GET' ? page.does(asked) : page.does({ ...asked, db, body, uploads: [] })
}

function printed(outcome: Outcome): string {
  if (outcome.kind !== 'show') throw new Error(`the page did not show: ${outcome.kind}`)
  return print(outcome.template, { ...outcome.model, site })
}

async function withAccount(t: TestContext): Promise<Db> {
  const db = await freshDb(t)
  await db
    .insertInto('account')
    .values({
      email: 'a@b.gov.uk',
      name: 'Ama Boateng',
      password_hash: 'x',
      role: 'officer',
      authority: null,
      created_at: new Date(0),
      withdrawn_on: null,
    })
    .execute()
  return db
}

test('the page says of each release what is held and what is due, and offers to fetch it to whoever may import', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, aLookup)

  const html = printed(await ask(db, 'GET', '/data/calendar'))
  const reader = printed(await ask(db, 'GET', '/data/calendar', { role: 'reader' }))

  assert.match(html, /Names, codes and regions of local authorities[^]*?Up to date[^]*?Imported on 23 November 2026 by A/)
  assert.match(html, /action="\/data\/calendar\/ofsted\/fetch"/)
  assert.doesNotMatch(reader, /<form/)
})

test('while the made-up country is held, no real file is, and nothing is overdue', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, aLookup.replace('801,', '001,').replace('931,', '002,'))

  const releases = await releasesOn(reading(db), shippedCalendar(), today)

  assert.ok(releases.every(({ standing }) => standing === 'never held' || standing === 'discontinued'))
  assert.equal(overdueLine(releases), '')
  assert.match(printed(await ask(db, 'GET', '/data/calendar')), /Of the real files none is held/)
})

test('a day on which a release is expected is added, changed, removed, and each is in the audit trail', async (t) => {
  const db = await withAccount(t)
  const post = (path: string, body: Record<string, string>) => ask(db, 'POST', `/data/calendar/:release${path}`, { body })

  assert.deepEqual(await post('', { on: '27/11/2026', note: 'GOV.UK' }), { kind: 'go', to: '/data/calendar/ofsted' })
  const [added] = await expectedReleases(reading(db))
  const seen = { id: String(added?.id), version: '1' }
  await post('/change', { ...seen, on: '30/11/2026', note: 'Put off' })
  const [changed] = await expectedReleases(reading(db))
  await post('/remove', { id: seen.id, version: '2' })

  assert.deepEqual([changed?.due_on, changed?.note, changed?.version], ['2026-11-30', 'Put off', 2])
  assert.deepEqual(await expectedReleases(reading(db)), [])
  const told = await auditEntries(reading(db), { words: 'expected', limit: 9, offset: 0 })
  assert.deepEqual(told.map(({ what }) => what), ['Removed an expected release', 'Changed an expected release', 'Expected a release']) // prettier-ignore
})

test('whoever changes a day that somebody changed meanwhile sees both texts, and neither is lost', async (t) => {
  const db = await withAccount(t)
  await ask(db, 'POST', '/data/calendar/:release', { body: { on: '27/11/2026', note: 'GOV.UK' } })
  const [added] = await expectedReleases(reading(db))
  const id = added?.id ?? 0
  const body = (note: string) => ({ id: String(id), version: '1', on: '27/11/2026', note })
  await ask(db, 'POST', '/data/calendar/:release/change', { body: body('Theirs') })

  const outcome = await ask(db, 'POST', '/data/calendar/:release/change', { body: body('Mine'), name: 'B' })

  assert.match(
    printed(outcome),
    /Ama Boateng changed this day while you looked at it\. It now says 27 November 2026, Theirs\. You typed 27\/11\/2026, Mine, which was not kept\./,
  )
  assert.equal((await expectedReleases(reading(db)))[0]?.note, 'Theirs')
  assert.equal((await ask(db, 'POST', '/data/calendar/:release/remove', { body: { id: String(id), version: '1' } })).kind, 'show')
})

test('a day that is none, or there already, is said beside its field', async (t) => {
  const db = await withAccount(t)
  const post = (on: string) => ask(db, 'POST', '/data/calendar/:release', { body: { on, note: 'x' } })
  await post('27/11/2026')

  assert.match(printed(await post('soon')), /href="#on">Enter the day the release is expected/)
  assert.match(printed(await post('2026-11-27')), /href="#on">That day is there already/)
})

test('the calendar’s own days are one button away', async (t) => {
  const db = await withAccount(t)
  for (const on of ['27/11/2026', '30/11/2026']) await ask(db, 'POST', '/data/calendar/:release', { body: { on, note: '' } })

  await ask(db, 'POST', '/data/calendar/:release/defaults')

  assert.deepEqual(await expectedReleases(reading(db)), [])
})

test('a fetch that somebody starts goes on when the page has answered, and its answer is shown', async (t) => {
  const db = await withAccount(t)
  const publisher = await aPublisher(t)
  publisher.at('/lookup.csv', sends(aLookup))
  const fetches = fetchesOf(
    calendarWith(shippedCalendar(), {
      origins: [publisher.origin],
      addresses: new Map([['lookup', { kind: 'address', address: `${publisher.origin}/lookup.csv`, back: 0 }]]),
    }),
  )

  const outcome = await ask(db, 'POST', '/data/calendar/:release/fetch', { fetches, release: 'lookup' })
  const meanwhile = printed(await ask(db, 'GET', '/data/calendar', { fetches }))
  while (fetches.progress().size > 0) await new Promise((resolve) => setImmediate(resolve))

  assert.deepEqual(outcome, { kind: 'go', to: '/data/calendar' })
  assert.match(meanwhile, /data-reload-every/)
  assert.equal((await runs(reading(db)))[0]?.started_by, 'Ama Boateng')
  assert.match(printed(await ask(db, 'GET', '/data/calendar', { fetches })), /Imported: 2 rows read, 0 rows not used\./)
})

test('a fetch that somebody cancels, or that the server’s end cuts off, leaves nothing', async (t) => {
  const db = await withAccount(t)
  const publisher = await aPublisher(t)
  publisher.at('/lookup.csv', () => {})
  const own = {
    origins: [publisher.origin],
    addresses: new Map([['lookup', { kind: 'address' as const, address: `${publisher.origin}/lookup.csv`, back: 0 }]]),
  }
  const fetches = fetchesOf(calendarWith(shippedCalendar(), own))
  await ask(db, 'POST', '/data/calendar/:release/fetch', { fetches, release: 'lookup' })

  await ask(db, 'POST', '/data/calendar/:release/cancel', { fetches, release: 'lookup' })
  await fetches.close()

  assert.equal(fetches.progress().size, 0)
  assert.deepEqual(await runs(reading(db)), [])
  assert.deepEqual(await fetchedFiles(reading(db)), [])
})
