import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { CompiledQuery } from 'kysely'
import { parseAreaCode } from '../src/authorities/area.ts'
import type { Where } from '../src/cli/config.ts'
import { openDatabase, reading, type Db } from '../src/db/connect.ts'
import { CopyIn, copyLine, inChunks } from '../src/db/copy.ts'
import { asPdf } from '../src/documents/pdf.renderer.ts'
import { importers, rebuild } from '../src/features.ts'
import { workingFramework } from '../src/frameworks/framework.import.ts'
import { shippedTerms } from '../src/terms/calendar.import.ts'
import { packDocument } from '../src/inspection/pack.document.ts'
import { packFacts } from '../src/inspection/pack.store.ts'
import { readCsv } from '../src/lib/csv.ts'
import { parseDay } from '../src/lib/day.ts'
import { shippedBreaks } from '../src/measures/break.import.ts'
import { importFile } from '../src/sources/import-run.import.ts'
import { assessments } from '../src/triggers/assessment.store.ts'
import { timed, type Measured } from './budget.ts'
import { published } from './files.ts'

/** A file as it is on the disk, for the import, and its text, for the yardstick. */
interface LargeFile {
  readonly path: string
  readonly text: string
}

/** The files whose import has a budget. */
export interface Large {
  readonly register: LargeFile
  readonly lait: LargeFile
  /** Ten years of national performance tables, where they are on the disk. */
  readonly tables: readonly string[]
}

/** Imports every published file into a database that is opened for it, and times the large files, the triggers of all authorities, and a pack. */
export async function importAndJudge(where: Where, on: string, large: Large): Promise<Measured[]> {
  const database = await openDatabase({ ...where, what: 'bench' })
  try {
    return await importedAndJudged(database.db, on, large)
  } finally {
    await database.close()
  }
}

async function importedAndJudged(db: Db, on: string, { register, lait, tables }: Large): Promise<Measured[]> {
  for (const file of published.before) await imported(db, file)
  const measured = [
    await importBesideCopy(db, on, 'import of a register (50,000 rows, 141 columns)', register),
    await importBesideCopy(db, on, 'import of LAIT (641,070 rows), with all that is derived', lait),
    await importOfTables(db, on, tables),
  ]
  const lights: Measured = { work: 'eight triggers for all authorities', on, unit: 'ms', ...(await judged(db)), atMost: { limit: 1000 } }
  const pack: Measured = { work: 'the pack of Oxfordshire as PDF', on, unit: 'ms', ...(await packed(db)), atMost: { limit: 2000 } }
  return [...measured, lights, pack]
}

async function importBesideCopy(db: Db, on: string, work: string, file: LargeFile): Promise<Measured> {
  const copied = await bareCopy(db, file.text)
  const took = await timed(() => imported(db, file.path))
  return { work, on, took, unit: 'ms', yardstick: { is: 'a bare COPY of the same CSV', took: copied }, atMost: { times: 8 } }
}

/** Ten years of tables one after the other; the last of them, with nine years held, is set beside a bare COPY of it. */
async function importOfTables(db: Db, on: string, tables: readonly string[]): Promise<Measured> {
  const last = tables.findLast((file) => file.includes('ks2')) ?? ''
  for (const file of tables) if (file !== last) await imported(db, file)
  const work = 'import of national key stage 2 results (16,700 schools), with nine years held'
  return importBesideCopy(db, on, work, { path: last, text: await readFile(last, 'utf8') })
}

async function imported(db: Db, file: string) {
  const signal = new AbortController().signal
  const startedBy = { who: 'Bench', account: null }
  const importing = { startedBy, now: () => new Date(), signal, progress: () => {}, importers, rebuild }
  const runs = await importFile(db, { path: file, name: path.basename(file), folders: path.dirname(file) }, importing)
  const wrong = runs.find((run) => run.state !== 'done')
  if (wrong) throw new Error(`${wrong.file_name}: ${wrong.message ?? wrong.state}`)
}

/** The same cells into a table of nothing but text, and back to nothing. */
async function bareCopy(db: Db, text: string): Promise<number> {
  const [headings = [], ...rows] = await cellsOf(text)
  const width = headings.length
  const chunks = [...inChunks(rows.filter((row) => row.length === width).map(copyLine))]
  await db.executeQuery(CompiledQuery.raw(`create table bare (${headings.map((_, i) => `c${i} text`).join(', ')})`))
  const took = await timed(() => db.executeQuery(CompiledQuery.raw('copy bare from stdin', [new CopyIn(chunks)])))
  await db.executeQuery(CompiledQuery.raw('drop table bare'))
  return took
}

async function cellsOf(text: string): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = []
  for await (const batch of readCsv(Readable.from([text]))) for (const { cells } of batch) rows.push(cells)
  return rows
}

async function judged(db: Db) {
  const framework = workingFramework()
  const reads = reading(db)
  const today = parseDay('2026-11-23')
  if (!today) throw new Error('Not a day')
  const rows = () => reads.selectFrom('school_record').select(['urn', 'authority', 'phase', 'overall', 'category', 'pupils']).execute()
  const judge = async () => {
    const all = await assessments(reads, framework, { today })
    if (all.length !== 153) throw new Error(`${all.length} authorities were judged, not 153`)
  }
  await judge()
  return { took: await timed(judge, 3), yardstick: { is: 'reading the 21,990 schools', took: await timed(rows, 3) } }
}

async function packed(db: Db) {
  const authority = parseAreaCode('931')
  const made = parseDay('2026-11-23')
  if (!authority || !made) throw new Error('Neither an authority nor a day')
  const asked = {
    authority,
    on: undefined,
    framework: workingFramework(),
    breaks: shippedBreaks(),
    sources: importers.map(({ source }) => source),
    made,
    terms: shippedTerms(),
  }
  const read = async () => {
    const facts = await packFacts(reading(db), asked)
    if (!facts) throw new Error('Nothing is held of Oxfordshire')
    return facts
  }
  const write = async () => asPdf(await packDocument(await read()))
  await write()
  return { took: await timed(write, 3), yardstick: { is: 'reading what it prints', took: await timed(read, 3) } }
}
