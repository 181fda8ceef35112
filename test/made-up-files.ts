import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { boundaryImporter } from '../src/authorities/boundary.import.ts'
import { lookupImporter } from '../src/authorities/lookup.import.ts'
import { neighbourImporters } from '../src/authorities/neighbour.import.ts'
import type { Db } from '../src/db/connect.ts'
import { ofstedImporter } from '../src/judgements/ofsted-state-funded.import.ts'
import { ofstedStateFunded } from '../src/judgements/ofsted-state-funded.ts'
import { importFile, type Importing } from '../src/sources/import-run.import.ts'
import type { ImportRun } from '../src/sources/import-run.ts'

/** The importers of this part of the work, and nothing derived. */
export const anImport: Importing = {
  startedBy: { who: 'A', account: null },
  now: () => new Date('2026-11-23T09:00:00Z'),
  signal: new AbortController().signal,
  progress: () => {},
  importers: [ofstedImporter, lookupImporter, boundaryImporter, ...neighbourImporters],
  rebuild: { comparisons: async () => {}, 'school comparisons': async () => {} },
}

/** A file of the test's own, gone when the test ends. */
export async function aFile(t: TestContext, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fiveday-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'file')
  await writeFile(file, content)
  return file
}

/** Imports content as a file called nothing that tells what it is, and returns its runs. */
export async function importAll(
  t: TestContext,
  db: Db,
  content: string | Uint8Array,
  how: Partial<Importing> = {},
): Promise<readonly ImportRun[]> {
  return importFile(db, { path: await aFile(t, content), name: 'a file' }, { ...anImport, ...how })
}

/** The same for a file that gives one run. */
export async function importOne(t: TestContext, db: Db, content: string | Uint8Array, how: Partial<Importing> = {}): Promise<ImportRun> {
  const [run, ...others] = await importAll(t, db, content, how)
  if (!run || others.length > 0) throw new Error(`${others.length + 1} runs came of one file`)
  return run
}

export function aZip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])),
  )
}

export const aLookup = `old_la_code,new_la_code,la_name,region_code,region_name
801,E06000023,"Bristol, City of",E12000009,South West
931,E10000025,Oxfordshire,E12000008,South East
`

/** A row of Ofsted's file by the names of its columns; what is not given is NULL. */
export type OfstedCells = Readonly<Record<string, string>>

const dull: OfstedCells = {
  URN: '100001',
  LAESTAB: '9312001',
  'School name': 'A School',
  'Ofsted phase': 'Primary',
  'Type of education': 'Community School',
  'Local authority': 'Oxfordshire',
  Region: 'South East',
  'Total number of pupils': '210',
}

const latest: OfstedCells = {
  'Inspection number of latest graded inspection': '10001',
  'Inspection type': 'S5 Inspection',
  'Inspection start date': '12/06/2024',
  'Publication date': '11/07/2024',
  'URN at time of latest graded inspection': '100001',
  'Overall effectiveness': '2',
}

/** Ofsted's file, with these rows. */
export function ofstedFile(rows: readonly OfstedCells[], lineEnd = '\r\n'): string {
  const { headings } = ofstedStateFunded
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => headings.map((heading) => quoted({ ...dull, ...latest, ...row }[heading] ?? 'NULL')).join(','))
  return [headings.map(quoted).join(','), ...lines].map((line) => line + lineEnd).join('')
}
