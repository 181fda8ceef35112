import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import type { Day } from '../lib/day.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { countsOf } from './facts.ts'
import { factsOn } from './facts.store.ts'
import { schoolsBehind } from './school-state.store.ts'

const framework = workingFramework()
const here = anArea('931')
const asAt = aDay('2025-08-31')

interface ASchool {
  readonly urn: string
  readonly overall?: '1' | '2' | '3' | '4' | 'Not judged'
  readonly category?: string
  readonly pupils?: number
  readonly opened?: string
  /** Graded judgements: when published, which grade. */
  readonly judgements?: readonly (readonly [published: string, overall: string, category?: string])[]
}

async function aFile(db: Db, file: string, asAt: Day): Promise<number> {
  const now = new Date('2026-11-23T09:00:00Z')
  const { id } = await db
    .insertInto('import_run')
    .values({
      source: 'ofsted-state-funded',
      file_name: file,
      bytes: 1,
      state: 'done',
      stands: true,
      as_at: asAt,
      started_by: 'A',
      process: 'p',
      started_at: now,
      seen_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function holding(db: Db, schools: readonly ASchool[]): Promise<void> {
  const run = await aFile(db, 'schools.csv', asAt)
  for (const [i, { urn, overall, category, pupils, opened, judgements = [] }] of schools.entries()) {
    await db
      .insertInto('school_record')
      .values({
        as_at: asAt,
        urn: aUrn(urn),
        dfe_number: `931${2000 + i}`,
        authority: here,
        name: `School ${urn}`,
        phase: 'Primary',
        type: 'Community School',
        opened_on: opened === undefined ? null : aDay(opened),
        overall: overall ?? null,
        category: category ?? null,
        pupils: pupils ?? 100,
        run,
        line: i + 2,
      })
      .execute()
    for (const [place, [published, grade, concern]] of judgements.entries()) {
      await db
        .insertInto('judgement')
        .values({
          urn: aUrn(urn),
          inspection_number: `${urn}${place}`,
          kind: 'graded',
          published_on: aDay(published),
          inspected_on: aDay(published),
          overall: grade,
          category: concern ?? null,
          as_at: asAt,
          run,
          line: i + 2,
        })
        .execute()
    }
  }
}

const countedOn = async (db: Db, on?: string) => {
  const facts = await factsOn(reading(db), framework, on === undefined ? undefined : aDay(on))
  assert.ok(facts?.schools)
  return { ...countsOf(facts.schools, here, 'primary'), how: facts.schools.how, on: facts.on }
}

test('without a day, the newest file is taken whole as at its own day, also for reports published after it', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    {
      urn: '100001',
      overall: '1',
      judgements: [
        ['2025-09-20', '1'],
        ['2020-01-01', '3'],
      ],
    },
  ])

  const counts = await countedOn(db)

  assert.deepEqual([counts.on, counts.how, counts.outstanding, counts.known], [asAt, 'whole', 1, 1])
})

test('on an earlier day a school has its latest grade published by then, or the one before', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    {
      urn: '100001',
      overall: '2',
      judgements: [
        ['2025-03-01', '2'],
        ['2020-01-01', '4', 'SM'],
      ],
    },
    {
      urn: '100002',
      overall: '3',
      judgements: [
        ['2023-03-01', '3'],
        ['2019-01-01', '2'],
      ],
    },
  ])

  const counts = await countedOn(db, '2025-02-28')

  assert.deepEqual([counts.how, counts.graded, counts.good, counts.inCategory], ['rebuilt', 2, 0, 1])
})

test('a school is known to have had no grade when the only one there is came after the day', async (t) => {
  const db = await freshDb(t)
  await holding(db, [{ urn: '100001', overall: '2', judgements: [['2025-03-01', '2']] }, { urn: '100002' }])

  const counts = await countedOn(db, '2024-08-31')

  assert.deepEqual([counts.schools, counts.known, counts.graded], [2, 2, 0])
})

test('a school both of whose known grades came after the day cannot be known on it', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    {
      urn: '100001',
      overall: '2',
      judgements: [
        ['2025-03-01', '2'],
        ['2022-01-01', '3'],
      ],
    },
  ])

  const counts = await countedOn(db, '2020-08-31')

  assert.deepEqual([counts.schools, counts.known], [1, 0])
})

test('a school not yet open on the day is not expected, unless the school it came from had a grade by then', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    { urn: '100001', opened: '2025-01-01' },
    { urn: '100002', opened: '2025-01-01', overall: '2', judgements: [['2019-05-01', '2']] },
  ])

  const counts = await countedOn(db, '2024-08-31')

  assert.deepEqual([counts.schools, counts.good], [1, 1])
})

test('a day later than any file is answered by the newest file, and says so', async (t) => {
  const db = await freshDb(t)
  await holding(db, [{ urn: '100001', overall: '2' }])

  const counts = await countedOn(db, '2026-05-01')

  assert.deepEqual([counts.how, counts.on, counts.good], ['newest', '2026-05-01', 1])
})

test('a school that was in a category a year before and is in none now has left it', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    {
      urn: '100001',
      overall: '2',
      judgements: [
        ['2025-03-01', '2'],
        ['2022-01-01', '4', 'SM'],
      ],
    },
    { urn: '100002', overall: '4', category: 'SWK', judgements: [['2022-01-01', '4', 'SWK']] },
  ])

  const counts = await countedOn(db)

  assert.deepEqual([counts.wereInCategory, counts.leftCategory, counts.inCategory], [2, 1, 1])
})

test('the schools behind a trigger are those in a category, then the lowest grades', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    { urn: '100001', overall: '2' },
    { urn: '100002', overall: '3' },
    { urn: '100003', overall: '4' },
    { urn: '100004', overall: 'Not judged', category: 'SWK' },
  ])

  const schools = await schoolsBehind(reading(db), here, { fileAsAt: asAt, on: asAt, how: 'whole' })

  assert.deepEqual(
    schools.map(({ urn }) => urn),
    ['100004', '100003', '100002'],
  )
})

test('a school outstanding before its last grade stands behind the outstanding line, with the day of its last inspection', async (t) => {
  const db = await freshDb(t)
  await holding(db, [
    { urn: '100001', overall: '2', judgements: [['2016-05-01', '1'], ['2023-05-01', '2']] }, // prettier-ignore
    { urn: '100002', overall: '1', judgements: [['2016-05-01', '1'], ['2023-05-01', '1']] }, // prettier-ignore
    { urn: '100003', overall: 'Not judged', judgements: [['2016-05-01', '1'], ['2025-02-01', 'Not judged']] }, // prettier-ignore
    { urn: '100004', overall: '3', judgements: [['2016-05-01', '2'], ['2023-05-01', '3']] }, // prettier-ignore
  ])

  const schools = await schoolsBehind(reading(db), here, { fileAsAt: asAt, on: asAt, how: 'whole' })

  assert.deepEqual(
    schools.map(({ urn, wasOutstanding, inspectedOn }) => [urn, wasOutstanding, inspectedOn]),
    [
      ['100004', false, '2023-05-01'],
      ['100001', true, '2023-05-01'],
    ],
  )
})

test('schools are said to come from the file of their day, whichever file was imported last', async (t) => {
  const db = await freshDb(t)
  await holding(db, [{ urn: '100001', overall: '2' }])
  await aFile(db, 'july-2018.csv', aDay('2018-07-31'))

  const facts = await factsOn(reading(db), framework, undefined)

  assert.equal(facts?.schoolsFile, 'Ofsted, state-funded schools as at 31 August 2025 (schools.csv)')
})

test('with no file held and no day asked there is nothing to say', async (t) => {
  const db = await freshDb(t)

  assert.equal(await factsOn(reading(db), framework, undefined), undefined)
})
