import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aFile, anImport } from '../../test/made-up-files.ts'
import { freshDb } from '../../test/support.ts'
import { lookupImporter } from '../authorities/lookup.import.ts'
import { reading } from '../db/connect.ts'
import { importFile } from '../sources/import-run.import.ts'
import { inspectImport } from './inspection.import.ts'
import { reportOf } from './quality-report.store.ts'
import { reportView } from './quality.view.ts'
import { heapsInWords } from './school-list.ts'

test('rows that stand twice in a file are a finding with both lines, and it is said when the check was done', async (t) => {
  const db = await freshDb(t)
  const file = `old_la_code,new_la_code,la_name,region_code,region_name
931,E10000025,Oxfordshire,E12000008,South East
801,E06000023,Bristol,E12000009,South West
931,E10000025,Oxford,E12000008,South East
x,E1,Nowhere,E12000008,South East
`

  const [run] = await importFile(db, { path: await aFile(t, file), name: 'lookup.csv' }, { ...anImport, importers: [lookupImporter], inspect: inspectImport }) // prettier-ignore

  const report = await reportOf(reading(db), run?.id ?? 0)
  assert.deepEqual(
    report?.findings.map(({ subject, rowsBehind, behind }) => [subject, rowsBehind, behind]),
    [['1 row twice in the file', 1, [{ line: 4, code: '', name: 'old_la_code 931', authority: null, cells: [['first on line', '2']] }]]],
  )
  assert.equal(reportView(run?.id ?? 0, report, null)?.checked, 'Checked on 23 November 2026 at 09:00.')
})

test('a long list is told by how many there are of each kind', () => {
  assert.equal(
    heapsInWords([...Array<string>(700).fill('Academy converter (ACC)'), 'closed', 'closed']),
    'Academy converter (ACC) 700, closed 2',
  )
})
