import { sql } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'
import { chunksOf, copyInto, copyLine } from '../db/copy.ts'
import type { Day } from '../lib/day.ts'
import type { Spool } from '../sources/spool.ts'
import type { Establishment } from './establishment.ts'
import type { Urn } from './urn.ts'

const columns = [
  'urn',
  'dfe_number',
  'authority',
  'authority_name',
  'name',
  'type',
  'type_group',
  'phase',
  'status',
  'opened_on',
  'open_reason',
  'closed_on',
  'close_reason',
  'lowest_age',
  'highest_age',
  'capacity',
  'pupils',
  'percentage_fsm',
  'trust',
  'federation',
  'diocese',
  'religious_character',
  'resourced_provision',
  'postcode',
  'easting',
  'northing',
  'line',
] as const

/** What a file of the register states, each establishment once. */
export interface Stated {
  readonly urns: readonly Urn[]
  readonly stated: Spool<Establishment>
}

/** Holds establishments as the register stated them on a day, in place of what it stated of the same ones on that day. */
export async function holdEstablishments(tx: Db, asAt: Day, { urns, stated }: Stated, run: number): Promise<void> {
  const heldAlready = await tx.selectFrom('establishment').select('urn').where('as_at', '=', asAt).limit(1).executeTakeFirst()
  if (heldAlready) {
    await sql`delete from establishment where as_at = ${asAt} and urn = any (${urns}::text[])`.execute(tx)
  }
  const line = (establishment: Establishment) => copyLine([asAt, run, ...columns.map((column) => establishment[column])])
  await copyInto(tx, 'establishment', ['as_at', 'run', ...columns], chunksOf(stated.read(), line))
}

/** An establishment as the newest statement of the register that is held has it, with that statement's day and file. */
export interface RegisterEntry extends Establishment {
  readonly as_at: Day
  readonly source_file: string
}

/** What the register says of establishments, by URN. One that no held file names is not among them. */
export async function registerEntries(reads: Reads, urns: readonly Urn[]): Promise<ReadonlyMap<Urn, RegisterEntry>> {
  const found = await reads
    .selectFrom('establishment as e')
    .innerJoin('import_run as r', 'r.id', 'e.run')
    .selectAll('e')
    .select('r.file_name as source_file')
    .distinctOn('e.urn')
    .where('e.urn', 'in', urns)
    .orderBy('e.urn')
    .orderBy('e.as_at', 'desc')
    .execute()
  return new Map(found.map((entry) => [entry.urn, entry]))
}
