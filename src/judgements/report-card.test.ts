import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { importOne, ofstedFile } from '../../test/made-up-files.ts'
import { aCard, aGradeBefore, reportCardFile, reportCardHeadings } from '../../test/report-card-file.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { latestSchools } from '../establishments/school.store.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { countsOf } from '../triggers/facts.ts'
import { factsOn } from '../triggers/facts.store.ts'
import { judgementsOf } from './judgement.store.ts'
import { reportCardsOf } from './report-card.store.ts'
import { cardStanding } from './report-card.ts'

const larkshire = anArea('001')
const winter = aDay('2026-02-28')
const good = aGradeBefore('2')

test('the file of February 2026 has 85 columns, and is known by them', async (t) => {
  const run = await importOne(t, await freshDb(t), reportCardFile([good]), anyImport)

  assert.equal(reportCardHeadings.length, 85)
  assert.deepEqual([run.source, run.state, run.as_at, run.rows_used], ['ofsted-report-cards', 'done', winter, 1])
})

test('a report card is kept by area, each with its own day, and no grade is made of it', async (t) => {
  const db = await freshDb(t)
  const card = aCard('Strong standard', { 'Achievement - date of judgement': '20/01/2026', 'Most recent category of concern': 'RSI' })
  await importOne(t, db, reportCardFile([{ ...good, ...card }]), anyImport)

  const history = await judgementsOf(reading(db), aUrn('900001'))
  const areas = await reportCardsOf(reading(db), aUrn('900001'))
  const latest = await latestSchools(reading(db), larkshire)

  assert.deepEqual(
    history.map(({ kind, overall, inspected_on }) => [kind, overall, inspected_on]),
    [
      ['report card', null, '2025-12-03'],
      ['graded', '2', '2023-06-12'],
    ],
  )
  assert.deepEqual(
    areas.filter(({ area }) => ['Achievement', 'Early years', 'Safeguarding standards'].includes(area)),
    [
      { inspection_number: '20001', area: 'Achievement', grade: 'Strong standard', judged_on: '2026-01-20' },
      { inspection_number: '20001', area: 'Early years', grade: 'Not applicable', judged_on: null },
      { inspection_number: '20001', area: 'Safeguarding standards', grade: 'Met', judged_on: '2025-12-03' },
    ],
  )
  assert.deepEqual(
    latest?.schools.map(({ overall, category }) => [overall, category]),
    [['Not judged', 'RSI']],
  )
})

test('a card is at the expected standard when every area that applies is, and safeguarding is met', () => {
  const card = { ...expected, 'Early years': 'Not applicable' }

  assert.equal(cardStanding(card), 'at expected')
  assert.equal(cardStanding({ ...card, Inclusion: 'Exceptional', 'Early years': null }), 'at expected')
  assert.equal(cardStanding({ ...card, Inclusion: 'Needs attention' }), 'below expected')
  assert.equal(cardStanding({ ...card, 'Safeguarding standards': 'Not met' }), 'below expected')
  assert.equal(cardStanding({ ...card, Inclusion: null }), 'not known')
  assert.equal(cardStanding({ ...card, Inclusion: '2' }), 'not known')
})

const expected = {
  'Safeguarding standards': 'Met',
  Inclusion: 'Expected standard',
  'Curriculum and teaching': 'Expected standard',
  Achievement: 'Expected standard',
  'Attendance and behaviour': 'Expected standard',
  'Personal development and wellbeing': 'Expected standard',
  'Leadership and governance': 'Expected standard',
}

test('the report-card measure counts the schools that have a whole card, here and in the country', async (t) => {
  const db = await freshDb(t)
  await importOne(
    t,
    db,
    reportCardFile([
      { ...good, ...aCard('Expected standard') },
      { URN: '900002', LAESTAB: '0012002', ...aCard('Needs attention') },
      { URN: '900003', LAESTAB: '0012003', ...aCard('Exceptional', { Inclusion: 'NULL' }) },
      { URN: '900004', LAESTAB: '0022004', ...aCard('Exceptional') },
      { URN: '900005', LAESTAB: '0012005', ...good },
    ]),
    anyImport,
  )

  const facts = await factsOn(reading(db), workingFramework(), undefined)

  assert.deepEqual(facts?.reportCards.get(larkshire), { cards: 3, atExpected: 1, notKnown: 1 })
  assert.deepEqual(facts?.reportCards.get(anArea('070')), { cards: 4, atExpected: 2, notKnown: 1 })
  assert.ok(facts?.schools)
  assert.equal(countsOf(facts.schools, larkshire, 'all').graded, 1, 'a school with a report card carries no overall grade')
})

test('the NULL of a school last graded before September 2019 erases no grade, whichever file came first', async (t) => {
  const before = ofstedFile([
    {
      URN: '900001',
      LAESTAB: '0012001',
      'Inspection start date': '10/05/2016',
      'Publication date': '09/06/2016',
      'Overall effectiveness': '1',
    },
  ])
  const files = [before, reportCardFile([{}])]
  for (const order of [files, files.toReversed()]) {
    const db = await freshDb(t)
    for (const file of order) await importOne(t, db, file, anyImport)

    const facts = await factsOn(reading(db), workingFramework(), winter)
    const latest = await latestSchools(reading(db), larkshire)

    assert.ok(facts?.schools)
    assert.equal(countsOf(facts.schools, larkshire, 'all').outstanding, 1)
    assert.equal(latest?.schools[0]?.overall, '1')
  }
})
