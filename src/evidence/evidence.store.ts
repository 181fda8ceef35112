import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { EvidenceGiven, EvidenceItem, SpeaksTo } from './evidence.ts'

const columns = ['e.id', 'e.title', 'e.shows', 'e.place', 'e.dated_on', 'e.version', 'e.added_by'] as const

/** Every evidence item of an authority that was not taken out, the newest of day first, with how many criteria it speaks to. */
export async function evidenceItems(
  reads: Reads,
  authority: AreaCode,
  framework: string,
): Promise<(EvidenceItem & { criteria: number })[]> {
  // prettier-ignore
  return reads
    .selectFrom('evidence_item as e')
    .select(columns)
    .select((eb) =>
      eb
        .selectFrom('evidence_criterion as c')
        .select(({ fn }) => fn.countAll<number>().as('criteria'))
        .whereRef('c.evidence', '=', 'e.id')
        .where('c.framework', '=', framework)
        .$asScalar()
        .$notNull()
        .as('criteria'),
    )
    .where('e.authority', '=', authority)
    .where('e.removed_at', 'is', null)
    .orderBy('e.dated_on', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
}

/** The evidence items that speak to a criterion, the newest of day first. */
export async function evidenceFor(
  reads: Reads,
  authority: AreaCode,
  { framework, criterion }: Pick<SpeaksTo, 'framework' | 'criterion'>,
): Promise<EvidenceItem[]> {
  // prettier-ignore
  return reads
    .selectFrom('evidence_criterion as c')
    .innerJoin('evidence_item as e', 'e.id', 'c.evidence')
    .select(columns)
    .where('c.authority', '=', authority)
    .where('c.framework', '=', framework)
    .where('c.criterion', '=', criterion)
    .where('e.removed_at', 'is', null)
    .orderBy('e.dated_on', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
}

// Two who change the evidence of an authority at once take turns.
const turn = (tx: Db, { authority }: Pick<Person, 'authority'>) =>
  sql`select pg_advisory_xact_lock(hashtext(${`evidence ${authority}`}))`.execute(tx)

/** Adds an evidence item that speaks to a criterion. The same one added twice, as by a form sent twice, is added once. */
export async function addEvidence(tx: Db, who: Person, given: EvidenceGiven, to: SpeaksTo, now: Date): Promise<void> {
  await turn(tx, who)
  const held = await evidenceFor(reading(tx), who.authority, to)
  if (held.some((one) => isSame(one, given))) return
  const { id } = await tx
    .insertInto('evidence_item')
    .values({ ...given, authority: who.authority, added_by: who.name, added_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(tx, { ...by(who), at: now, what: 'Added evidence', subject: given.title, before: null, after: given })
  await link(tx, who, id, to, now)
}

const isSame = (one: EvidenceGiven, other: EvidenceGiven) =>
  one.title === other.title && one.shows === other.shows && one.place === other.place && one.dated_on === other.dated_on

/** Lets an item that is held already speak to a criterion. Doing it twice does no harm. False where there is no such item. */
export async function linkEvidence(tx: Db, who: Person, evidence: number, to: SpeaksTo, now: Date): Promise<boolean> {
  await turn(tx, who)
  const held = await itemHeld(tx, who, evidence)
  if (!held) return false
  if (await link(tx, who, evidence, to, now)) {
    await record(tx, { ...by(who), at: now, what: 'Tied evidence to a criterion', subject: `Criterion ${to.criterion}`, before: null, after: { evidence: held.title } }) // prettier-ignore
  }
  return true
}

async function link(tx: Db, who: Person, evidence: number, to: SpeaksTo, now: Date): Promise<boolean> {
  const { framework, theme, criterion } = to
  const linked = await tx
    .insertInto('evidence_criterion')
    .values({ authority: who.authority, evidence, framework, theme, criterion, linked_by: who.name, linked_at: now })
    .onConflict((on) => on.columns(['evidence', 'framework', 'criterion']).doNothing())
    .returning('evidence')
    .executeTakeFirst()
  return linked !== undefined
}

async function itemHeld(tx: Db, { authority }: Person, evidence: number) {
  return tx
    .selectFrom('evidence_item')
    .select(['title', 'version'])
    .where('id', '=', evidence)
    .where('authority', '=', authority)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

/** Lets an item speak to a criterion no longer. It stays held, and speaks to the others as before. */
export async function unlinkEvidence(tx: Db, who: Person, evidence: number, to: SpeaksTo, now: Date): Promise<void> {
  await turn(tx, who)
  const gone = await tx
    .deleteFrom('evidence_criterion')
    .where('authority', '=', who.authority)
    .where('evidence', '=', evidence)
    .where('framework', '=', to.framework)
    .where('criterion', '=', to.criterion)
    .returning('evidence')
    .executeTakeFirst()
  if (!gone) return
  const held = await itemHeld(tx, who, evidence)
  await record(tx, { ...by(who), at: now, what: 'Untied evidence from a criterion', subject: `Criterion ${to.criterion}`, before: { evidence: held?.title ?? evidence }, after: null }) // prettier-ignore
}

/** Takes an item out: it speaks to nothing any more, and the audit trail keeps what it was. */
export async function removeEvidence(tx: Db, who: Person, evidence: number, now: Date): Promise<void> {
  await turn(tx, who)
  const gone = await tx
    .updateTable('evidence_item')
    .set({ removed_at: now })
    .where('id', '=', evidence)
    .where('authority', '=', who.authority)
    .where('removed_at', 'is', null)
    .returning(['title', 'shows', 'place', 'dated_on'])
    .executeTakeFirst()
  if (gone) await record(tx, { ...by(who), at: now, what: 'Took evidence out', subject: gone.title, before: gone, after: null })
}
