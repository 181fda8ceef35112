import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { auditEntries } from '../accounts/audit.store.ts'
import { countsChart } from '../charts/counts.ts'
import { lookingOnBehalfOf, onBehalfOf } from '../db/scope.ts'
import { daysAfter } from '../lib/day.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { readComplaint } from './complaint.form.ts'
import { changeComplaint, complaints, complaintsCounted, enterComplaint } from './complaint.store.ts'
import { complaintsTold, countTold, lastYearOver, outcomes, themes, yearsOver, type ComplaintGiven, type Counted } from './complaint.ts'
import { complaintsChartFacts, countRows } from './complaint.view.ts'
import { complaintsSay, complaintsSayOutside } from './complaints-say.ts'

const [here, elsewhere] = [anArea('931'), anArea('202')]
const ama = { account: 1, name: 'Ama Boateng', role: 'officer', authority: here } as const
const ben = { account: 2, name: 'Ben Ochoa', role: 'officer', authority: here } as const
const today = aDay('2025-11-01')
const now = new Date('2025-11-01T09:00:00Z')
const ash = aUrn('123001')
const calendar = shippedTerms()

const given: ComplaintGiven = {
  urn: ash,
  received_on: aDay('2025-09-10'),
  theme: 'send',
  outcome: 'open',
  answered_on: null,
  note: 'About support',
}
const typed = { urn: ash, received: '10/09/2025', theme: 'send', outcome: 'open', answered: '', note: ' About support ' }

test('a complaint is read with its school, day, theme, outcome and answer', () => {
  const read = readComplaint(typed, { today, schools: new Set([ash]) })

  assert.deepEqual(read, { ok: true, value: given })
})

test('a complaint without what it needs says all of it at once', () => {
  const read = readComplaint({}, { today, schools: new Set([ash]) })

  assert.deepEqual(read.ok ? [] : read.problems.map(({ field }) => field), ['urn', 'received', 'theme', 'outcome'])
})

test('a complaint cannot be of a school that is not ours, of a day to come, or answered before it came', () => {
  const strange = readComplaint(typed, { today, schools: new Set() })
  const early = readComplaint({ ...typed, answered: '09/09/2025' }, { today, schools: new Set([ash]) })
  const late = readComplaint({ ...typed, received: '02/11/2025' }, { today, schools: new Set([ash]) })

  assert.deepEqual(strange.ok ? [] : strange.problems, [{ field: 'urn', text: 'Choose the school' }])
  assert.deepEqual(early.ok ? [] : early.problems.map(({ text }) => text), ['It cannot have been answered before it was received'])
  assert.deepEqual(late.ok ? [] : late.problems.map(({ field }) => field), ['received'])
})

test('a complaint is entered once, however often its form is sent, and another authority does not see it', async (t) => {
  const db = await freshDb(t)
  const enter = (who: typeof ama | typeof ben) => onBehalfOf(db, here, (tx) => enterComplaint(tx, who, { given, seen: undefined, now }))
  await enter(ama)
  await enter(ama)
  await enter(ben)

  const [ours, theirs, counted] = [
    await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here)),
    await lookingOnBehalfOf(db, elsewhere, (reads) => complaints(reads, here)),
    await lookingOnBehalfOf(db, elsewhere, (reads) => complaintsCounted(reads, here)),
  ]

  assert.deepEqual(ours.map(({ entered_by: by }) => by).toSorted(), ['Ama Boateng', 'Ben Ochoa'])
  assert.deepEqual([theirs, counted], [[], []])
})

test('a complaint like one that was there when the form was shown is another complaint', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, here, (tx) => enterComplaint(tx, ama, { given, seen: undefined, now }))
  const [first] = await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here))
  await onBehalfOf(db, here, (tx) => enterComplaint(tx, ama, { given, seen: first?.id, now }))

  assert.equal((await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here))).length, 2)
})

test('a change over one somebody else made is handed back; the same change twice is none; what is taken out stays in the audit trail', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, here, (tx) => enterComplaint(tx, ama, { given, seen: undefined, now }))
  const [first] = await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here))
  const id = first?.id ?? 0
  const change = (who: typeof ama | typeof ben, version: number, to: ComplaintGiven | undefined) =>
    onBehalfOf(db, here, (tx) => changeComplaint(tx, who, { id, version, given: to, now }))
  const answered = { ...given, answered_on: aDay('2025-09-20') }

  const changed = await change(ama, 1, answered)
  const twice = await change(ama, 1, answered)
  const clash = await change(ben, 1, { ...given, theme: 'other' })
  const out = await change(ben, 2, undefined)
  const gone = await change(ama, 2, given)

  assert.deepEqual([changed, twice, out, gone], [undefined, undefined, undefined, 'gone'])
  assert.equal(typeof clash === 'object' && clash.answered_on, '2025-09-20')
  assert.deepEqual(await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here)), [])
  const audited = await lookingOnBehalfOf(db, here, (reads) => auditEntries(reads, { words: '', limit: 10, offset: 0 }))
  assert.deepEqual(
    audited.map(({ what }) => what),
    ['Took a complaint out of the register', 'Changed a complaint', 'Entered a complaint'],
  )
  assert.deepEqual(audited[0]?.before, answered)
})

test('another authority can neither change a complaint of ours nor take it out', async (t) => {
  const db = await freshDb(t)
  await onBehalfOf(db, here, (tx) => enterComplaint(tx, ama, { given, seen: undefined, now }))
  const [first] = await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here))

  const thief = { ...ben, authority: elsewhere }
  const tried = await onBehalfOf(db, elsewhere, (tx) =>
    changeComplaint(tx, thief, { id: first?.id ?? 0, version: 1, given: undefined, now }),
  )

  assert.equal(tried, 'gone')
  assert.equal((await lookingOnBehalfOf(db, here, (reads) => complaints(reads, here))).length, 1)
})

const of = (received: string, answered: string | null = null, theme: Counted['theme'] = 'send'): Counted => ({
  received_on: aDay(received),
  answered_on: answered === null ? null : aDay(answered),
  theme,
  outcome: 'open',
})

test('the register says how many came in the term, how fast answers came, and what waits, as it stood on the day', () => {
  const register = [of('2024-10-01', '2024-10-05'), of('2025-05-01', '2025-05-11'), of('2025-09-10', '2025-11-20'), of('2025-12-01')]

  assert.deepEqual(complaintsSay(register, today, calendar), [
    'In the autumn term 2025 to 2026 up to 1 November 2025: 1 complaint. In the summer term 2024 to 2025: 1; in the autumn term 2024 to 2025: 1.',
    'Of 2 complaints answered, half were answered within 7 days.',
    '1 not answered yet, the oldest for 52 days.',
  ])
})

test('an empty register is no proof that nobody complained', () => {
  assert.match(complaintsSay([], today, calendar).join(' '), /That is no proof that there was none/)
})

test('the picture of the register counts each complaint once, in its term and under its theme', async () => {
  const facts = complaintsChartFacts([of('2025-05-01'), of('2025-09-10'), of('2025-10-01', null, 'behaviour')], today, calendar)
  assert.ok(facts)
  const chart = await countsChart(facts)

  assert.deepEqual(chart.table.rows, [
    ['Behaviour and bullying', '0', '0', '0', '0', '0', '1', '1'],
    ['Special educational needs and disabilities', '0', '0', '0', '0', '1', '1', '2'],
    ['All', '0', '0', '0', '0', '1', '2', '3'],
  ])
  assert.match(chart.alternative, /1 November 2025: 2 complaints/)
})

test('outside officers the year under way is not told, nor a count of five or fewer', () => {
  const few = Array.from({ length: 5 }, () => of('2025-01-10', '2025-01-12'))
  const now = Array.from({ length: 20 }, () => of('2025-09-10'))

  assert.deepEqual(yearsOver([...few, ...now], today), [2025])
  assert.deepEqual(complaintsSayOutside([...few, ...now], today), [
    'In the register for 2024 to 2025, the last academic year that is over: 5 or fewer, or withheld.',
  ])
  assert.equal(lastYearOver(aDay('2025-08-31')), 2025)
  assert.ok(countRows([...few, ...now], today).rows.every((row) => row[0] === '2024 to 2025'))
})

test('outside officers how fast answers came is told only of more than five', () => {
  const six = Array.from({ length: 6 }, () => of('2025-01-10', '2025-01-12'))

  assert.deepEqual(complaintsSayOutside(six, today), [
    'In the register for 2024 to 2025, the last academic year that is over: 6.',
    'Half of those answered were answered within 2 days.',
  ])
})

test('whatever the register holds, no count of one to five leaves officers’ hands, in a cell or as a total', () => {
  const complaint = fc.record({
    theme: fc.constantFrom(...themes.map(({ key }) => key)),
    outcome: fc.constantFrom(...outcomes.map(({ key }) => key)),
    received_on: fc.nat(364).map((after) => daysAfter(aDay('2024-09-01'), after)),
    answered_on: fc.constant(null),
  })
  fc.assert(
    fc.property(fc.array(complaint, { maxLength: 60 }), (register) => {
      const { cells, rowTotals, columnTotals, total } = complaintsTold(register, 2025)
      const numbers = [...cells.flat(), ...rowTotals, ...columnTotals, total].filter((one) => typeof one === 'number')
      assert.ok(numbers.every((one) => one === 0 || one > 5))
      assert.ok(['none', '5 or fewer, or withheld', String(register.length)].includes(countTold(total)))
    }),
    { numRuns: 100, seed: 7 },
  )
})
