import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Correspondence, CorrespondenceGiven } from './correspondence.ts'

/**
 * What an authority had from the department, the latest received first; entries taken out are not among them; about one
 * school where one is given.
 */
export async function correspondence(reads: Reads, authority: AreaCode, urn?: Urn): Promise<Correspondence[]> {
  const all = reads
    .selectFrom('correspondence')
    .select(['id', 'received_on', 'kind', 'sender', 'subject', 'urn', 'says', 'due_on', 'answered_on', 'version', 'entered_by'])
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .orderBy('received_on', 'desc')
    .orderBy('id', 'desc')
  return urn === undefined ? all.execute() : all.where('urn', '=', urn).execute()
}

/** An entry to make, and the newest entry its writer had before them. */
export interface CorrespondenceEntry {
  readonly given: CorrespondenceGiven
  readonly seen: number | undefined
  readonly now: Date
}

/** An entry to change: which, the version its writer had seen, and what it is to be; nothing to take it out. */
export interface CorrespondenceChange {
  readonly id: number
  readonly version: number
  readonly given: CorrespondenceGiven | undefined
  readonly now: Date
}

// Two who write in a register at once take turns.
const turn = (tx: Db, { authority }: Pick<Person, 'authority'>) =>
  sql`select pg_advisory_xact_lock(hashtext(${`correspondence ${authority}`}))`.execute(tx)

/** Enters what came from the department. What one person sends twice from one form is entered once. */
export async function enterCorrespondence(tx: Db, who: Person, { given, seen, now }: CorrespondenceEntry): Promise<void> {
  await turn(tx, who)
  const since = (await correspondence(reading(tx), who.authority)).filter(({ id }) => id > (seen ?? 0))
  if (since.some((one) => one.entered_by === who.name && isSame(one, given))) return
  await tx
    .insertInto('correspondence')
    .values({ ...given, authority: who.authority, entered_by: who.name, entered_at: now })
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Entered correspondence', subject: given.subject, before: null, after: given })
}

/**
 * Changes an entry, or takes it out. Where somebody changed it since it was seen, the one that stands is handed back, or `gone`, and
 * nothing is changed, so that nobody wins without a word. A change that stands already, as one sent twice does, is no clash.
 */
export async function changeCorrespondence(
  tx: Db,
  who: Person,
  { id, version, given, now }: CorrespondenceChange,
): Promise<Correspondence | 'gone' | undefined> {
  await turn(tx, who)
  const before = (await correspondence(reading(tx), who.authority)).find((one) => one.id === id)
  if (!before) return 'gone'
  if (given && isSame(before, given)) return undefined
  if (before.version !== version) return before
  await tx
    .updateTable('correspondence')
    .set({ ...(given ?? { removed_at: now }), version: version + 1, entered_by: who.name, entered_at: now })
    .where('id', '=', id)
    .where('authority', '=', who.authority)
    .execute()
  const what = given ? 'Changed correspondence' : 'Took correspondence out of the register'
  await record(tx, { ...by(who), at: now, what, subject: before.subject, before: givenOf(before), after: given ?? null })
  return undefined
}

const givenOf = ({ received_on, kind, sender, subject, urn, says, due_on, answered_on }: CorrespondenceGiven): CorrespondenceGiven => ({ received_on, kind, sender, subject, urn, says, due_on, answered_on }) // prettier-ignore

const isSame = (one: CorrespondenceGiven, other: CorrespondenceGiven) => canonicalJson(givenOf(one)) === canonicalJson(givenOf(other))
