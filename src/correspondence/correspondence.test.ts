import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditEntries } from '../accounts/audit.store.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { readCorrespondence } from './correspondence.form.ts'
import { changeCorrespondence, correspondence, enterCorrespondence } from './correspondence.store.ts'
import { isOverdue, type CorrespondenceGiven } from './correspondence.ts'
import { correspondenceSays } from './correspondence-says.ts'

const [here, elsewhere] = [anArea('931'), anArea('202')]
const ama = { account: 1, name: 'Ama Boateng', role: 'officer', authority: here } as const
const today = aDay('2025-11-01')
const now = new Date('2025-11-01T09:00:00Z')
const calendar = shippedTerms()

const given: CorrespondenceGiven = {
  received_on: aDay('2025-09-10'),
  kind: 'direction',
  sender: 'The Secretary of State',
  subject: 'School improvement',
  urn: null,
  says: '',
  due_on: aDay('2025-10-01'),
  answered_on: null,
}
const typed = { received: '10/09/2025', kind: 'direction', sender: ' The Secretary of State ', subject: 'School improvement', due: '01/10/2025' } // prettier-ignore
const schools = new Set([aUrn('123001')])

test('a direction is read with its day, what it is, from whom, about what, and when an answer is due', () => {
  assert.deepEqual(readCorrespondence(typed, { today, schools }), { ok: true, value: given })
})

test('correspondence without what it needs, or with days out of order, says all of it at once', () => {
  const empty = readCorrespondence({}, { today, schools })
  const disorder = readCorrespondence({ ...typed, due: '01/09/2025', answered: '02/09/2025', urn: '123002' }, { today, schools })

  assert.deepEqual(empty.ok ? [] : empty.problems.map(({ field }) => field), ['received', 'kind', 'sender', 'subject'])
  assert.deepEqual(disorder.ok ? [] : disorder.problems.map(({ field }) => field), ['urn', 'due', 'answered'])
})

test('an answer is overdue from the day after it was due, until it is given', () => {
  assert.equal(isOverdue(given, aDay('2025-10-01')), false)
  assert.equal(isOverdue(given, aDay('2025-10-02')), true)
  assert.equal(isOverdue({ ...given, answered_on: aDay('2025-10-03') }, today), false)
})

test('correspondence is entered once, however often its form is sent; another authority does not see it; what is taken out stays in the audit trail', async (t) => {
  const db = await freshDb(t)
  const enter = () => onBehalfOf(db, here, (tx) => enterCorrespondence(tx, ama, { given, seen: undefined, now }))
  await enter()
  await enter()
  const [first, ...more] = await lookingOnBehalfOf(db, here, (reads) => correspondence(reads, here))
  const change = (version: number, to: CorrespondenceGiven | undefined) =>
    onBehalfOf(db, here, (tx) => changeCorrespondence(tx, ama, { id: first?.id ?? 0, version, given: to, now }))

  const theirs = await lookingOnBehalfOf(db, elsewhere, (reads) => correspondence(reads, here))
  const changed = await change(1, { ...given, says: 'A plan' })
  const clash = await change(1, { ...given, says: 'Another plan' })
  const out = await change(2, undefined)

  assert.deepEqual([more, theirs, changed, out], [[], [], undefined, undefined])
  assert.equal(typeof clash === 'object' && clash.says, 'A plan')
  const audited = await lookingOnBehalfOf(db, here, (reads) => auditEntries(reads, { words: '', limit: 10, offset: 0 }))
  assert.deepEqual(
    audited.map(({ what }) => what),
    ['Took correspondence out of the register', 'Changed correspondence', 'Entered correspondence'],
  )
})

test('the register says what came in the term, which directions there are, and to officers alone what waits', () => {
  const says = (officer: boolean) => correspondenceSays([given], { on: today, calendar, officer })

  assert.deepEqual(says(true), [
    'In the autumn term 2025 to 2026 up to 1 November 2025: 1 entry. In the summer term 2024 to 2025: 0.',
    '1 direction in the register, the last received on 10 September 2025.',
    '1 answer due, 1 overdue.',
  ])
  assert.equal(says(false).length, 2)
})
