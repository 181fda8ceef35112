import { hostname } from 'node:os'
import type { Change } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import { reading, type Db } from '../db/connect.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { Asks, Unusable, type Question } from '../lib/unusable.ts'
import { countryHeld, forgetMadeUp, holdCountry } from './country.store.ts'
import { wasInterrupted, writeProcess, type ImportRun } from './import-run.ts'
import * as store from './import-run.store.ts'
import { wouldTakeAway, type Importer, type Reading, type Ready, type Rebuild } from './importer.import.ts'
import { knownFiles, type Known } from './known-file.import.ts'
import { limits } from './limits.ts'
import { openFile, type LookedOver, type Opened } from './opened.import.ts'
import type { Refused, Row, TableFile } from './source.ts'
import type { Spool } from './spool.ts'
import { spools, type Spools } from './spool.import.ts'

/** A file to import: where it is, and what its bearer calls it. */
export interface FileGiven {
  readonly path: string
  readonly name: string
  /** The folders its bearer keeps it in, where they are known: their names may say which year it is of. */
  readonly folders?: string
  /** The academic year its bearer says it is of, by the calendar year it ends in: for a file that does not say. */
  readonly year?: number
  /** Of a ZIP, the one file in it that is wanted, as its run names it. */
  readonly only?: string
  /** False where its bearer is to be asked before it takes away what is held and it lacks. */
  readonly mayTakeAway?: boolean
}

export interface Importing {
  readonly startedBy: Pick<Change, 'who' | 'account'>
  readonly now: () => Date
  readonly signal: AbortSignal
  /** `done` goes from 0 to 1 within a stage. */
  readonly progress: (stage: string, done: number) => void
  /** Told the number of each run as it begins, so that somebody can look at it, or cancel it. */
  readonly begun?: (run: number) => void
  /** Told what has to be answered before the file of a run can be used. The run has ended: an answer begins another. */
  readonly asks?: (run: number, question: Question) => void
  readonly importers: readonly Importer[]
  readonly rebuild: Rebuild
  /** Looks over what an import gave, once it is kept: what it finds changes nothing and refuses nothing. */
  readonly inspect?: (db: Db, run: ImportRun, now: Date) => Promise<void>
}

/** This process, told apart from one that had its number before. */
const here = { machine: hostname(), number: process.pid, began: String(Math.round(performance.timeOrigin)) }

/** Imports wait for one another, for each database. */
const queues = new WeakMap<Db, Promise<unknown>>()

/**
 * Imports a published file, told by its content, whole or not at all; of a ZIP, each file in it that is known.
 *
 * 1. A run is begun, which a page can show; then the file is opened, within limits, and recognised by its headings.
 * 2. It is read through once: is it sound, and is the same content held already? Then nothing changes. Where files stand
 *    beside each other that is asked once its rows are read: the same content may be of another year than was said before.
 * 3. Its importer reads and checks every row, with nothing stored yet.
 * 4. In one transaction: what was made up goes if this is the first real file, the rows of the source are replaced, the
 *    rows that could not be used are kept with line and reason, and what is derived is made again.
 * 5. What it gave is looked over, and what an officer should know of it is kept beside it.
 *
 * Returns the runs, one for each file imported or refused. Files are imported one at a time, in the order they were given.
 */
export async function importFile(db: Db, file: FileGiven, importing: Importing): Promise<readonly ImportRun[]> {
  const before = queues.get(db) ?? Promise.resolve()
  const work = before.then(() => importNow(db, file, importing))
  queues.set(
    db,
    work.catch(() => {}),
  )
  return work
}

/** Marks imports that were under way when their process ended. Call it when the program starts. Returns how many there were. */
export async function markInterrupted(db: Db, now: Date): Promise<number> {
  const underWay = await store.runsUnderWay(reading(db))
  const interrupted = underWay.filter((run) => wasInterrupted(run, { here, now, isAlive }))
  const message = 'Fiveday stopped while it was importing this file. Nothing of it was kept; import it again'
  for (const { id } of interrupted) await store.endRun(db, id, { state: 'interrupted', message }, now)
  return interrupted.length
}

async function importNow(db: Db, file: FileGiven, importing: Importing): Promise<readonly ImportRun[]> {
  await markInterrupted(db, importing.now())
  const first = await begin(db, file.name, 0, importing)
  const found = await attempt(db, first, importing, () => filesIn(db, first, file, importing))
  const ids = [first]
  const wanted = found?.filter(({ name }) => file.only === undefined || file.only === name)
  for (const [place, known] of (wanted ?? []).entries()) {
    const id = place === 0 ? first : await begin(db, known.name, known.size, importing)
    if (place > 0) ids.push(id)
    await attempt(db, id, importing, () => importKnown(db, id, known, file, importing))
  }
  const finished = await Promise.all(ids.map((id) => store.run(reading(db), id)))
  return finished.filter((run) => run !== undefined)
}

async function begin(db: Db, fileName: string, bytes: number, { startedBy, now, begun }: Importing): Promise<number> {
  const id = await store.beginRun(db, { fileName, bytes, startedBy: startedBy.who, process: writeProcess(here), now: now() })
  begun?.(id)
  return id
}

/** Does one step of a run. What refuses the file, or cancels it, ends the run and is no failure of ours. */
async function attempt<T>(db: Db, id: number, { signal, now, asks }: Importing, step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step()
  } catch (problem) {
    if (signal.aborted) {
      await store.endRun(db, id, { state: 'cancelled', message: 'Stopped before it was finished. Nothing of it was kept' }, now())
      return undefined
    }
    if (problem instanceof Unusable) {
      await store.endRun(db, id, { state: 'refused', message: problem.message }, now())
      if (problem instanceof Asks) asks?.(id, problem.question)
      return undefined
    }
    const message = 'Something went wrong in Fiveday. Nothing of this file was kept'
    await store.endRun(db, id, { state: 'interrupted', message }, now()).catch(() => {})
    throw problem
  }
}

async function filesIn(db: Db, id: number, given: FileGiven, { now, importers, signal }: Importing): Promise<readonly Known[]> {
  const held = await openFile(given.path, given.name)
  await store.noteRun(db, id, { bytes: held.size }, now())
  return knownFiles(held, given.name, importers, signal)
}

async function importKnown(db: Db, id: number, known: Known, given: FileGiven, importing: Importing): Promise<void> {
  const { source } = known.importer
  const says = teller(db, id, importing)
  await store.noteRun(db, id, { file_name: known.name, bytes: known.size, source: source.key, stage: 'checking' }, importing.now())
  const opened = await known.open()
  const lookedOver = await opened.lookOver(() => says('checking', 0), importing.signal)
  await store.noteRun(db, id, { checksum: lookedOver.checksum, stage: 'reading' }, importing.now())
  const same = await store.inForce(reading(db), source.key, lookedOver.checksum)
  if (same && source.kept !== 'beside each other') return endUnchanged(db, id, same, importing)
  const waiting = spools({ signal: importing.signal, readBack: says.readBack })
  try {
    const from = [given.folders, known.name].filter(Boolean).join('/')
    const told = {
      reads: reading(db),
      from,
      toldYear: given.year,
      mayTakeAway: given.mayTakeAway ?? true,
      today: dayInLondon(importing.now()),
    }
    const ready = await prepared(opened, lookedOver, known, { ...told, waiting, says, importing })
    importing.signal.throwIfAborted()
    if (same && (await ready.isHeldBy?.(reading(db), same.id))) return await endUnchanged(db, id, same, importing)
    await keep(db, id, known, ready, { ...importing, says, mayTakeAway: told.mayTakeAway })
  } finally {
    waiting.close()
  }
  importing.progress('writing', 1)
  const kept = await store.run(reading(db), id)
  if (kept) await importing.inspect?.(db, kept, importing.now())
}

async function endUnchanged(db: Db, id: number, same: ImportRun, { now }: Importing): Promise<void> {
  const message = `The same content was imported on ${inWords(dayInLondon(same.started_at))} and still stands. Nothing changed`
  await store.endRun(db, id, { state: 'unchanged', message, as_at: same.as_at, year: same.year }, now())
}

/** A file read, and what is known of its rows beside what its importer makes of them. */
interface Read extends Ready {
  readonly rowsRead: number
  readonly refused: Spool<Refused>
}

interface Told extends Pick<Reading, 'reads' | 'from' | 'toldYear' | 'mayTakeAway' | 'today'> {
  readonly waiting: Spools
  readonly says: Teller
  readonly importing: Importing
}

async function prepared(opened: Opened, lookedOver: LookedOver, known: Known, { waiting, says, importing, ...told }: Told): Promise<Read> {
  const { signal } = importing
  const table = opened.table(headingsRow(opened, known.under), lookedOver, (done) => says('reading', done))
  const counted = counting(table, signal, (rows) => says.rows(rows))
  const refused = waiting.spool<Refused>()
  let first: Refused | undefined
  const refuse = ({ line, reason }: Refused) => {
    // A reason may quote a cell of any length.
    const kept = { line, reason: reason.slice(0, 500) }
    if (first === undefined || line < first.line) first = kept
    refused.add(kept)
  }
  const ready = await known.importer.prepare(counted.table, { ...told, signal, progress: says, refuse, spool: waiting.spool })
  const [rowsRead, rowsUsed] = [counted.rows(), ready.rowsUsed]
  if (rowsRead === 0) throw new Unusable('The file has headings and no rows under them')
  if (rowsRead !== rowsUsed + refused.rows) {
    throw new Error(`${known.importer.source.key}: ${rowsRead} rows came, ${rowsUsed} were used and ${refused.rows} refused`)
  }
  if (rowsUsed === 0) throw new Unusable(`None of its ${rowsRead} rows can be used. Line ${first?.line}: ${first?.reason}`)
  says.writes(rowsRead)
  return { ...ready, rowsRead, refused }
}

/** The same row of headings, in the file as it was opened this time. */
function headingsRow(opened: Opened, under: Row): Row {
  const key = JSON.stringify(under)
  const found = opened.headings.find((row) => JSON.stringify(row) === key)
  if (!found) throw new Unusable('The file changed while it was being read')
  return found
}

/** The table, its rows counted; between batches other work gets its turn, and a cancelled import stops. */
function counting(table: TableFile, signal: AbortSignal, told: (rows: number) => void) {
  let rows = 0
  async function* counted() {
    let since = performance.now()
    for await (const batch of table.batches) {
      signal.throwIfAborted()
      rows += batch.length
      if (rows > limits.rows) throw new Unusable(`The file has more than ${count(limits.rows)} rows, the most that Fiveday reads`)
      yield batch
      told(rows)
      if (performance.now() - since < 15) continue
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    }
  }
  return { table: { ...table, batches: counted() }, rows: () => rows }
}

/** The one transaction of an import: all of this, or nothing. */
async function keep(
  db: Db,
  id: number,
  known: Known,
  ready: Read,
  { startedBy, now, signal, rebuild, says, mayTakeAway }: Importing & { readonly says: Teller; readonly mayTakeAway: boolean },
): Promise<void> {
  says('writing', 0)
  await says.settled()
  await db.transaction().execute(async (tx) => {
    await store.takeTurn(tx)
    await agreeOnCountry(tx, id, ready)
    if (!mayTakeAway) await askBeforeItIsShorter(tx, known, ready)
    const { said, matters = true, replaced } = (await ready.write(tx, id)) ?? {}
    await store.keepRefused(tx, id, ready.refused)
    const rebuilds = matters ? known.importer.rebuilds : []
    for (const derived of rebuilds) {
      says('comparing', 0)
      await rebuild[derived](tx, { signal, progress: (done) => says('comparing', done) })
    }
    const counts = { rows_read: ready.rowsRead, rows_used: ready.rowsUsed, rows_refused: ready.refused.rows }
    const message = [said, known.message].filter(Boolean).join('. ') || null
    const of = { as_at: ready.asAt ?? null, year: ready.year ?? null }
    await store.endRun(tx, id, { state: 'done', message, ...of, ...counts }, now())
    await store.letStand(tx, id, known.importer.source.kept, replaced)
    const year = ready.year === undefined ? {} : { year: ready.year }
    const after = { file: known.name, as_at: ready.asAt ?? null, ...year, ...counts }
    await record(tx, {
      ...startedBy,
      authority: null,
      what: 'Imported a file',
      subject: known.importer.source.name,
      before: null,
      after,
      at: now(),
    })
    signal.throwIfAborted()
  })
}

/** Asks before a file takes the place of one with many more rows: it may have been cut. */
async function askBeforeItIsShorter(tx: Db, { importer: { source } }: Known, { rowsUsed, asAt }: Ready): Promise<void> {
  if (source.kept === 'beside each other') return
  const standing = await store.standingFor(tx, source.key, source.kept === 'one' ? undefined : (asAt ?? null))
  if (!standing || rowsUsed >= standing.rows_used * shorter) return
  const says = `It has ${count(rowsUsed)} rows, and ${standing.file_name}, which it would take the place of, has ${count(standing.rows_used)}`
  throw new Asks('fewer', wouldTakeAway(says))
}

/** A file with less than this share of the rows of the one before it is asked about. */
const shorter = 0.9

/** An installation holds one country. The first real file takes the place of everything made up. */
async function agreeOnCountry(tx: Db, run: number, { country }: Ready): Promise<void> {
  if (!country) return
  const already = await countryHeld(reading(tx))
  if (already === country) return
  if (already === 'real') {
    throw new Unusable(
      'This file is of the made-up country, and real files are held here. Give the made-up country a data folder of its own',
    )
  }
  if (already === 'made-up') await forgetMadeUp(tx, run)
  await holdCountry(tx, country)
}

interface Teller {
  (stage: string, done: number): void
  readonly rows: (rows: number) => void
  /** Of how many rows writing is made. */
  readonly writes: (rows: number) => void
  /** Told of rows that were read back to be written. */
  readonly readBack: (rows: number) => void
  /** Waits for what is being written of the run, so that nothing of it comes between. */
  readonly settled: () => Promise<void>
}

/** Tells how far a run has got: at once to whoever waits, and now and then to the run itself, so that a page can show it. */
function teller(db: Db, id: number, { progress, now }: Importing): Teller {
  const rows = { read: 0, toWrite: 0, written: 0 }
  let noted = { stage: '', at: 0 }
  let noting: Promise<void> | undefined
  const note = async (stage: string) => {
    await store.noteRun(db, id, { stage, rows_read: rows.read }, now()).catch(() => {})
    noting = undefined
  }
  const tell = (stage: string, done: number) => {
    progress(stage, done)
    if (noting || (stage === noted.stage && performance.now() - noted.at < 500)) return
    noted = { stage, at: performance.now() }
    noting = note(stage)
  }
  return Object.assign(tell, {
    rows: (read: number) => (rows.read = read),
    writes: (all: number) => (rows.toWrite = all),
    readBack(some: number) {
      if (rows.toWrite === 0) return
      rows.written += some
      tell('writing', Math.min(1, rows.written / rows.toWrite))
    },
    settled: async () => noting,
  })
}

function isAlive(number: number): boolean {
  try {
    process.kill(number, 0)
    return true
  } catch (problem) {
    // Not ours to signal, but there.
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM'
  }
}
