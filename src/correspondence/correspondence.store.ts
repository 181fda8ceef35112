import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Correspondence, CorrespondenceGiven } from './correspondence.ts'

/** What an authority had from the department, the latest received first; entries taken out are not among them. */
export async function correspondence(reads: Reads, authority: AreaCode): Promise<Correspondence[]> {
  return reads
    .selectFrom('correspondence')
    .select(['id', 'received_on', 'kind', 'sender', 'subject', 'urn', 'says', 'due_on', 'answered_on', 'version', 'entered_by'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Enters what came from the department. */
export async function enterCorrespondence(tx: Db, who: Person, given: CorrespondenceGiven, now: Date): Promise<void> {
  await tx
    .insertInto('correspondence')
    .values({ ...given, authority: who.authority, entered_by: who.name, entered_at: now })
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Entered correspondence', subject: given.subject, before: null, after: given })
}

/**
 * Changes an entry, or takes it out. Where somebody changed it since it was seen, the one that stands is handed back, or `gone`, and
 * nothing is changed, so that nobody wins without a word.
 */
export async function changeCorrespondence(
  tx: Db,
  who: Person,
  {
    id,
    version,
    given,
    now,
  }: { readonly id: number; readonly version: number; readonly given: CorrespondenceGiven | undefined; readonly now: Date },
): Promise<Correspondence | 'gone' | undefined> {
  const before = (await correspondence(reading(tx), who.authority)).find((one) => one.id === id)
  if (!before) return 'gone'
  const { numUpdatedRows } = await tx
    .updateTable('correspondence')
    .set({ ...(given ?? { removed_at: now }), version: version + 1, entered_by: who.name, entered_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) return before
  const { id: _, version: __, entered_by: ___, ...stood } = before
  const what = given ? 'Changed correspondence' : 'Took correspondence out of the register'
  await record(tx, { ...by(who), at: now, what, subject: before.subject, before: stood, after: given ?? null })
  return undefined
}
