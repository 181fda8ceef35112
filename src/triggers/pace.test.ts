import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { holdAreas } from '../authorities/area.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { daysAfter } from '../lib/day.ts'
import { beginRun } from '../sources/import-run.store.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { termOf, termsSpanned } from '../terms/term.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { assessed } from './assessment.store.ts'
import { factsOn } from './facts.store.ts'
import { paceOn, staysOf } from './pace.store.ts'
import { termBegins, termNumber, windowOn } from './pace.ts'
import { staysTable } from './stays.view.ts'

const framework = workingFramework()
const calendar = shippedTerms()
const [here, england] = [anArea('931'), anArea('970')]
const asAt = aDay('2025-08-31')

type Judged = readonly [published: string, category: string | null, kind?: 'carried', overall?: string]

async function holding(db: Db, schools: Readonly<Record<string, readonly Judged[]>>, phase = 'Primary'): Promise<void> {
  await db.updateTable('installation').set({ country: 'real' }).execute()
  for (const [i, [urn, judged]] of Object.entries(schools).entries()) {
    const own = { as_at: asAt, urn: aUrn(urn), run: 1, line: i + 2 }
    const [category] = judged.toSorted(([a], [b]) => (a < b ? 1 : -1)).map((one) => one[1])
    await db
      .insertInto('school_record')
      .values({
        ...own,
        dfe_number: `931${2000 + i}`,
        authority: here,
        name: `School ${urn}`,
        phase,
        type: 'Academy',
        pupils: 50,
        category: category ?? null,
        overall: category ? '4' : '2',
      }) // prettier-ignore
      .execute()
    for (const [place, [published, category, kind = 'graded', overall]] of judged.entries())
      await db
        .insertInto('judgement')
        .values({
          ...own,
          inspection_number: `${urn}${place}`,
          kind,
          published_on: aDay(published),
          inspected_on: aDay(published),
          overall: overall ?? (category ? '4' : '2'),
          category,
        }) // prettier-ignore
        .execute()
  }
}

async function named(db: Db) {
  const now = new Date('2026-01-01T09:00:00Z')
  const run = await beginRun(db, { fileName: 'lookup.csv', bytes: 1, startedBy: 'a test', process: 'a test', now })
  const areas = [{ code: here, name: 'Oxfordshire' }, { code: england, name: 'England' }] // prettier-ignore
  await holdAreas(db, 'lookup', areas.map((area, i) => ({ ...area, region: null, gss: null, line: i + 2 })), run) // prettier-ignore
}

const paceHere = async (db: Db) => {
  const facts = await factsOn(reading(db), framework, asAt)
  assert.ok(facts?.schools)
  return (await paceOn(reading(db), facts.schools, england)).get(here)
}

test('terms are counted as the default calendar has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 2000 }), (after, more) => {
      const [from, to] = [daysAfter(aDay('2006-01-01'), after), daysAfter(aDay('2006-01-01'), after + more)]

      assert.equal(termNumber(to) - termNumber(from) + 1, termsSpanned(from, to, calendar))
      assert.equal(termBegins(termNumber(from)), termOf(from, calendar).beginsOn)
      const { begins, endsBefore } = windowOn(to)
      assert.equal(termsSpanned(begins, daysAfter(endsBefore, -1), calendar), 6)
      assert.ok(termsSpanned(endsBefore, to, calendar) >= 4)
    }),
    { numRuns: 200, seed: 4 },
  )
})

test('of the schools that went into a category, those that left by the end of the fourth term after count as left', async (t) => {
  const db = await freshDb(t)
  await holding(db, {
    '100001': [['2018-05-01', null], ['2022-05-10', 'SM'], ['2023-08-30', null]],
    '100002': [['2018-05-01', null], ['2022-05-10', 'SM'], ['2024-01-10', null]],
    '100003': [['2018-05-01', null], ['2023-11-01', 'SWK']],
    '100004': [['2018-05-01', null], ['2024-11-01', 'SWK']],
    '100005': [['2018-05-01', null], ['2022-03-31', 'SWK'], ['2023-01-10', null]],
  }) // prettier-ignore

  assert.deepEqual(await paceHere(db), { expected: 5, known: 5, entered: 3, unsure: 0, left: 1 })
})

test('one category after another is one stay, and a school that a list has as inadequate was in one by then', async (t) => {
  const db = await freshDb(t)
  await holding(db, {
    '100001': [['2018-05-01', null], ['2022-05-10', 'SWK'], ['2022-11-10', 'SM'], ['2023-05-30', null]],
    '100002': [['2022-05-10', 'SM'], ['2023-05-30', null]],
    '100003': [['2018-07-01', null, 'carried', '4'], ['2022-05-10', 'SM']],
    '100004': [['2022-05-10', 'SM']],
  }) // prettier-ignore

  assert.deepEqual(await paceHere(db), { expected: 4, known: 3, entered: 3, unsure: 1, left: 2 })
  const stays = await staysOf(reading(db), here, { on: asAt, fileAsAt: asAt }, aDay('2022-04-01'))
  assert.deepEqual(
    stays.map(({ urn, enteredOn, known, leftOn }) => [urn, enteredOn, known, leftOn]),
    [
      ['100001', '2022-05-10', true, '2023-05-30'],
      ['100002', '2022-05-10', false, '2023-05-30'],
      ['100004', '2022-05-10', true, null],
      ['100003', '2018-07-01', false, null],
    ],
  )
  assert.deepEqual(staysTable(stays, asAt, calendar).rows.map((row) => row[4]), ['4', 'at least 4', '10', 'at least 22']) // prettier-ignore
})

test('the line is grey where judgements since the schools are followed are not known, and never counts by itself', async (t) => {
  const db = await freshDb(t)
  await holding(db, {
    '100001': [['2022-05-10', 'SM'], ['2024-05-10', null]],
    '100002': [['2018-05-01', null], ['2022-05-10', 'SM']],
  }) // prettier-ignore
  await named(db)

  const found = await assessed(reading(db), framework, here, { today: asAt })

  const line = found?.assessment.triggers[1]?.lines.find(({ name }) => name === 'Schools that left a category within four terms')
  assert.deepEqual([line?.light, line?.counts], ['grey', false])
  assert.match(line?.because ?? '', /Every judgement since 1 April 2022 is known of 1 of our 2 schools, fewer than 95%/)
})

test('pupil referral units and alternative provision have a line of their own in trigger 1, which counts only where limits say so', async (t) => {
  const db = await freshDb(t)
  await holding(db, { '100001': [['2023-05-10', null]], '100002': [['2023-05-10', 'SM']] }, 'PRU')
  await named(db)
  const counting = {
    ...framework,
    triggers: framework.triggers.map((trigger) => ({ ...trigger, lines: trigger.lines.map((line) => ({ ...line, beside: false })) })),
  }

  const [asItShips, ours] = [await assessed(reading(db), framework, here, { today: asAt }), await assessed(reading(db), counting, here, { today: asAt })] // prettier-ignore

  const line = asItShips?.assessment.triggers[0]?.lines.at(-1)
  assert.deepEqual([line?.phase, line?.local, line?.of, line?.counts], ['alternative provision', 50, 100, false])
  assert.equal(ours?.assessment.triggers[0]?.lines.at(-1)?.counts, true)
})
