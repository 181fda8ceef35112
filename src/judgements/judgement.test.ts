import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { importOne, ofstedFile } from '../../test/made-up-files.ts'
import { anArea, aUrn, freshDb } from '../../test/support.ts'
import { authorityNamed } from '../authorities/authority.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { isPredecessors } from './judgement.ts'
import { judgementsOf } from './judgement.store.ts'

const page = { limit: 100, offset: 0 }
const schools = (db: Db) => reading(db).selectFrom('school_record').selectAll().orderBy('as_at').orderBy('urn').execute()

test('a file is as at the end of the month of its newest inspection or school opening, not of a publication', async (t) => {
  const db = await freshDb(t)

  const run = await importOne(t, db, ofstedFile([{ 'School open date': '22/08/2025', 'Publication date': '11/09/2025' }]))

  assert.equal(run.as_at, '2025-08-31')
})

test('a school is kept as the file states it, NULL as nothing, and 2.0 as 2', async (t) => {
  const db = await freshDb(t)

  await importOne(
    t,
    db,
    ofstedFile([{ URN: '100001.0', 'Total number of pupils': '210.0', 'Overall effectiveness': '2.0', 'School name': 'Saint, "A"' }]),
  )

  const [school] = await schools(db)
  assert.deepEqual(
    [school?.urn, school?.authority, school?.name, school?.pupils, school?.overall, school?.trust],
    ['100001', '931', 'Saint, "A"', 210, '2', null],
  )
})

test('monitoring inspections and warning notices are kept, with the academic year the heading names', async (t) => {
  const db = await freshDb(t)
  const beside = [
    'Number of monitoring and urgent inspections since last graded inspection,Number of warning notices issued in 2024/25 academic year',
    '2,1',
    'NULL,NULL',
  ]
  const lines = ofstedFile([{}, { URN: '100002' }], '\n')
    .trimEnd()
    .split('\n')

  await importOne(t, db, lines.map((line, i) => `${line},${beside[i]}\n`).join(''))

  assert.deepEqual(
    (await schools(db)).map((school) => [school.monitoring_inspections, school.warning_notices, school.warning_notices_in]),
    [
      [2, 1, '2024/25'],
      [null, null, null],
    ],
  )
})

test('a Windows-1252 file gives the same school as a UTF-8 one', async (t) => {
  const db = await freshDb(t)
  const text = ofstedFile([{ 'School name': 'St Thérèse’s' }], '\n')

  await importOne(t, db, iconv.encode(text, 'win1252'))

  assert.equal((await schools(db))[0]?.name, 'St Thérèse’s')
})

test("a school's history is told newest first, a predecessor's grade marked as such, sub-judgements as printed", async (t) => {
  const db = await freshDb(t)
  await importOne(
    t,
    db,
    ofstedFile([
      {
        'Latest ungraded inspection number since last graded inspection': '10300',
        'Date of latest ungraded inspection': '02/05/2025',
        'Ungraded inspection overall outcome': 'School remains Good',
        'Early years provision (where applicable)': '9',
        'Previous inspection number': 'ITS1',
        'Previous inspection start date': '01/02/2014',
        'URN at time of previous graded inspection': '100999',
        'Previous graded inspection overall effectiveness': '4',
        'Previous category of concern': 'SM',
      },
    ]),
  )

  const history = await judgementsOf(reading(db), aUrn('100001'))

  assert.deepEqual(
    history.map(({ kind, overall, outcome }) => [kind, overall, outcome]),
    [
      ['ungraded', null, 'School remains Good'],
      ['graded', '2', null],
      ['graded', '4', null],
    ],
  )
  assert.deepEqual(history.map(isPredecessors), [false, false, true])
  assert.equal(history[1]?.early_years, '9')
  assert.equal(history[2]?.category, 'SM')
})

test("a later file's NULL never erases a grade, and no figure depends on the order of imports", async (t) => {
  const files = [
    ofstedFile([{ 'Overall effectiveness': '3', 'Quality of education': '3', 'School open date': '01/01/2025' }]),
    ofstedFile([{ 'Overall effectiveness': 'NULL', 'Quality of education': '2', 'School open date': '01/02/2025' }]),
    ofstedFile([{ 'Overall effectiveness': 'NULL', 'Quality of education': 'NULL', 'School open date': '01/03/2025' }]),
  ]
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]) {
    const db = await freshDb(t)
    for (const place of order) await importOne(t, db, files[place] ?? '')

    const [judgement] = await judgementsOf(reading(db), aUrn('100001'))

    assert.deepEqual([judgement?.overall, judgement?.quality_of_education, judgement?.as_at], ['3', '2', '2025-03-31'])
    assert.deepEqual(
      (await schools(db)).map(({ as_at, overall }) => [as_at, overall]),
      [
        ['2025-01-31', '3'],
        ['2025-02-28', null],
        ['2025-03-31', null],
      ],
    )
  }
})

test('another file of the same day takes the place of the first', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, ofstedFile([{}, { URN: '100002' }]))

  await importOne(t, db, ofstedFile([{ 'Overall effectiveness': '1' }]))

  assert.deepEqual(
    (await schools(db)).map(({ urn, overall }) => [urn, overall]),
    [['100001', '1']],
  )
  assert.deepEqual(await judgementsOf(reading(db), aUrn('100002')), [])
})

test('rows that cannot be read are refused, each for its first fault', async (t) => {
  const db = await freshDb(t)
  const sound = ofstedFile([{}])
  const short = 'http://reports.invalid,100009,9312009\r\n'
  const faults = ofstedFile([
    { URN: '1' },
    { URN: '100003', LAESTAB: '12' },
    { URN: '100004', 'Overall effectiveness': '5' },
    { URN: '100005', 'Publication date': '31/02/2024' },
    { URN: '100006', 'Total number of pupils': 'many' },
    { URN: '100001' },
    { URN: '100007', LAESTAB: '0012001' },
    { URN: '100008', 'Ofsted phase': 'NULL' },
  ])

  const run = await importOne(t, db, `${sound}${faults.slice(faults.indexOf('\n') + 1)},,,\r\n${short}`)

  assert.deepEqual([run.rows_read, run.rows_used, run.rows_refused], [11, 1, 10])
  assert.deepEqual(
    (await refusedRows(reading(db), run.id, page)).map(({ line, reason }) => `${line} ${reason}`),
    [
      '3 URN "1" is not six digits',
      '4 LAESTAB "12" is not the seven digits of a school of an authority',
      '5 Overall effectiveness "5" is not 1, 2, 3, 4 or Not judged',
      '6 Publication date "31/02/2024" is not a day like 31/08/2025',
      '7 Total number of pupils "many" is not a whole number',
      '8 URN 100001 stands on line 2 already',
      '9 LAESTAB 0012001 is of another country than the rows before it',
      '10 The name, the phase or the type of the school is empty',
      '11 The row is empty',
      `12 The row stops after 3 of ${faults.split('\r\n')[0]?.split(',').length} cells`,
    ],
  )
})

test('an authority is called what most of its rows call it', async (t) => {
  const db = await freshDb(t)
  const called = (urn: string, name: string) => ({ URN: urn, 'Local authority': name })

  await importOne(t, db, ofstedFile([called('100001', 'Dorset'), called('100002', 'Oxfordshire'), called('100003', 'Oxfordshire')]))

  assert.equal((await authorityNamed(reading(db), anArea('931')))?.name, 'Oxfordshire')
})
