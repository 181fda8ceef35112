import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeXlsx } from 'hucre'
import { anyImport } from '../../test/any-import.ts'
import { importOne, ofstedFile } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { aDay, anArea, aUrn, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { workingFramework } from '../frameworks/framework.import.ts'
import { importFile } from '../sources/import-run.import.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { assessment } from '../triggers/assessment.store.ts'
import { countsOf } from '../triggers/facts.ts'
import { factsOn } from '../triggers/facts.store.ts'
import { judgementsOf } from './judgement.store.ts'

const [oxfordshire, england] = [anArea('931'), anArea('970')]
const july = aDay('2018-07-31')
const headings = ['URN', 'School name', 'Ofsted phase', 'Inspection date', 'Publication date', 'Overall effectiveness', 'REPORURL']

type Listed = readonly [urn: number, grade: number | string, inspected?: number | string, published?: number | string]

/** Ofsted's workbook. 43294 is 13 July 2018, 43311 is 30 July 2018. */
function workbook(...schools: readonly Listed[]): Promise<Uint8Array> {
  const rows = schools.map(([urn, grade, inspected = 43294, published = 43311]) => {
    return [urn, 'A School', 'Primary', inspected, published, grade, 'Report']
  })
  return writeXlsx({ sheets: [{ name: 'DFE_data', rows: [headings, ...rows] }] })
}

const countsIn = async (db: Db) => {
  const facts = await factsOn(reading(db), workingFramework(), july)
  assert.ok(facts?.schools)
  return [oxfordshire, england].map((area) => {
    const { schools, known, graded, good } = countsOf(facts.schools ?? assert.fail(), area, 'all')
    return [schools, known, graded, good]
  })
}

test('a workbook of schools with a grade is as at the end of the month of its newest publication', async (t) => {
  const run = await importOne(t, await freshDb(t), await workbook([100001, 2], [100002, 1, 41383, 41408]), anyImport)

  assert.deepEqual([run.source, run.state, run.as_at, run.rows_used], ['ofsted-graded-schools', 'done', july, 2])
})

test('a row whose URN, grade or day cannot be read is refused, and one of the made-up country among real ones', async (t) => {
  const db = await freshDb(t)
  const rows: readonly Listed[] = [
    [100001, 2],
    [1, 2],
    [100001, 2],
    [100003, 'Not judged'],
    [100004, 2, 'soon'],
    [900001, 2],
  ]

  const run = await importOne(t, db, await workbook(...rows), anyImport)

  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 10, offset: 0 })).map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 URN "1" is not six digits',
      '4 URN 100001 stands on line 2 already',
      '5 Overall effectiveness "Not judged" is not 1, 2, 3 or 4',
      '6 Inspection date "soon" is not a day',
      '7 URN 900001 is of another country than the rows before it',
    ],
  )
})

test('a grade carried is that of the inspection published that day where another file states it, and else stands by itself', async (t) => {
  const db = await freshDb(t)
  const stated = { 'Inspection start date': '12/07/2018', 'Publication date': '30/07/2018', 'Overall effectiveness': 'NULL' }
  await importOne(t, db, ofstedFile([{ ...stated, 'School open date': '01/08/2025' }, { URN: '100002' }]), anyImport)
  await importOne(t, db, await workbook([100001, 3], [100002, 2]), anyImport)

  const one = await judgementsOf(reading(db), aUrn('100001'))
  const other = await judgementsOf(reading(db), aUrn('100002'))

  const told = (of: typeof one) => of.map(({ kind, overall, inspected_on, published_on }) => [kind, overall, inspected_on, published_on])
  assert.deepEqual(told(one), [['graded', '3', '2018-07-12', '2018-07-30']])
  assert.deepEqual(told(other), [
    ['graded', '2', '2024-06-12', '2024-07-11'],
    ['carried', '2', '2018-07-13', '2018-07-30'],
  ])
})

test('a school is placed where a later file has it, or the school that took over its judgements; the country has them all', async (t) => {
  const db = await freshDb(t)
  const took = { URN: '100002', 'URN at time of latest graded inspection': '100009' }
  await importOne(t, db, await workbook([100001, 1], [100009, 2], [100010, 3]), anyImport)
  await importOne(t, db, ofstedFile([{}, took]), anyImport)

  assert.deepEqual(await countsIn(db), [
    [2, 2, 2, 2],
    [3, 2, 3, 2],
  ])
})

test('with too few schools placed, and of pupils and categories always, the list gives no light and says why', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, await workbook([100001, 1], [100010, 3]), anyImport)
  await importOne(t, db, ofstedFile([{}]), anyImport)

  const found = await assessment(reading(db), workingFramework(), oxfordshire, { on: july, today: july })

  const [pupils, categories, schools] = found?.triggers ?? []
  assert.deepEqual([pupils?.light, categories?.light, schools?.light], ['grey', 'grey', 'grey'])
  assert.match(pupils?.because ?? '', /has no numbers of pupils/)
  assert.match(categories?.because ?? '', /has no categories of concern/)
  assert.match(schools?.because ?? '', /only 1 of its 2 schools can be placed in one, fewer than 95%/)
})

test(
  'of the 21,739 schools of July 2018, 21,279 are placed by later judgements and 21,547 with the links',
  { skip: withoutPublished },
  async (t) => {
    const db = await freshDb(t)
    const give = (name: string) => importFile(db, { path: publishedFile(name), name }, anyImport)
    await give('ofsted/england_ofsted-schools_31_July_2018.xlsx')
    await give('ofsted/State-funded_schools_inspections_and_outcomes_as_at_31_August_2025.csv')

    assert.deepEqual(await countsIn(db), [
      [292, 292, 292, 259],
      [21_739, 21_279, 21_739, 18_612],
    ])

    await give('gias/links_edubasealldata20250422.csv')

    assert.deepEqual(await countsIn(db), [
      [294, 294, 294, 259],
      [21_739, 21_547, 21_739, 18_612],
    ])
    const found = await assessment(reading(db), workingFramework(), oxfordshire, { on: july, today: july })
    assert.deepEqual(
      found?.triggers.slice(0, 3).map(({ light }) => light),
      ['grey', 'grey', 'amber'],
    )
  },
)
