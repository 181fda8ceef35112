import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { OwnPosition, PositionGiven, PositionKind } from './own-position.ts'

/** What an authority says of findings, or of common weaknesses and strengths. By kind and key. */
export async function ownPositions(reads: Reads, authority: AreaCode, kinds: readonly PositionKind[]): Promise<OwnPosition[]> {
  return reads
    .selectFrom('own_position')
    .select(['kind', 'key', 'answer', 'says', 'version', 'written_by', 'written_at'])
    .where('authority', '=', authority)
    .where('kind', 'in', [...kinds])
    .orderBy('kind')
    .orderBy('key')
    .execute()
}

/** A position was kept, or somebody else had written another since, and nothing was. */
export type PositionKept = { readonly kind: 'kept' } | { readonly kind: 'clash'; readonly theirs: OwnPosition }

/**
 * Keeps what an authority says. Where somebody else wrote since its writer looked, theirs is handed back and nothing is kept,
 * unless both say the same: so a form sent twice does no harm.
 */
export async function keepPosition(tx: Db, who: Person, { seen, ...given }: PositionGiven, now: Date): Promise<PositionKept> {
  const { authority, name } = who
  await sql`select pg_advisory_xact_lock(hashtext(${`own position ${authority}`}))`.execute(tx)
  const held = (await ownPositions(reading(tx), authority, [given.kind])).find(({ key }) => key === given.key)
  if (held?.answer === given.answer && held.says === given.says) return { kind: 'kept' }
  if (held && held.version !== seen) return { kind: 'clash', theirs: held }
  const row = { ...given, authority, version: (held?.version ?? 0) + 1, written_by: name, written_at: now }
  await tx
    .insertInto('own_position')
    .values(row)
    .onConflict((on) => on.columns(['authority', 'kind', 'key']).doUpdateSet(row))
    .execute()
  const before = held ? { answer: held.answer, says: held.says } : null
  const after = { answer: given.answer, says: given.says }
  await record(tx, { ...by(who), at: now, what: 'Took a position', subject: `${given.kind} ${given.key}`, before, after })
  return { kind: 'kept' }
}
