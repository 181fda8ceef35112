import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { hashOf } from '../accounts/password.ts'
import type { Role } from '../accounts/permission.ts'
import { reading, type Db } from '../db/connect.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { setLimits } from '../limits/limits.store.ts'
import { limitTexts } from '../limits/limit-field.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { recordLight } from '../triggers/recorded-light.store.ts'
import { importOne, ofstedFile, type OfstedCells } from '../../test/made-up-files.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { alerts, follow, followingOf, seeAlerts, unseenAlerts } from './alert.store.ts'
import { saidOf, usualFollowing } from './alert.ts'
import { catchUp, tellImport, tellingOf } from './tell.import.ts'

const [here, there] = [anArea('931'), anArea('850')]
const now = new Date('2026-11-23T09:00:00Z')
const event = { run: null, today: aDay('2026-11-23'), now }

const good: OfstedCells = { URN: '100001', 'School name': 'Larks School', 'Category of concern': 'NULL' }
const failing: OfstedCells = { ...good, 'Overall effectiveness': '4', 'Category of concern': 'SM' }
/** Enough good schools elsewhere that England is not us. */
const elsewhere = [1, 2, 3, 4, 5, 6, 7, 8].map((n): OfstedCells => {
  return { URN: `10100${n}`, LAESTAB: `801200${n}`, 'Local authority': 'Bristol', Region: 'South West' }
})
const other: OfstedCells = { URN: '100002', LAESTAB: '9312002', 'School name': 'Ash School' }

/** Somebody who works for an authority. */
export async function somebody(
  db: Db,
  { role = 'officer', email = 'ama@example.gov.uk', authority = here }: { role?: Role; email?: string; authority?: typeof here } = {},
) {
  const row = {
    email,
    name: email,
    role,
    authority,
    password_hash: await hashOf('a long enough password'),
    created_at: new Date(0),
    withdrawn_on: null,
  }
  const { id } = await db.insertInto('account').values(row).returning('id').executeTakeFirstOrThrow()
  return { account: id, name: email, role, authority }
}

const inspect = (db: Db, run: Parameters<typeof tellImport>[1]) => tellImport(db, run, now)
const told = async (db: Db) => (await lookingOnBehalfOf(db, here, (reads) => alerts(reads, here, { limit: 50, offset: 0 }))).toReversed()
const bring = (t: TestContext, db: Db, rows: readonly OfstedCells[]) => importOne(t, db, ofstedFile([...rows, ...elsewhere]), { inspect })

test('an import that sends a school into a category tells it once, with the file it came by, and so it does of the lights it turned', async (t) => {
  const db = await freshDb(t)
  await somebody(db)
  await bring(t, db, [good, other])
  assert.deepEqual(await told(db), [], 'the first figures are a beginning, and no change')

  const run = await bring(t, db, [failing, other])

  const raised = await told(db)
  assert.ok(raised.map((alert) => saidOf(alert)).includes('Larks School went into a category of concern: special measures'))
  assert.ok(raised.some(({ kind, became }) => kind === 'light' && became === 'red'))
  assert.deepEqual(new Set(raised.map(({ run: brought, cause }) => `${brought} ${cause}`)), new Set([`${run.id} Import of a file`]))

  await bring(t, db, [failing, other])
  await catchUp(db, now)
  assert.equal((await told(db)).length, raised.length, 'the same file again tells nothing')
})

test('a school that leaves its category, and one that is gone from the list, are told apart', async (t) => {
  const db = await freshDb(t)
  await somebody(db)
  await bring(t, db, [failing, { ...other, 'Overall effectiveness': '4', 'Category of concern': 'SWK' }, { ...other, URN: '100003' }])

  await bring(t, db, [good, { ...other, URN: '100003' }])

  const schools = (await told(db)).filter(({ kind }) => kind === 'school')
  assert.deepEqual(
    schools.map(({ name, was, became, because }) => [name, was, became, /may have closed/.test(because)]),
    [
      ['Ash School', 'SWK', null, true],
      ['Larks School', 'SM', null, false],
    ],
  )
})

test('what an import changed is told afterwards where the process ended before it could be', async (t) => {
  const db = await freshDb(t)
  await somebody(db)
  await bring(t, db, [good, other])
  const run = await importOne(t, db, ofstedFile([failing, other, ...elsewhere]))

  await catchUp(db, now)
  await catchUp(db, now)

  const schools = (await told(db)).filter(({ kind }) => kind === 'school')
  assert.deepEqual(schools.map((alert) => [saidOf(alert), alert.run]), [['Larks School went into a category of concern: special measures', run.id]]) // prettier-ignore
})

test('a recorded light and a change of limits tell what they turned, and who did it', async (t) => {
  const db = await freshDb(t)
  const who = await somebody(db, { role: 'administrator' })
  await bring(t, db, [{ ...good, 'Overall effectiveness': '3' }, other, { ...other, URN: '100003' }])
  const light = {
    framework: workingFramework().key,
    trigger: 7,
    light: 'red',
    on: event.today,
    reason: 'Many complaints',
    replaces: null,
    now,
  } as const

  const recorded = { ...event, cause: 'Ama recorded a light', work: async () => undefined }
  await onBehalfOf(db, here, (tx) => tellingOf(tx, here, { ...recorded, work: () => recordLight(tx, who, light) }))
  const limits = { ...limitTexts(workingFramework()), known: '100' }
  const set = { framework: workingFramework().key, limits, reason: 'Stricter', seen: null, now }
  await onBehalfOf(db, here, (tx) => tellingOf(tx, here, { ...event, cause: 'Ama set the limits', work: () => setLimits(tx, who, set) }))

  const [first] = await told(db)
  assert.deepEqual([first && saidOf(first), first?.cause], [`Trigger 7, ${first?.name}, went from grey to red`, 'Ama recorded a light'])
})

test('an alert stays on the home page of each who follows it until they have seen it, and of nobody else', async (t) => {
  const db = await freshDb(t)
  const [ama, ben, far] = [
    await somebody(db),
    await somebody(db, { email: 'ben@example.gov.uk' }),
    await somebody(db, { email: 'far@example.gov.uk', authority: there }),
  ]
  await bring(t, db, [good, other])
  await onBehalfOf(db, here, (tx) => follow(tx, ben, { ...usualFollowing, lights: 'none' }, usualFollowing, now))
  await bring(t, db, [failing, other])
  const unseen = (who: typeof ama) => lookingOnBehalfOf(db, who.authority, (reads) => unseenAlerts(reads, who))

  assert.ok((await unseen(ama)).length > 1)
  assert.deepEqual((await unseen(ben)).map(({ kind }) => kind), ['school']) // prettier-ignore
  assert.deepEqual(await unseen(far), [])

  await onBehalfOf(db, here, async (tx) => seeAlerts(tx, ama, Math.max(...(await unseenAlerts(reading(tx), ama)).map(({ id }) => id)), now))
  assert.deepEqual(await unseen(ama), [])
  assert.equal((await unseen(ben)).length, 1)
})

test('what somebody follows is kept as they chose it', async (t) => {
  const db = await freshDb(t)
  const who = await somebody(db)
  const chosen = { lights: 'chosen', triggers: [2, 4], schools: false, mail: 'daily' } as const

  assert.deepEqual(await followingOf(reading(db), who.account), usualFollowing)
  await onBehalfOf(db, here, (tx) => follow(tx, who, { ...usualFollowing, mail: 'each' }, usualFollowing, now))
  await onBehalfOf(db, here, (tx) => follow(tx, who, chosen, usualFollowing, now))

  assert.deepEqual(await followingOf(reading(db), who.account), chosen)
})
