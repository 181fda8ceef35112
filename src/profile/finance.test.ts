import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyImport } from '../../test/any-import.ts'
import { ofstedFile, importOne } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { importFile } from '../sources/import-run.import.ts'
import { describedDataSets } from '../statistics/known-data-set.import.ts'
import { financeFacts } from './finance.store.ts'
import { educationLines } from './finance.ts'
import { financeView } from './finance.view.ts'

const known = describedDataSets()
const oxfordshire = anArea('931')

const reservesHead = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', 'school_phase', 'number_schools', 'number_schools_with_deficit', 'PC_schools_with_deficit', 'revenue_balance_as_pc_total_income', 'average_revenue_balance', 'total_revenue_balance_million'] // prettier-ignore
const reserves = (year: string, code: string, ...figures: readonly string[]) => [year, 'Financial year', code === '' ? 'National' : 'Local authority', 'E92000001', code, 'All LA maintained schools', ...figures] // prettier-ignore

test('reserves of maintained schools stand beside the country’s, and a withheld year is a gap with its mark', async (t) => {
  const db = await freshDb(t)
  const rows = [
    reserves('201819', '', '16000', '1600', '10', '7.5', '120000', '2000'),
    reserves('202021', '', '14000', '1120', '8', '9.1', '150000', '2100'),
    reserves('201819', '931', '150', '30', '20', '5.25', '61000', '9'),
    reserves('202021', '931', '140', 'c', 'c', '4.5', '59000', '8'),
  ]
  await importOne(t, db, csvOf(reservesHead, rows), anyImport)

  const { spending, reserves: found } = await financeView(await financeFacts(reading(db), oxfordshire, known), 'Oxfordshire')

  assert.equal(spending, undefined)
  assert.equal(
    found?.said,
    'In 2018-19 30 of 150 maintained schools had a deficit: 20%, and 10% in England. Together they held 5.3% of their income, and 7.5% in England.',
  )
  assert.deepEqual(found.table.rows, [
    ['2018-19', '30 of 150', '20%', '10%', '5.3%', '7.5%', '61,000'],
    ['2020-21', 'c of 140', 'c', '8%', '4.5%', '9.1%', '59,000'],
  ])
  assert.deepEqual(found.marks, ['c: withheld to protect confidentiality.'])
  assert.deepEqual(found.charts.map(({ table }) => table.rows[1]), [['2019-20', 'no figure', 'no figure'], ['2019-20', 'no figure', 'no figure']]) // prettier-ignore
})

test('each line of education has its share of what education spends in all', () => {
  const figure = (what: string, thousands: number) => ({ service: 'Education services', what, published: String(thousands), thousands })

  const lines = educationLines([figure('Employees', 30), figure('Total Expenditure', 120), { ...figure('Employees', 9), service: 'Highways' }]) // prettier-ignore

  assert.deepEqual(
    lines.map(({ share }) => share),
    [25, 100],
  )
})

test('a line that is withheld, or a total of nothing, has no share', () => {
  const figure = (what: string, thousands: number | undefined) => ({ service: 'Education services', what, published: '', thousands })

  const withheld = educationLines([figure('Employees', undefined), figure('Total Expenditure', 120)])
  const nothing = educationLines([figure('Employees', 0), figure('Total Expenditure', 0)])

  assert.deepEqual([withheld[0]?.share, nothing[0]?.share], [undefined, undefined])
})

test('without any file of spending nothing is told', async (t) => {
  const db = await freshDb(t)

  assert.deepEqual(await financeFacts(reading(db), oxfordshire, known), { spending: undefined, pupils: undefined, reserves: undefined })
})

test(
  'Oxfordshire’s spending on education as published, for each pupil, beside its class and England',
  { skip: withoutPublished },
  async (t) => {
    const db = await freshDb(t)
    for (const name of [
      'geo/england_la_lookup.csv',
      'finance/RSX_LA_Data_2024-25_data_by_LA.ods',
      'finance/la_maintained_schools_revenue_reserve_final.csv',
    ])
      await importFile(db, { path: publishedFile(name), name }, anyImport)
    const schools = [{ URN: '100001', 'Total number of pupils': '900' }, { URN: '100002', 'Total number of pupils': '100', 'Inspection start date': '12/05/2025', 'Publication date': '12/06/2025' }] // prettier-ignore
    await importOne(t, db, ofstedFile(schools), anyImport)

    const facts = await financeFacts(reading(db), oxfordshire, known)
    const view = await financeView(facts, 'Oxfordshire')

    assert.deepEqual(
      [facts.spending?.year, facts.spending?.alike?.name, facts.spending?.country?.name],
      [2025, 'Shire Counties', 'ENGLAND'],
    )
    assert.partialDeepStrictEqual(facts.pupils, { schools: 2, withoutNumber: 0, pupils: 1000 })
    const table = view.spending?.table
    assert.deepEqual(table?.head.slice(-2), ['Shire Counties, %', 'England, %'])
    // 6,892,461.7 of 14,868,985.59 in the counties; 23,008,747.22 of 50,498,724.55 in England.
    const employees = ['Employees', '176,988', '176,988', '38.6%', '46.4%', '45.6%']
    assert.deepEqual(table?.rows[0], employees)
    assert.equal(view.reserves?.table.rows.length, facts.reserves?.years.length)
    assert.match(
      view.reserves?.said ?? '',
      /^In 20\d\d-\d\d \d+ of \d+ maintained schools had a deficit: [\d.]+%, and [\d.]+% in England\./,
    )
  },
)
