import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeOds } from 'hucre'
import { anImport, importOne } from '../../test/made-up-files.ts'
import { publishedFile, withoutPublished } from '../../test/published.ts'
import { anArea, freshDb } from '../../test/support.ts'
import { lookupImporter } from '../authorities/lookup.import.ts'
import { reading } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { spendingImporter } from './spending.import.ts'
import { spendingOf } from './spending.store.ts'

const known = { importers: [spendingImporter, lookupImporter] }
const page = { limit: 100, offset: 0 }
const headings = [
  'E-code',
  'ONS Code',
  'Local authority',
  'Notes',
  'Class',
  'Detailed Class',
  'Certification',
  'Education services - Employees (C1)',
  'Education services - Net Current Expenditure (C7 = C3 - C6)',
]
const oxfordshire = ['E3120', 'E10000025', 'Oxfordshire', null, 'SC', 'SC', 'Y', 124.5, 98]

const summary = (year: string, ...rows: readonly (readonly (string | number | null)[])[]) =>
  writeOds({
    sheets: [
      { name: 'Cover', rows: [['Released in 2025-26']] },
      {
        name: 'RSX',
        rows: [[`Worksheet 2: Revenue Outturn (RO) ${year}: RSX data`], ['£ thousand'], headings, ...rows.map((row) => [...row])],
      },
    ],
  })

const lookup = 'old_la_code,new_la_code,la_name,region_code,region_name\n931,E10000025,Oxfordshire,E12000008,South East\n'

test('an authority’s spending is found by its code, under the financial year of the sheet’s title', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, lookup, known)

  const run = await importOne(t, db, await summary('2024-25', oxfordshire), known)

  assert.deepEqual([run.source, run.as_at, run.rows_used], ['revenue-summary', '2025-03-31', 1])
  const [spending, ...others] = await spendingOf(reading(db), anArea('931'))
  assert.deepEqual([spending?.year, spending?.name, others.length], [2025, 'Oxfordshire', 0])
  assert.deepEqual(spending?.figures, [
    { service: 'Education services', what: 'Employees', published: '124.5', thousands: 124.5 },
    { service: 'Education services', what: 'Net Current Expenditure', published: '98', thousands: 98 },
  ])
})

test('a later file of a year takes the place of the first, and another year stands beside it', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, lookup, known)
  await importOne(t, db, await summary('2023-24', oxfordshire), known)
  await importOne(t, db, await summary('2024-25', oxfordshire), known)

  await importOne(t, db, await summary('2024-25', oxfordshire.with(8, 99)), known)

  const held = await spendingOf(reading(db), anArea('931'))
  assert.deepEqual(
    held.map(({ year, figures }) => [year, figures[1]?.thousands]),
    [
      [2025, 99],
      [2024, 98],
    ],
  )
})

test('an authority that sent no return has the publisher’s mark, and no number', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, lookup, known)

  await importOne(t, db, await summary('2024-25', oxfordshire.with(7, '[x]')), known)

  const [spending] = await spendingOf(reading(db), anArea('931'))
  assert.deepEqual([spending?.figures[0]?.published, spending?.figures[0]?.thousands], ['[x]', undefined])
})

test('a row of the summary that cannot be used is refused with its reason, and a file without a year whole', async (t) => {
  const db = await freshDb(t)
  const faults = [oxfordshire, headings, [null, null, null, null, null, null, null, 'RSX-edu'], ['E1', 'E1', 'A', null, 'SC'], oxfordshire.with(1, 'E10000002').with(8, 'much')] // prettier-ignore

  const run = await importOne(t, db, await summary('2024-25', oxfordshire, ...faults), known)

  assert.deepEqual(
    (await refusedRows(reading(db), run.id, page)).map(({ line, reason }) => `${line} ${reason}`),
    [
      '5 ONS Code E10000025 stands on line 4 already',
      '6 The headings stand here again',
      '7 The row names no authority',
      '8 ONS Code "E1" is not E and two, four or eight digits',
      '9 Education services - Net Current Expenditure (C7 = C3 - C6) "much" is neither a number nor a mark like [x]',
    ],
  )
  assert.match((await importOne(t, db, await summary('2024', oxfordshire), known)).message ?? '', /which financial year/)
})

test('the revenue outturn of 2024-25 gives every authority, and the classes add up to England', { skip: withoutPublished }, async (t) => {
  const db = await freshDb(t)
  for (const name of ['geo/england_la_lookup.csv', 'finance/RSX_LA_Data_2024-25_data_by_LA.ods'])
    await importFile(db, { path: publishedFile(name), name }, { ...anImport, ...known })

  const [run] = await reading(db).selectFrom('import_run').selectAll().where('source', '=', 'revenue-summary').execute()
  assert.deepEqual([run?.as_at, run?.rows_read, run?.rows_used, run?.rows_refused], ['2025-03-31', 424, 421, 3])
  const levels = await reading(db).selectFrom('spending_row').select('level').select(({ fn }) => fn.countAll<number>().as('rows')).groupBy('level').orderBy('level').execute() // prettier-ignore
  assert.deepEqual(levels, [{ level: 'authority', rows: 410 }, { level: 'class', rows: 10 }, { level: 'country', rows: 1 }]) // prettier-ignore
  const [england] = await spendingOf(reading(db), anArea('970'))
  assert.equal(england?.figures[0]?.published, '23008747.222270001')
  // The Greater London Authority is a class by itself, and its row stands among the authorities.
  const classes = await reading(db).selectFrom('spending_row').select('cells').where((eb) => eb.or([eb('level', '=', 'class'), eb('gss', '=', 'E12000007')])).execute() // prettier-ignore
  const sum = classes.reduce((total, { cells }) => total + Number(cells.split('\t')[0]), 0)
  assert.ok(Math.abs(sum - 23_008_747.222) < 0.01, String(sum))
  const [oxford] = await spendingOf(reading(db), anArea('931'))
  assert.equal(oxford?.figures.length, 98)
})
