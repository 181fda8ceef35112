import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookupImporter } from '../authorities/lookup.import.ts'
import { importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { refusedRows } from '../sources/import-run.store.ts'
import { statisticImporter } from './statistic.import.ts'

const known = { importers: [lookupImporter, statisticImporter] }
const lookup = `old_la_code,new_la_code,la_name,region_code,region_name
931,E10000025,Oxfordshire,E12000008,South East
835,E10000009,Dorset,E12000009,South West
838,E06000059,Dorset,E12000009,South West
`

test('an authority without its three digits is told by its nine-character code, and without that by its name', async (t) => {
  const db = await freshDb(t)
  await importOne(t, db, lookup, known)
  const row = (digits: string, code: string, name: string) => ['202425', 'Academic year', 'Local authority', 'E92000001', digits, code, name, '5.5'] // prettier-ignore
  const head = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', 'new_la_code', 'la_name', 'rate']
  const rows = [
    row('', 'E10000025', ''),
    row('z', 'E06000059', 'Dorset'),
    row('', 'E10000009', 'Dorset'),
    row('', 'E06009999', 'Oxfordshire'),
    row('', '', 'Dorset'),
  ]

  const run = await importOne(t, db, csvOf(head, rows), known)
  const named = await importOne(t, db, csvOf(head.toSpliced(4, 2), [row('', '', ' oxfordshire ').with(0, '202324').toSpliced(4, 2)]), known)

  const held = await reading(db).selectFrom('statistic_row').select(['run', 'area']).orderBy('run').orderBy('line').execute()
  assert.deepEqual(
    held.filter((one) => one.run === run.id).map(({ area }) => area),
    ['931', '838', '835'],
  )
  assert.deepEqual(
    held.filter((one) => one.run === named.id).map(({ area }) => area),
    ['931'],
  )
  assert.deepEqual(
    (await refusedRows(reading(db), run.id, { limit: 10, offset: 0 })).map(({ line, reason }) => `${line} ${reason}`),
    [
      '5 new_la_code E06009999 is of no authority in the files held, and old_la_code is empty. Import the lookup of local authorities first',
      '6 old_la_code "" does not say which local authority the row is of',
    ],
  )
})
