import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSmallCountry } from '../../test/journeys/country.ts'
import { aDay, anArea, freshDb } from '../../test/support.ts'
import { anAccount } from '../../test/visitor.ts'
import type { Person } from '../accounts/person.ts'
import { reading, type Db } from '../db/connect.ts'
import { onBehalfOf } from '../db/scope.ts'
import { readEvidence } from './evidence.form.ts'
import { addEvidence, evidenceFor, evidenceItems, linkEvidence, removeEvidence, unlinkEvidence } from './evidence.store.ts'
import { webAddress } from './evidence.ts'

const larkshire = anArea('001')
const now = new Date('2026-11-20T10:00:00Z')
const minutes = {
  title: 'Minutes',
  shows: 'Heads know the aim',
  place: 'https://larkshire.gov.invalid/minutes',
  dated_on: aDay('2026-06-12'),
}
const [one, two] = ['1.1', '1.2'].map((criterion) => ({ framework: 'laassi-2014-11', theme: 'theme-1', criterion }))

async function anOfficer(t: TestContext) {
  const db = await freshDb(t)
  await aSmallCountry(db)
  const account = await anAccount(db, { email: 'ama@larkshire.gov.invalid', authority: larkshire })
  const who: Person = { account, name: 'Ama', role: 'officer', authority: larkshire }
  const acting = (work: (tx: Db) => Promise<unknown>) => onBehalfOf(db, larkshire, work)
  const speaksTo = async (to: typeof one) => (to ? (await evidenceFor(reading(db), larkshire, to)).map(({ title }) => title) : [])
  return { db, who, acting, speaksTo }
}

test('evidence speaks to several criteria, and added twice by one form it is held once', async (t) => {
  const { db, who, acting, speaksTo } = await anOfficer(t)
  assert.ok(one && two)

  await acting((tx) => addEvidence(tx, who, minutes, one, now))
  await acting((tx) => addEvidence(tx, who, minutes, one, now))
  const [held, ...more] = await evidenceItems(reading(db), larkshire, one.framework)
  await acting((tx) => linkEvidence(tx, who, held?.id ?? 0, two, now))

  assert.deepEqual(more, [])
  assert.deepEqual([await speaksTo(one), await speaksTo(two)], [['Minutes'], ['Minutes']])
})

test('untied from one criterion, evidence speaks to the other still; taken out, to none', async (t) => {
  const { db, who, acting, speaksTo } = await anOfficer(t)
  assert.ok(one && two)
  await acting((tx) => addEvidence(tx, who, minutes, one, now))
  const [held] = await evidenceItems(reading(db), larkshire, one.framework)
  const id = held?.id ?? 0
  await acting((tx) => linkEvidence(tx, who, id, two, now))

  await acting((tx) => unlinkEvidence(tx, who, id, one, now))
  const untied = [await speaksTo(one), await speaksTo(two)]
  await acting((tx) => removeEvidence(tx, who, id, now))
  const again = await onBehalfOf(db, larkshire, (tx) => linkEvidence(tx, who, id, one, now))

  assert.deepEqual(untied, [[], ['Minutes']])
  assert.deepEqual([await speaksTo(two), again], [[], false])
  const audit = await db.selectFrom('audit_entry').select('what').orderBy('id').execute()
  assert.deepEqual(audit.map(({ what }) => what), ['Added evidence', 'Tied evidence to a criterion', 'Untied evidence from a criterion', 'Took evidence out']) // prettier-ignore
})

test('evidence has a name, a place and a day that is not to come', () => {
  const read = readEvidence({ title: '', place: '', dated: '01/01/2027' }, aDay('2026-11-20'))

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field), ['title', 'place', 'dated'])
})

test('only an address on the web is a link', () => {
  assert.equal(webAddress('https://larkshire.gov.invalid/minutes'), 'https://larkshire.gov.invalid/minutes')
  assert.equal(webAddress('javascript:alert(1)'), undefined)
  assert.equal(webAddress('S:\\Evidence\\minutes.docx'), undefined)
})
