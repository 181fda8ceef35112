import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Complaint, ComplaintGiven, Counted } from './complaint.ts'

/**
 * The complaints of an authority's register, the latest received first; those taken out are not among them. Of one school where
 * one is given. For officers only.
 */
export async function complaints(reads: Reads, authority: AreaCode, urn?: Urn): Promise<Complaint[]> {
  const all = reads
    .selectFrom('complaint')
    .select(['id', 'urn', 'received_on', 'theme', 'outcome', 'answered_on', 'note', 'version', 'entered_by'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
  return urn === undefined ? all.execute() : all.where('urn', '=', urn).execute()
}

/** What can be counted of the complaints of an authority, without which school each is about. */
export async function complaintsCounted(reads: Reads, authority: AreaCode): Promise<Counted[]> {
  return reads
    .selectFrom('complaint')
    .select(['received_on', 'theme', 'outcome', 'answered_on'])
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

/** An entry to make, and the newest entry its writer had before them. */
export interface ComplaintEntry {
  readonly given: ComplaintGiven
  readonly seen: number | undefined
  readonly now: Date
}

// Two who write in a register at once take turns.
const turn = (tx: Db, { authority }: Pick<Person, 'authority'>) =>
  sql`select pg_advisory_xact_lock(hashtext(${`complaints ${authority}`}))`.execute(tx)

/** Enters a complaint. One sent twice by the same person from one form is entered once. */
export async function enterComplaint(tx: Db, who: Person, { given, seen, now }: ComplaintEntry): Promise<void> {
  await turn(tx, who)
  const since = (await complaints(reading(tx), who.authority)).filter(({ id }) => id > (seen ?? 0))
  if (since.some((one) => one.entered_by === who.name && isSame(one, given))) return
  await tx
    .insertInto('complaint')
    .values({ ...given, authority: who.authority, entered_by: who.name, entered_at: now })
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Entered a complaint', subject: `School ${given.urn}`, before: null, after: given })
}

/**
 * Changes an entry, or takes it out. Where somebody changed it since it was seen, the one that stands is handed back, or `gone`, and
 * nothing is changed, so that nobody wins without a word. A change that stands already, as one sent twice does, is no clash.
 */
export async function changeComplaint(
  tx: Db,
  who: Person,
  { id, version, given, now }: ComplaintChange,
): Promise<Complaint | 'gone' | undefined> {
  await turn(tx, who)
  const before = (await complaints(reading(tx), who.authority)).find((one) => one.id === id)
  if (!before) return 'gone'
  if (given && isSame(before, given)) return undefined
  if (before.version !== version) return before
  await tx
    .updateTable('complaint')
    .set({ ...(given ?? { removed_at: now }), version: version + 1, entered_by: who.name, entered_at: now })
    .where('id', '=', id)
    .where('authority', '=', who.authority)
    .execute()
  const what = given ? 'Changed a complaint' : 'Took a complaint out of the register'
  await record(tx, { ...by(who), at: now, what, subject: `School ${before.urn}`, before: givenOf(before), after: given ?? null })
  return undefined
}

const givenOf = ({ urn, received_on, theme, outcome, answered_on, note }: ComplaintGiven): ComplaintGiven => ({ urn, received_on, theme, outcome, answered_on, note }) // prettier-ignore

const isSame = (one: ComplaintGiven, other: ComplaintGiven) => canonicalJson(givenOf(one)) === canonicalJson(givenOf(other))
