import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anArea, aUrn, freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { importFile, type FileGiven } from '../sources/import-run.import.ts'
import { held, refusedRows } from '../sources/import-run.store.ts'
import type { PerformanceRow } from './performance-row.ts'
import { publishedColumns } from './published-column.store.ts'
import { columnLabels } from './school-published.store.ts'
import { publishedView } from './school-published.view.ts'

const absence = [
  'Variable,Label,Type,Description',
  'LA,Authority,,',
  'ESTAB,Number,,',
  'URN,URN,,',
  'PERCTOT,"Overall absence, %",,Of sessions',
]

async function bring(t: TestContext, db: Db, lines: readonly string[], given: Partial<FileGiven> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-columns-'))
  t.after(() => rm(folder, { recursive: true }))
  const at = path.join(folder, 'file')
  await writeFile(at, `${lines.join('\n')}\n`)
  const [run] = await importFile(db, { path: at, name: 'abs_meta.csv', ...given }, anyImport)
  assert.ok(run)
  return run
}

test('a column is called what its publisher calls it, in the year asked or the nearest one held', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, absence, { year: 2019 })
  await bring(t, db, [...absence, 'PPERSABS10,Persistent absentees,,'], { year: 2023 })
  const asked = async (year: number) => (await publishedColumns(reading(db), { table: 'absence', year })).map((column) => column.year)

  const [, , , percent] = await publishedColumns(reading(db), { table: 'absence', year: 2019 })

  assert.deepEqual(percent, { heading: 'PERCTOT', place: 4, label: 'Overall absence, %', note: 'Of sessions', line: 5, year: 2019 })
  assert.deepEqual(await asked(2018), Array<number>(4).fill(2019))
  assert.deepEqual(await asked(2024), Array<number>(5).fill(2023))
  assert.deepEqual(await asked(2021), Array<number>(5).fill(2023))
})

test('each published figure of a school stands with what its publisher calls it, and one without words with its heading alone', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, absence, { year: 2019 })
  const row: PerformanceRow = { code: '123456', table: 'absence', year: 2020, stage: 'final', level: 'school', covers: '', authority: anArea('931'), headings: ['URN', 'PercTot', 'OTHER', 'EMPTY'], cells: ['123456', '4.6', 'SUPP', ''], run: 1, line: 2 } // prettier-ignore

  const labels = await columnLabels(reading(db), ['absence'], 2020)
  const [table] = publishedView({ urn: aUrn('123456'), name: 'Ash School' }, 2020, [row], labels).tables

  assert.deepEqual(table?.rows, [
    ['URN', 'URN', '123456'],
    ['PercTot', 'Overall absence, %', '4.6'],
    ['OTHER', '', 'SUPP'],
  ])
})

test('what a publisher calls a column by a year is not lent to another year', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, [...absence, 'COHORT,Pupils on roll in 2022/23,,'], { year: 2023 })
  const asked = async (year: number) => (await publishedColumns(reading(db), { table: 'absence', year })).map(({ heading }) => heading)

  assert.ok((await asked(2023)).includes('COHORT'))
  assert.ok(!(await asked(2019)).includes('COHORT'))
  assert.ok((await asked(2019)).includes('PERCTOT'))
  assert.equal((await columnLabels(reading(db), ['absence'], 2023)).get('absence COHORT'), 'Pupils on roll in 2022/23')
  assert.equal((await columnLabels(reading(db), ['absence'], 2019)).get('absence COHORT'), undefined)
})

test('a metadata file of one table and year takes the place of the one before it', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, absence, { year: 2019 })

  const again = await bring(t, db, absence, { year: 2019 })
  const next = await bring(t, db, [...absence, 'PPERSABS10,Persistent absentees,,'], { year: 2019 })

  assert.equal(again.state, 'unchanged')
  assert.deepEqual(
    (await held(reading(db))).map(({ id }) => id),
    [next.id],
  )
})

test('a row of metadata that names no column, or one twice, is refused', async (t) => {
  const db = await freshDb(t)

  const run = await bring(t, db, [...absence, ',Nothing,,', 'perctot,Again,,', 'NOTE,,,'], { year: 2019 })

  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 10, offset: 0 })).map(({ reason }) => reason),
    ['The row names no column', 'The column perctot stands on line 5 already', 'The column NOTE has no label'],
  )
})

test('columns of no performance table are refused', async (t) => {
  const db = await freshDb(t)

  const run = await bring(t, db, ['Variable,Label,Type,Description', 'A,An A,,'], { year: 2019 })

  assert.equal(run.message, 'It names columns, but those of none of the performance tables that Fiveday reads')
})

const files: readonly (readonly [name: string, said: string, read: number])[] = [
  ['2016-2017/ks2_meta.csv', 'Key stage 2 results, 2016 to 2017: 290 columns', 290],
  ['2016-2017/ks4final_meta.csv', 'Key stage 4 results, 2016 to 2017: 416 columns', 416],
  ['2017-2018/ks2_meta.csv', 'Key stage 2 results, 2017 to 2018: 326 columns', 326],
  ['2018-2019/census_meta.csv', 'Pupils, 2018 to 2019: 22 columns', 22],
  ['2018-2019/cfr_meta.csv', 'Income and spending, 2018 to 2019: 146 columns', 146],
  ['2018-2019/ks2_meta.csv', 'Key stage 2 results, 2018 to 2019: 318 columns', 318],
  ['2024-2025/census_meta.csv', 'Pupils, 2024 to 2025: 23 columns', 23],
  ['2024-2025/ks2_meta.csv', 'Key stage 2 results, 2024 to 2025: 311 columns', 311],
  ['2024-2025/ks4-pupdest_meta.csv', 'Destinations after key stage 4, 2024 to 2025: 82 columns', 82],
]

test(
  'every published metadata file says which table and year it is of, and every row of it is used',
  { skip: withoutPublished },
  async (t) => {
    const db = await freshDb(t)
    for (const [name, said, read] of files) {
      const at = publishedFile(`performance-tables/${name}`)
      const [run] = await importFile(db, { path: at, name: path.basename(at), folders: path.dirname(at) }, anyImport)
      assert.deepEqual([run?.message, run?.rows_read, run?.rows_used], [said, read, read])
    }

    const columns = await publishedColumns(reading(db), { table: 'spending', year: 2019 })

    assert.equal(columns.find(({ heading }) => heading === 'TOTALINCOME')?.label, 'Total income (£ per pupil)')
  },
)
