import { sql } from 'kysely'
import { record } from '../../accounts/audit.store.ts'
import { by } from '../../accounts/audit.ts'
import type { Person } from '../../accounts/person.ts'
import type { AreaCode } from '../../authorities/area.ts'
import { reading, type Db, type Reads } from '../../db/connect.ts'
import { letterInspection, type Letter, type LetterGiven, type MarkedPassage, type Marking } from './letter.ts'
import type { Inspection } from '../told.ts'

const columns = ['id', 'inspected', 'began_on', 'published_on', 'outcome', 'source', 'text', 'added_by', 'added_at', 'removed_at'] as const

/** One letter that was pasted in, also one that was taken out. Undefined where there is none of that number. */
export async function letterOf(reads: Reads, authority: AreaCode, id: number): Promise<Letter | undefined> {
  return reads.selectFrom('inspection_letter').select(columns).where('authority', '=', authority).where('id', '=', id).executeTakeFirst()
}

/** The passages marked in the letters of an authority, or in one of them, in the order they were marked. */
export async function passagesOf(reads: Reads, authority: AreaCode, letter?: number): Promise<MarkedPassage[]> {
  const all = reads
    .selectFrom('letter_passage')
    .select(['id', 'letter', 'passage', 'kind', 'framework', 'criterion'])
    .where('authority', '=', authority)
    .orderBy('id')
  return letter === undefined ? all.execute() : all.where('letter', '=', letter).execute()
}

/** The inspections whose letters were pasted in and are still held, the newest letter first. Their texts are not read. */
export async function letterInspections(reads: Reads, authority: AreaCode): Promise<Inspection[]> {
  const letters = await reads
    .selectFrom('inspection_letter')
    .select(columns.filter((column) => column !== 'text'))
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  if (letters.length === 0) return []
  const passages = await passagesOf(reads, authority)
  return letters.map((letter) => letterInspection({ ...letter, text: '' }, passages))
}

const turn = (tx: Db, { authority }: Pick<Person, 'authority'>) =>
  sql`select pg_advisory_xact_lock(hashtext(${`letters ${authority}`}))`.execute(tx)

/** Adds a letter, and says its number. The same letter of the same inspection added twice is added once. */
export async function addLetter(tx: Db, who: Person, given: LetterGiven, now: Date): Promise<number> {
  await turn(tx, who)
  const same = await tx
    .selectFrom('inspection_letter')
    .select('id')
    .where('authority', '=', who.authority)
    .where('removed_at', 'is', null)
    .where('inspected', '=', given.inspected)
    .where('text', '=', given.text)
    .executeTakeFirst()
  if (same) return same.id
  const { id } = await tx
    .insertInto('inspection_letter')
    .values({ ...given, authority: who.authority, added_by: who.name, added_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { text, ...rest } = given
  await record(tx, { ...by(who), at: now, what: 'Added an inspection letter', subject: given.inspected, before: null, after: { ...rest, characters: text.length } }) // prettier-ignore
  return id
}

/** Marks passages of a letter. A passage marked alike before is left as it is. */
export async function markPassages(
  tx: Db,
  who: Person,
  { letter, framework, marking }: { readonly letter: Letter; readonly framework: string; readonly marking: Marking },
  now: Date,
): Promise<void> {
  const { passages, kind, criteria } = marking
  await turn(tx, who)
  const rows = passages.flatMap(
    (passage) =>
    criteria.map((criterion) => ({ authority: who.authority, letter: letter.id, passage, kind, framework, criterion, marked_by: who.name, marked_at: now })), // prettier-ignore
  )
  const added = await tx
    .insertInto('letter_passage')
    .values(rows)
    .onConflict((on) => on.columns(['letter', 'passage', 'framework', 'criterion']).doNothing())
    .returning('id')
    .execute()
  if (added.length === 0) return
  await record(tx, { ...by(who), at: now, what: 'Marked a letter', subject: letter.inspected, before: null, after: { passages, kind, framework, criteria } }) // prettier-ignore
}

/** Takes a passage out of what a letter tells, for every criterion it was tied to. The audit trail keeps what it was. */
export async function unmarkPassage(tx: Db, who: Person, letter: Letter, passage: number, now: Date): Promise<void> {
  await turn(tx, who)
  const held = await passagesOf(reading(tx), who.authority, letter.id)
  const named = held.find(({ id }) => id === passage)
  if (!named) return
  const alike = held.filter((one) => one.passage === named.passage && one.kind === named.kind)
  await tx
    .deleteFrom('letter_passage')
    .where('authority', '=', who.authority)
    .where(
      'id',
      'in',
      alike.map(({ id }) => id),
    )
    .execute()
  const before = { passage: named.passage, kind: named.kind, criteria: alike.map(({ criterion }) => criterion) }
  await record(tx, { ...by(who), at: now, what: 'Took a mark out of a letter', subject: letter.inspected, before, after: null })
}

/** Takes a letter out, or puts it back. It stays readable under its own address, and the audit trail keeps both. */
export async function setLetterOut(tx: Db, who: Person, letter: Letter, out: boolean, now: Date): Promise<void> {
  await turn(tx, who)
  const changed = await tx
    .updateTable('inspection_letter')
    .set({ removed_at: out ? now : null })
    .where('authority', '=', who.authority)
    .where('id', '=', letter.id)
    .where('removed_at', out ? 'is' : 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (!changed) return
  const what = out ? 'Took a letter out' : 'Put a letter back'
  await record(tx, { ...by(who), at: now, what, subject: letter.inspected, before: { out: !out }, after: { out } })
}
