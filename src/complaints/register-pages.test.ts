import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { theDemo } from '../../test/journeys/country.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { anAccount, aServer, thePassword, Visitor } from '../../test/visitor.ts'
import { accountPages } from '../accounts/account.pages.ts'
import type { Role } from '../accounts/permission.ts'
import { correspondencePages } from '../correspondence/correspondence.pages.ts'
import { schoolPages } from '../establishments/school.pages.ts'
import { riskPages } from '../triggers/risk.pages.ts'
import { complaintPages } from './complaint.pages.ts'

const here = anArea('001')
const pages = [...complaintPages, ...correspondencePages, ...riskPages, ...schoolPages, ...accountPages]

async function theRegisters(t: TestContext) {
  const db = await freshDb(t)
  await theDemo(db)
  const { app } = await aServer(t, { db, pages })
  return async (role: Role): Promise<Visitor> => {
    const email = `${role}@larkshire.gov.invalid`
    await anAccount(db, { email, role, authority: here })
    const visitor = new Visitor(app)
    await visitor.post('/sign-in', { email, password: thePassword })
    return visitor
  }
}

const complaint = { urn: '901000', received: '2026-05-10', theme: 'send', outcome: 'open', answered: '', note: 'About =support' }
const letter = { received: '2026-05-12', kind: 'letter', sender: 'The Department', subject: 'A request', urn: '901000', says: '', due: '2026-06-01', answered: '' } // prettier-ignore

test('an officer enters a complaint, finds it in the list, by school, on the school’s page and beside the trigger, and takes it out', async (t) => {
  const officer = await (await theRegisters(t))('officer')

  const sent = await officer.post('/complaints', complaint)
  const list = await officer.look('/complaints?school=901000')
  const [risk, trigger, school, csv] = [
    await officer.look('/risk'),
    await officer.look('/risk/7'),
    await officer.look('/schools/901000'),
    await officer.look('/complaints.csv'),
  ]
  const id = /change=(\d+)/.exec(list.body)?.[1] ?? ''
  const form = await officer.look(`/complaints?change=${id}`)
  const out = await officer.post('/complaints/remove', { id, version: '1' }, '/complaints')

  assert.deepEqual([sent.statusCode, sent.headers.location], [303, '/complaints'])
  assert.match(list.body, /Entries about /)
  assert.match(form.body, /name="received" type="date" value="2026-05-10"/)
  assert.match(risk.body, /In the summer term 2025 to 2026 up to 1 July 2026: 1 complaint\./)
  assert.match(trigger.body, /Qualifying complaints received in each term, by theme/)
  assert.match(trigger.body, /No count in it decides the light/)
  assert.match(school.body, /1 qualifying complaint about it, the last received on 10 May 2026/)
  assert.match(csv.body, /901000,[^,]+,2026-05-10,Special educational needs and disabilities,Not known yet,,,About =support/)
  assert.equal(out.statusCode, 303)
  assert.match((await officer.look('/complaints')).body, /No complaint is in the register/)
})

test('a form with a fault loses nothing of what was typed, and each problem leads to its field', async (t) => {
  const officer = await (await theRegisters(t))('officer')

  const refused = await officer.post('/complaints', { ...complaint, theme: '', received: '2027-01-01' })

  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#theme">Choose what the complaint is about/)
  assert.match(refused.body, /href="#received">The day the complaint was received must be today or in the past/)
  assert.match(refused.body, /About =support/)
  assert.match(refused.body, /<option value="901000" selected>/)
  for (const field of ['theme', 'received']) assert.match(refused.body, new RegExp(`id="${field}"`))
})

test('a change of an entry that somebody else changed meanwhile says so, shows theirs and keeps what was typed', async (t) => {
  const officer = await (await theRegisters(t))('officer')
  await officer.post('/complaints', complaint)
  const id = /change=(\d+)/.exec((await officer.look('/complaints')).body)?.[1] ?? ''
  await officer.post('/complaints', { ...complaint, id, version: '1', outcome: 'none' })

  const clash = await officer.post('/complaints', { ...complaint, id, version: '1', outcome: 'early', note: 'Mine' })
  const again = await officer.post('/complaints', { ...complaint, id, version: '2', outcome: 'early', note: 'Mine' })

  assert.equal(clash.statusCode, 400)
  assert.match(clash.body, /changed this entry meanwhile: .*No action by Ofsted/)
  assert.match(clash.body, /name="version" value="2"/)
  assert.match(clash.body, />Mine<\/textarea>/)
  assert.equal(again.statusCode, 303)
})

test('a reader sees no entry anywhere: counts of years that are over, and nothing of one school', async (t) => {
  const visitor = await theRegisters(t)
  const officer = await visitor('officer')
  await officer.post('/complaints', { ...complaint, received: '2025-03-01', note: 'Unsayable' })
  await officer.post('/correspondence', { ...letter, subject: 'Unheard of' })
  const reader = await visitor('reader')

  const [register, counts, risk, trigger, school] = [
    await reader.look('/complaints'),
    await reader.look('/complaints/counts.csv'),
    await reader.look('/risk'),
    await reader.look('/risk/7?on=2025-03-02'),
    await reader.look('/schools/901000'),
  ]
  const refused = [
    await reader.look('/complaints.csv'),
    await reader.look('/complaints?change=1'),
    await reader.look('/correspondence'),
    await reader.look('/correspondence.csv'),
  ]

  assert.match(register.body, /In the register for 2024 to 2025, the last academic year that is over: 5 or fewer, or withheld/)
  for (const { body } of [register, counts, risk, trigger, school]) {
    assert.doesNotMatch(body, /Unsayable|Unheard of|name="theme"/)
    assert.doesNotMatch(body, /1 (qualifying )?complaint\b/)
  }
  assert.doesNotMatch(school.body, /In our own registers/)
  assert.match(counts.body, /2024 to 2025,All,c/)
  assert.ok(refused.every(({ statusCode }) => statusCode === 403 || statusCode === 404))
  assert.equal((await reader.postBare('/complaints', complaint)).statusCode >= 400, true)
})

test('what came from the department is entered once, told beside its trigger, and may be changed', async (t) => {
  const officer = await (await theRegisters(t))('officer')

  await officer.post('/correspondence', { ...letter, seen: '0' })
  await officer.post('/correspondence', { ...letter, seen: '0' })
  const list = await officer.look('/correspondence')
  const id = /change=(\d+)/.exec(list.body)?.[1] ?? ''
  const kept = await officer.post('/correspondence', { ...letter, id, version: '1', answered: '2026-06-02' })

  assert.equal(list.body.match(/change=\d+/g)?.length, 1)
  assert.match(list.body, /Due by 1 June 2026, overdue/)
  assert.equal(kept.statusCode, 303)
  assert.match((await officer.look('/correspondence')).body, /Answered on 2 June 2026, after 21 days/)
  assert.match((await officer.look('/risk/8')).body, /up to 1 July 2026: 1 entry\./)
  assert.match((await officer.look('/schools/901000')).body, /1 entry from the department about it/)
})
