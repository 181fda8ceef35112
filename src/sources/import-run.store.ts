import { sql } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'
import { chunksOf, copyInto, copyLine } from '../db/copy.ts'
import type { Day } from '../lib/day.ts'
import type { ImportRun, RunState } from './import-run.ts'
import { forgetKept, keptUntilImport } from './kept.store.ts'
import type { Refused, Source } from './source.ts'
import type { Spool } from './spool.ts'

const columns = [
  'id',
  'source',
  'file_name',
  'bytes',
  'checksum',
  'as_at',
  'year',
  'state',
  'stage',
  'rows_read',
  'rows_used',
  'rows_refused',
  'message',
  'started_by',
  'started_at',
  'ended_at',
] as const

/** Every import, the latest first. */
export async function runs(
  reads: Reads,
  { limit, offset }: { limit: number; offset: number } = { limit: 1000, offset: 0 },
): Promise<ImportRun[]> {
  return reads.selectFrom('import_run').select(columns).orderBy('id', 'desc').limit(limit).offset(offset).execute()
}

export async function runCount(reads: Reads): Promise<number> {
  const { count } = await reads
    .selectFrom('import_run')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function run(reads: Reads, id: number): Promise<ImportRun | undefined> {
  return reads.selectFrom('import_run').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Rows of an import that were not used, by line. */
export async function refusedRows(reads: Reads, id: number, { limit, offset }: { limit: number; offset: number }): Promise<Refused[]> {
  return reads
    .selectFrom('refused_row')
    .select(['line', 'reason'])
    .where('run', '=', id)
    .orderBy('line')
    .orderBy('reason')
    .limit(limit)
    .offset(offset)
    .execute()
}

/** What is held now: for each source, and each day or year it is held for, the imports that gave it. By source, the newest first. */
export async function held(reads: Reads): Promise<readonly ImportRun[]> {
  return keptHeld(reads, 'held', () => standing(reads))
}

const keptHeld = keptUntilImport<readonly ImportRun[]>(1)

async function standing(reads: Reads): Promise<readonly ImportRun[]> {
  return reads
    .selectFrom('import_run')
    .select(columns)
    .where('stands', '=', true)
    .orderBy('source')
    .orderBy('as_at', (order) => order.desc().nullsLast())
    .orderBy('year', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .execute()
}

/** The import of this very content that still stands. */
export async function inForce(reads: Reads, source: string, checksum: string): Promise<ImportRun | undefined> {
  return (await standing(reads)).find((run) => run.source === source && run.checksum === checksum)
}

/** The import that stands of a source: of a day, where its files are kept by the day. */
export async function standingFor(tx: Db, source: string, day: Day | null | undefined): Promise<ImportRun | undefined> {
  return tx
    .selectFrom('import_run')
    .select(columns)
    .where('stands', '=', true)
    .where('source', '=', source)
    .$if(day !== undefined, (query) => query.where('as_at', 'is not distinct from', day ?? null))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Starts a run, so that a page can show it while it reads. Returns its number. */
export async function beginRun(
  db: Db,
  facts: { fileName: string; bytes: number; startedBy: string; process: string; now: Date },
): Promise<number> {
  const { id } = await db
    .insertInto('import_run')
    .values({
      file_name: facts.fileName,
      bytes: facts.bytes,
      started_by: facts.startedBy,
      process: facts.process,
      started_at: facts.now,
      seen_at: facts.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What is known of a run while it is under way. */
export interface Noted {
  readonly source?: string
  readonly file_name?: string
  readonly bytes?: number
  readonly checksum?: string
  readonly stage?: string
  readonly rows_read?: number
}

/** Says where a run has got to, and that it is alive. */
export async function noteRun(db: Db, id: number, noted: Noted, now: Date): Promise<void> {
  await db
    .updateTable('import_run')
    .set({ ...noted, seen_at: now })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** How a run ended. */
export interface Ending {
  readonly state: Exclude<RunState, 'running'>
  readonly message: string | null
  readonly as_at?: Day | null
  readonly year?: number | null
  readonly rows_read?: number
  readonly rows_used?: number
  readonly rows_refused?: number
}

/**
 * Ends a run, unless it has ended: a server may still be keeping what a process sent before it was killed. Unless it says
 * how many rows were read, used and refused, none were: nothing of the file was kept.
 */
export async function endRun(db: Db, id: number, ending: Ending, now: Date): Promise<void> {
  await db
    .updateTable('import_run')
    .set({ rows_read: 0, rows_used: 0, rows_refused: 0, ...ending, seen_at: now, ended_at: now })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
  if (ending.state === 'done') await forgetKept(db)
}

/**
 * Lets a run stand in place of the one before it: of its source, and where a source is kept by the day, of its day. Where files
 * stand beside each other, in place of those that are `replaced` only.
 */
export async function letStand(tx: Db, id: number, kept: Source['kept'], replaced: readonly number[] = []): Promise<void> {
  const standing = tx.updateTable('import_run').set({ stands: false }).where('stands', '=', true)
  const { source, as_at } = await tx.selectFrom('import_run').select(['source', 'as_at']).where('id', '=', id).executeTakeFirstOrThrow()
  if (kept === 'beside each other') {
    if (replaced.length > 0) await standing.where('id', 'in', replaced).execute()
  } else {
    await standing
      .where('source', '=', source)
      .$if(kept === 'one for each day', (query) => query.where('as_at', 'is not distinct from', as_at))
      .execute()
  }
  await tx.updateTable('import_run').set({ stands: true }).where('id', '=', id).execute()
}

/** Keeps the rows of a run that were not used. */
export async function keepRefused(tx: Db, run: number, refused: Spool<Refused>): Promise<void> {
  const lineOf = ({ line, reason }: Refused) => copyLine([run, line, reason])
  await copyInto(tx, 'refused_row', ['run', 'line', 'reason'], chunksOf(refused.read(), lineOf))
}

/** Waits until no other process writes an import, and keeps the turn until the transaction ends. What it asks meanwhile is asked anew. */
export async function takeTurn(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('fiveday import'))`.execute(tx)
  await forgetKept(tx)
}

/** Runs that say they are under way. */
export async function runsUnderWay(reads: Reads): Promise<{ id: number; process: string; seen_at: Date }[]> {
  return reads.selectFrom('import_run').select(['id', 'process', 'seen_at']).where('state', '=', 'running').orderBy('id').execute()
}
