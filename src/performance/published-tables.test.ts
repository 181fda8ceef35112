import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { meaningOfMark } from '../measures/mark.ts'
import { importFile } from '../sources/import-run.import.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { performanceRowsOf } from './performance-row.store.ts'
import { cellUnder } from './performance-row.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'
import { figureIn } from './school-measure.ts'

interface Expected {
  readonly source: string
  readonly year: number
  readonly read: number
  readonly refused?: number
  readonly says: string
}

const files: Readonly<Record<string, Expected>> = {
  '2012-2013/england_abs.csv': { source: 'school-absence', year: 2013, read: 20_059, says: 'Absence, 2012 to 2013, final: 20,057 schools' },
  '2012-2013/england_ks2final_28cols_subset.csv': {
    source: 'ks2-results',
    year: 2013,
    read: 16_190,
    refused: 152,
    says: 'Key stage 2 results, 2012 to 2013, final: 16,036 schools',
  },
  '2016-2017/850_ks2final.csv': {
    source: 'ks2-results',
    year: 2017,
    read: 331,
    says: 'Key stage 2 results, 2016 to 2017, final: 328 schools',
  },
  '2016-2017/850_ks4final.csv': {
    source: 'ks4-results',
    year: 2017,
    read: 126,
    says: 'Key stage 4 results, 2016 to 2017, final: 123 schools',
  },
  '2017-2018/815_2018_census.csv': { source: 'school-census', year: 2018, read: 386, says: 'Pupils, 2017 to 2018, final: 382 schools' },
  '2017-2018/815_2018_cfr.csv': {
    source: 'school-spending',
    year: 2018,
    read: 294,
    says: 'Income and spending, 2017 to 2018, final: 244 schools',
  },
  '2017-2018/815_2018_ks4final.csv': {
    source: 'ks4-results',
    year: 2018,
    read: 73,
    says: 'Key stage 4 results, 2017 to 2018, final: 70 schools',
  },
  '2017-2018/850_ks2final.csv': {
    source: 'ks2-results',
    year: 2018,
    read: 331,
    says: 'Key stage 2 results, 2017 to 2018, final: 328 schools',
  },
  '2017-2018/850_ks4final.csv': {
    source: 'ks4-results',
    year: 2018,
    read: 124,
    says: 'Key stage 4 results, 2017 to 2018, final: 121 schools',
  },
  '2018-2019/815_2019_census.csv': { source: 'school-census', year: 2019, read: 394, says: 'Pupils, 2018 to 2019, final: 388 schools' },
  '2018-2019/815_2019_cfr.csv': {
    source: 'school-spending',
    year: 2019,
    read: 313,
    says: 'Income and spending, 2018 to 2019, final: 266 schools',
  },
  '2018-2019/815_spine.csv': {
    source: 'schools-in-tables',
    year: 2019,
    read: 413,
    says: 'Schools in the tables, 2018 to 2019, final: 413 schools',
  },
  '2018-2019/850_ks2final.csv': {
    source: 'ks2-results',
    year: 2019,
    read: 334,
    says: 'Key stage 2 results, 2018 to 2019, final: 331 schools',
  },
  '2018-2019/england_abs.csv': { source: 'school-absence', year: 2019, read: 21_217, says: 'Absence, 2018 to 2019, final: 21,214 schools' },
  '2018-2019/england_census.csv': {
    source: 'school-census',
    year: 2019,
    read: 23_942,
    says: 'Pupils, 2018 to 2019, final: 23,939 schools',
  },
  '2018-2019/england_ks4-pupdest.csv': {
    source: 'ks4-destinations',
    year: 2019,
    read: 3_877,
    says: 'Destinations after key stage 4, 2018 to 2019, final: 3,728 schools',
  },
  '2018-2019/england_ks4provisional.csv': {
    source: 'ks4-results',
    year: 2019,
    read: 5_652,
    says: 'Key stage 4 results, 2018 to 2019, provisional: 5,495 schools',
  },
  '2024-2025/england_census.csv': {
    source: 'school-census',
    year: 2025,
    read: 24_473,
    says: 'Pupils, 2024 to 2025, final: 24,470 schools',
  },
  '2024-2025/england_ks2-mats-performance.csv': {
    source: 'trusts-ks2',
    year: 2025,
    read: 657,
    says: 'Trusts at key stage 2, 2024 to 2025, final: 657 trusts',
  },
  '2024-2025/england_ks4-pupdest.csv': {
    source: 'ks4-destinations',
    year: 2025,
    read: 4_163,
    says: 'Destinations after key stage 4, 2024 to 2025, final: 4,010 schools',
  },
}

async function imported(db: Parameters<typeof importFile>[0], name: string) {
  const path = publishedFile(`performance-tables/${name}`)
  const [run] = await importFile(db, { path, name: name.replace(/.*\//, ''), folders: dirname(path) }, anyImport)
  assert.ok(run)
  return run
}

test(
  'every published performance table is known for what it is, and every row of it is used or refused',
  { skip: withoutPublished },
  async (t) => {
    const db = await freshDb(t)
    for (const [name, { source, year, read, refused = 0, says }] of Object.entries(files)) {
      const run = await imported(db, name)

      assert.deepEqual(
        {
          name,
          state: run.state,
          source: run.source,
          year: run.year,
          said: run.message,
          rows: [run.rows_read, run.rows_used, run.rows_refused],
        },
        { name, state: 'done', source, year, said: says, rows: [read, read - refused, refused] },
      )
    }
  },
)

test('rows of authorities that do not say which are refused with that reason', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)

  const run = await imported(db, '2012-2013/england_ks2final_28cols_subset.csv')

  const reasons = new Set((await refusedRows(reading(db), run.id, { limit: 1_000, offset: 0 })).map(({ reason }) => reason))
  assert.deepEqual([...reasons], ['The row is an authority’s and does not say which: the file has no column LEA'])
})

test('the publisher’s own rows of areas come under their codes, and say what they cover', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  for (const name of [
    '2018-2019/850_ks2final.csv',
    '2017-2018/850_ks4final.csv',
    '2018-2019/815_2019_cfr.csv',
    '2018-2019/england_abs.csv',
  ])
    await imported(db, name)

  const rows = await performanceRowsOf(reading(db), ['970', '850', '815'])

  const said = (code: string, table: string, covers: string, heading: string) => {
    const row = rows.find((row) => row.code === code && row.table === table && row.covers === covers)
    return row && cellUnder(row, heading)
  }
  assert.equal(said('850', 'ks2', '', 'PTRWM_EXP'), '68%')
  assert.equal(said('970', 'ks2', '5', 'PTRWM_EXP'), '65%')
  assert.equal(said('970', 'ks4', '7', 'ATT8SCR'), '46.5')
  assert.equal(said('815', 'spending', 'Primary Low', 'GRANTFUNDING'), '5,190')
  assert.equal(said('970', 'spending', 'London Primary Low', 'GRANTFUNDING'), '5,382')
  assert.equal(said('970', 'absence', 'SPE', 'PPERSABS10'), '28.8')
})

test('every column of the registry is in the files of the years it claims', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  // The provisional table is narrow, and the one of 2013 was cut: what they lack proves nothing.
  const whole = Object.keys(files).filter((name) => !/provisional|subset|mats|spine/.test(name))
  const lacking: string[] = []
  for (const name of whole) {
    await imported(db, name)
    const {
      headings,
      table_key: table,
      year,
    } = await db.selectFrom('performance_file').selectAll().orderBy('run', 'desc').limit(1).executeTakeFirstOrThrow()
    const there = new Set(headings.toUpperCase().split('\t'))
    const has = (columns: readonly { column: string; from: number; until?: number }[]) => {
      const now = columns.filter(({ from, until = year }) => from <= year && year <= until)
      return now.length === 0 || now.some(({ column }) => there.has(column.toUpperCase()))
    }
    for (const { code, table: of, columns, cohort, interval } of shippedSchoolMeasures().filter((measure) => measure.table === table)) {
      const claims = [columns, cohort, interval?.lower ?? [], interval?.upper ?? []]
      if (!claims.every(has)) lacking.push(`${name} ${of} ${code}`)
    }
  }

  assert.deepEqual(lacking, [])
})

test('withheld figures stay withheld, and spending below 0 is kept', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  for (const name of ['2018-2019/815_2019_cfr.csv', '2018-2019/850_ks2final.csv']) await imported(db, name)
  const measures = shippedSchoolMeasures()
  const figures = async (codes: readonly string[]) =>
    (await performanceRowsOf(reading(db), codes)).flatMap((row) => measures.flatMap((measure) => figureIn(row, measure) ?? []))
  const codes = await db.selectFrom('performance_row').select('code').distinct().where('level', '=', 'school').orderBy('code').execute()

  const found = await figures(codes.map(({ code }) => code))

  const marks = new Set(found.filter(({ value }) => value === null).map(({ published }) => published))
  assert.deepEqual(
    [...marks].filter((mark) => /^[-+]?[\d.,]+%?$/.test(mark)),
    [],
  )
  assert.ok(found.some(({ value, published }) => value === null && published === 'SUPP'))
  assert.deepEqual(
    [...marks].filter((mark) => !meaningOfMark(mark, 'performance tables').explained),
    [],
  )
  assert.ok(found.some(({ measure, value }) => measure.startsWith('spending') && value !== null && value < 0))
})
