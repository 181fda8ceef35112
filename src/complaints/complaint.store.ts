import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Complaint, ComplaintGiven, Counted } from './complaint.ts'

/** The complaints of an authority's register, the latest received first; those taken out are not among them. For officers only. */
export async function complaints(reads: Reads, authority: AreaCode): Promise<Complaint[]> {
  return reads
    .selectFrom('complaint')
    .select(['id', 'urn', 'received_on', 'theme', 'outcome', 'answered_on', 'note', 'version', 'entered_by'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** What can be counted of the complaints of an authority, without which school each is about. */
export async function complaintsCounted(reads: Reads, authority: AreaCode): Promise<Counted[]> {
  return reads
    .selectFrom('complaint')
    .select(['received_on', 'theme', 'outcome'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('received_on')
    .orderBy('id')
    .execute()
}

/** An entry to change: which, the version its writer had seen, and what it is to be; nothing to take it out. */
export interface ComplaintChange {
  readonly id: number
  readonly version: number
  readonly given: ComplaintGiven | undefined
  readonly now: Date
}

/** Enters a complaint. */
export async function enterComplaint(tx: Db, who: Person, given: ComplaintGiven, now: Date): Promise<void> {
  await tx
    .insertInto('complaint')
    .values({ ...given, authority: who.authority, entered_by: who.name, entered_at: now })
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Entered a complaint', subject: `School ${given.urn}`, before: null, after: given })
}

/**
 * Changes an entry, or takes it out. Where somebody changed it since it was seen, the one that stands is handed back, or `gone`, and
 * nothing is changed, so that nobody wins without a word.
 */
export async function changeComplaint(
  tx: Db,
  who: Person,
  { id, version, given, now }: ComplaintChange,
): Promise<Complaint | 'gone' | undefined> {
  const before = (await complaints(reading(tx), who.authority)).find((one) => one.id === id)
  if (!before) return 'gone'
  const { numUpdatedRows } = await tx
    .updateTable('complaint')
    .set({ ...(given ?? { removed_at: now }), version: version + 1, entered_by: who.name, entered_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) return before
  const { urn, received_on, theme, outcome, answered_on, note } = before
  const stood = { urn, received_on, theme, outcome, answered_on, note }
  const what = given ? 'Changed a complaint' : 'Took a complaint out of the register'
  await record(tx, { ...by(who), at: now, what, subject: `School ${urn}`, before: stood, after: given ?? null })
  return undefined
}
