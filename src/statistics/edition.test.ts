import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading, type Db } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { held } from '../sources/import-run.store.ts'
import { dataSets, statisticsOf } from './data-set.store.ts'
import { describedDataSets } from './known-data-set.import.ts'

const known = describedDataSets()

/** A file of two authorities: for each period, the figure of each group. */
function aStatisticsFile(
  periods: readonly string[],
  figure: string,
  groups: readonly string[] = ['Total', 'Girls'],
  column = 'headcount',
): string {
  const head = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', 'new_la_code', 'pupil_group', column]
  const rows = periods.flatMap((period) =>
    ['931', '801'].flatMap((code) =>
      groups.map((group) => [period, 'Academic year', 'Local authority', 'E92000001', code, '', group, figure]),
    ),
  )
  return csvOf(head, rows)
}

const bring = (t: TestContext, db: Db, content: string) => importOne(t, db, content, anyImport)

/** For each data set held: each of its periods with the figure that is held for it. */
async function figuresHeld(db: Db): Promise<string[][]> {
  const sets = await dataSets(reading(db), known)
  const rows = await Promise.all(sets.map((set) => statisticsOf(reading(db), set, ['931'], { filters: {} })))
  return rows.map((of) => [...new Set(of.toReversed().map(({ period, cells }) => `${period.label}: ${cells['headcount']?.published}`))])
}

test('a newer edition takes the place of the older for every period it gives, and the older stands for the rest', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, aStatisticsFile(['202122', '202223'], '10'))

  const newer = await bring(t, db, aStatisticsFile(['202223', '202324'], '20'))

  assert.equal(newer.state, 'done')
  assert.deepEqual(await figuresHeld(db), [['2021/22: 10', '2022/23: 20', '2023/24: 20']])
  assert.equal((await held(reading(db))).length, 2)
})

test('it does not matter in which order editions are imported', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, aStatisticsFile(['202223', '202324'], '20'))

  const older = await bring(t, db, aStatisticsFile(['202122', '202223'], '10'))

  assert.equal(older.state, 'done')
  assert.deepEqual(await figuresHeld(db), [['2021/22: 10', '2022/23: 20', '2023/24: 20']])
})

test('a revision of the same periods takes the place of the file before it, which is held no more', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, aStatisticsFile(['202324'], '10'))
  await bring(t, db, aStatisticsFile(['202324'], '11'))

  const again = await bring(t, db, aStatisticsFile(['202324'], '11'))

  assert.equal(again.state, 'unchanged')
  assert.deepEqual(await figuresHeld(db), [['2023/24: 11']])
  assert.equal((await held(reading(db))).length, 1)
})

test('an edition that would give nothing new is refused, and says so', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, aStatisticsFile(['202223', '202324'], '20'))

  const older = await bring(t, db, aStatisticsFile(['202223'], '10'))

  assert.deepEqual([older.state, older.message], ['refused', 'A later edition of these statistics is held for every period of this file'])
  assert.deepEqual(await figuresHeld(db), [['2022/23: 20', '2023/24: 20']])
})

test('statistics of other pupils under the same columns are another data set', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, aStatisticsFile(['202324'], '10', ['Looked after on 31 March', 'Total looked after']))

  await bring(t, db, aStatisticsFile(['202324'], '20', ['Ceased to be looked after', 'Total ceased']))

  const figures = await figuresHeld(db)
  assert.deepEqual(new Set(figures.flat()), new Set(['2023/24: 10', '2023/24: 20']))
  assert.equal(figures.length, 2)
})

test('statistics with other columns are another data set', async (t) => {
  const db = await freshDb(t)
  await bring(t, db, aStatisticsFile(['202324'], '10'))

  await bring(t, db, aStatisticsFile(['202324'], '20', ['Total'], 'percentage'))

  assert.equal((await dataSets(reading(db), known)).length, 2)
})

test('a described data set is the same whatever its publisher calls a column this year', async (t) => {
  const db = await freshDb(t)
  const moves = (period: string, number: string, percentage: string, figure: string) =>
    csvOf(
      ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', 'cla_group', 'move_measure', 'school_stability', number, percentage],
      ['Total children', 'With one or more moves during the year'].flatMap((stability) =>
        ['Any moves', 'Mid-year moves'].flatMap((moved) =>
          ['CLA on 31 March', 'CLA 2 years on 31 March'].map((group) => [period, 'Reporting year', 'Local authority', 'E92000001', '931', group, moved, stability, '100', figure]),
        ),
      ),
    ) // prettier-ignore
  await bring(t, db, moves('2024', 'number', 'percentage', '16'))

  await bring(t, db, moves('2025', 'children_count', 'children_percent', '17'))

  const [set, ...others] = await dataSets(reading(db), known)
  const wanted = { filters: { cla_group: 'CLA on 31 March', move_measure: 'Any moves', school_stability: 'Total children' } }
  const rows = set ? await statisticsOf(reading(db), set, ['931'], wanted) : []
  assert.deepEqual([set?.key, others.length], ['looked-after-school-moves', 0])
  assert.deepEqual(
    rows.map(({ period, cells }) => [period.label, cells['percentage']?.value]),
    [
      ['2025', 17],
      ['2024', 16],
    ],
  )
})
