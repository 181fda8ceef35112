import type { Db } from '../../src/db/connect.ts'
import { holdAreas } from '../../src/authorities/area.store.ts'
import { loadDemo } from '../../src/sources/demo.import.ts'
import { beginRun, endRun } from '../../src/sources/import-run.store.ts'
import { inspectImport } from '../../src/quality/inspection.import.ts'
import { anyImport } from '../any-import.ts'
import { anArea } from '../support.ts'

const now = new Date('2026-01-01T09:00:00Z')

/** The made-up country that a new user first sees, imported from its files. */
export async function theDemo(db: Db): Promise<void> {
  await loadDemo(db, { ...anyImport, inspect: inspectImport })
}

/** The least there can be: a country with two authorities, and nothing known of them. */
export async function aSmallCountry(db: Db): Promise<void> {
  await db.updateTable('installation').set({ country: 'made-up' }).execute()
  const run = await beginRun(db, { fileName: 'lookup.csv', bytes: 100, startedBy: 'a test', process: 'a test', now })
  await endRun(db, run, { state: 'done', message: null, rows_read: 3, rows_used: 3 }, now)
  const areas = [
    { code: anArea('001'), name: 'Larkshire', region: 'Mid Merrowland' },
    { code: anArea('002'), name: 'Sorrelham', region: 'South Merrowland' },
    { code: anArea('070'), name: 'Merrowland', region: null },
  ]
  await holdAreas(
    db,
    'lookup',
    areas.map((area, i) => ({ ...area, gss: null, line: i + 2 })),
    run,
  )
}
