import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Db } from '../db/connect.ts'
import { importFile, type Importing } from './import-run.import.ts'
import type { ImportRun } from './import-run.ts'

const demo = new URL('../../data/demo/', import.meta.url)

const before = [
  'lookup.csv',
  'boundaries.geojson',
  'neighbours.csv',
  'dictionary.csv',
  'lait.csv',
  'report-cards.csv',
  'schools.csv',
  'links.csv',
  'looked-after.csv',
]
const tables = ['census', 'absence', 'ks2', 'ks4'].flatMap((table) =>
  readdirSync(demo)
    .filter((name) => name.startsWith(`${table}_`))
    .sort(),
)

/** The files of the made-up country, areas and neighbours before what is compared with them; of the performance tables, each year. */
const files = [...before, ...tables]

/** Imports the made-up country in the way of every published file, and says what came of each. `progress` covers all of them. */
export async function loadDemo(db: Db, importing: Importing): Promise<readonly ImportRun[]> {
  const runs: ImportRun[] = []
  let reached = 0
  for (const [place, name] of files.entries()) {
    // Each stage of an import begins again at 0; the whole never goes back.
    const progress = (_: string, done: number) => {
      reached = Math.max(reached, (place + done) / files.length)
      importing.progress('Making up a country', reached)
    }
    runs.push(...(await importFile(db, { path: fileURLToPath(new URL(name, demo)), name }, { ...importing, progress })))
  }
  const failed = runs.find((run) => run.state !== 'done' && run.state !== 'unchanged')
  if (failed) throw new Error(`${failed.file_name} was not imported: ${failed.message ?? failed.state}`)
  return runs
}
