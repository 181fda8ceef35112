import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeOds, writeXlsx } from 'hucre'
import { importOne } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { reading } from '../db/connect.ts'
import { csvOf } from '../lib/csv-text.ts'
import { statisticImporter, statisticSheetImporter } from './statistic.import.ts'

const known = { importers: [statisticImporter, statisticSheetImporter] }
const head = ['time_period', 'time_identifier', 'geographic_level', 'country_code', 'old_la_code', 'sex', 'rate', 'note']
const rows = [
  ['202425', 'Academic year', 'National', 'E92000001', '', 'Total', 51.5, ''],
  ['202425', 'Academic year', 'Local authority', 'E92000001', '931', 'Total', 0.07, ''],
  ['202425', 'Academic year', 'Local authority', 'E92000001', '801', 'Total', 'c', ''],
] as const

for (const [form, written] of [
  ['an .xlsx', writeXlsx],
  ['an .ods', writeOds],
] as const) {
  test(`statistics saved as ${form} are the statistics of the CSV, marks and empty cells included`, async (t) => {
    const [csv, sheet] = [await freshDb(t), await freshDb(t)]
    const top = [['Made in a spreadsheet'], []]
    const numbers = rows.map((row) => row.map((cell) => (/^\d+$/.test(String(cell)) ? Number(cell) : cell)))

    await importOne(t, csv, csvOf(head, rows.map((row) => row.map(String))), known) // prettier-ignore
    const run = await importOne(t, sheet, await written({ sheets: [{ name: 'Data', rows: [...top, head, ...numbers] }] }), known)

    assert.deepEqual([run.source, run.state, run.rows_used], ['explore-education-statistics-sheet', 'done', 3])
    const held = (db: typeof csv) =>
      reading(db).selectFrom('statistic_row').select(['level', 'area', 'cells', 'remarks']).orderBy('line').execute()
    assert.deepEqual(await held(sheet), await held(csv))
  })
}
