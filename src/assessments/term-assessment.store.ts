import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { termInWords, type Term } from '../terms/term.ts'
import type { Comments, WrittenTrigger } from './term-assessment.ts'
import type { Light } from '../triggers/trigger.ts'

/** The SHA-256 of a text, as an assessment is sealed with it. */
export const sealOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const columns = [
  'id',
  'authority',
  'year',
  'term',
  'number',
  'as_at',
  'state',
  'version',
  'supersedes',
  'correction_reason',
  'drafted_by',
  'drafted_account',
  'drafted_at',
  'challenge',
  'challenged_by',
  'challenged_at',
  'signed_off_by',
  'signed_off_at',
  'frozen_sha256',
] as const

/** The assessments of an authority, without their frozen text, the newest term first and in it the newest number first. */
export async function termAssessments(reads: Reads, authority: AreaCode) {
  return reads
    .selectFrom('term_assessment')
    .select(columns)
    .where('authority', '=', authority)
    .orderBy('year', 'desc')
    .orderBy(sql`array_position(array['autumn', 'spring', 'summer'], term)`, 'desc')
    .orderBy('number', 'desc')
    .execute()
}

export type KeptAssessment = Awaited<ReturnType<typeof termAssessments>>[number]

/** The text an assessment was frozen as; null of one that is not signed off. */
export async function frozenText(reads: Reads, authority: AreaCode, id: number): Promise<string | null> {
  const found = await reads
    .selectFrom('term_assessment')
    .select('frozen')
    .where('authority', '=', authority)
    .where('id', '=', id)
    .executeTakeFirst()
  return found?.frozen ?? null
}

/** What officers wrote in an assessment, by trigger. */
export async function writtenIn(reads: Reads, authority: AreaCode, assessment: number): Promise<WrittenTrigger[]> {
  const rows = await reads
    .selectFrom('assessed_trigger')
    .selectAll()
    .where('authority', '=', authority)
    .where('assessment', '=', assessment)
    .orderBy('trigger')
    .execute()
  return rows.map((row) => ({
    trigger: row.trigger,
    light: row.light,
    reason: row.reason,
    comments: { all: row.comment_all, primary: row.comment_primary, secondary: row.comment_secondary, special: row.comment_special },
    version: row.version,
    by: row.written_by,
    at: row.written_at,
  }))
}

// Everybody who changes the assessments of an authority takes turns.
const turn = (tx: Db, { authority }: Pick<Person, 'authority'>) =>
  sql`select pg_advisory_xact_lock(hashtext(${`term assessments ${authority}`}))`.execute(tx)

/** Begins the draft of a term, and says its number. A term that has one already keeps it: that one is handed back. */
export async function beginDraft(
  tx: Db,
  who: Person,
  { term, on, now }: { readonly term: Pick<Term, 'key' | 'year'>; readonly on: Day; readonly now: Date },
): Promise<number> {
  await turn(tx, who)
  const kept = (await termAssessments(reading(tx), who.authority)).find((one) => one.year === term.year && one.term === term.key)
  if (kept) return kept.id
  const { id } = await tx
    .insertInto('term_assessment')
    .values({ authority: who.authority, year: term.year, term: term.key, as_at: on, state: 'draft', ...drafted(who, now) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(tx, { ...by(who), at: now, what: 'Drafted an assessment', subject: termInWords(term), before: null, after: { on } })
  return id
}

const drafted = (who: Person, now: Date) => ({ drafted_by: who.name, drafted_account: who.account, drafted_at: now })

/** What somebody wrote of a trigger, and the version they had seen: 0 where nothing had been written. */
export interface ToWrite {
  readonly trigger: number
  readonly light: Light | null
  readonly reason: string
  readonly comments: Comments
  readonly seen: number
  readonly now: Date
}

/**
 * Writes what an officer says of a trigger. When somebody else wrote since they looked, that is handed back and nothing is
 * changed. An assessment that is signed off cannot be written in: the database refuses it too.
 */
export async function writeTrigger(
  tx: Db,
  who: Person,
  { id, ...term }: KeptAssessment,
  said: ToWrite,
): Promise<WrittenTrigger | undefined> {
  // prettier-ignore
  await turn(tx, who)
  const standing = (await writtenIn(reading(tx), who.authority, id)).find(({ trigger }) => trigger === said.trigger)
  if ((standing?.version ?? 0) !== said.seen) return standing
  const { all, primary, secondary, special } = said.comments
  const values = {
    light: said.light,
    reason: said.reason,
    comment_all: all,
    comment_primary: primary,
    comment_secondary: secondary,
    comment_special: special,
    version: said.seen + 1,
    written_by: who.name,
    written_at: said.now,
  }
  const written = standing
    ? await tx.updateTable('assessed_trigger').set(values).where('assessment', '=', id).where('trigger', '=', said.trigger).returning('version').executeTakeFirst() // prettier-ignore
    : await tx.insertInto('assessed_trigger').values({ ...values, assessment: id, trigger: said.trigger, authority: who.authority }).returning('version').executeTakeFirst() // prettier-ignore
  if (!written) throw new Error(`The assessment ${id} is signed off and cannot be written in`)
  await record(tx, {
    ...by(who),
    at: said.now,
    what: 'Wrote in an assessment',
    subject: `Trigger ${said.trigger}, ${inWords(term)}`,
    before: standing ? inShort(standing) : null,
    after: inShort(said),
  })
  return undefined
}

const inWords = ({ term, year, number }: Pick<KeptAssessment, 'term' | 'year' | 'number'>) =>
  `${termInWords({ key: term, year })}${number > 1 ? `, version ${number}` : ''}`

function inShort({ light, reason, comments }: Pick<WrittenTrigger, 'light' | 'reason' | 'comments'>) {
  const said = Object.entries(comments).filter(([, text]) => text !== '')
  return { light: light ?? 'as computed', ...(reason === '' ? {} : { reason }), ...Object.fromEntries(said) }
}

/** Records the challenge of a draft. False when the assessment was changed since it was seen. */
export async function challengeAssessment(
  tx: Db,
  who: Person,
  kept: KeptAssessment,
  { said, seen, now }: { said: string; seen: number; now: Date },
): Promise<boolean> {
  // prettier-ignore
  await turn(tx, who)
  const set = { state: 'challenged', challenge: said, challenged_by: who.name, challenged_at: now, version: seen + 1 } as const
  if (!(await stepped(tx, kept, seen, set))) return false
  await record(tx, { ...by(who), at: now, what: 'Challenged an assessment', subject: inWords(kept), before: kept.challenge === null ? null : { challenge: kept.challenge }, after: { challenge: said } }) // prettier-ignore
  return true
}

/** Signs an assessment off: it is frozen as the text given, under its SHA-256. False when it was changed since it was seen. */
export async function signOff(
  tx: Db,
  who: Person,
  kept: KeptAssessment,
  { frozen, seen, now }: { frozen: string; seen: number; now: Date },
): Promise<boolean> {
  // prettier-ignore
  await turn(tx, who)
  const seal = sealOf(frozen)
  const set = { state: 'signed off', signed_off_by: who.name, signed_off_at: now, frozen, frozen_sha256: seal, version: seen + 1 } as const
  if (!(await stepped(tx, kept, seen, set))) return false
  await record(tx, { ...by(who), at: now, what: 'Signed an assessment off', subject: inWords(kept), before: { state: kept.state }, after: { sha256: seal } }) // prettier-ignore
  return true
}

async function stepped(tx: Db, { id, authority }: KeptAssessment, seen: number, set: object): Promise<boolean> {
  const changed = await tx
    .updateTable('term_assessment')
    .set(set)
    .where('id', '=', id)
    .where('authority', '=', authority)
    .where('version', '=', seen)
    .where('state', '<>', 'signed off')
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/**
 * Begins a correction of an assessment that is signed off: a draft of the next number, with what was written copied, and the
 * reason. The old one stays as it was. Where a correction was begun already, that one is handed back.
 */
export async function correctAssessment(
  tx: Db,
  who: Person,
  kept: KeptAssessment,
  { reason, now }: { reason: string; now: Date },
): Promise<number> {
  // prettier-ignore
  await turn(tx, who)
  const begun = (await termAssessments(reading(tx), who.authority)).find(({ supersedes }) => supersedes === kept.id)
  if (begun) return begun.id
  const { id } = await tx
    .insertInto('term_assessment')
    .values({
      authority: who.authority,
      year: kept.year,
      term: kept.term,
      number: kept.number + 1,
      as_at: kept.as_at,
      state: 'draft',
      supersedes: kept.id,
      correction_reason: reason,
      ...drafted(who, now),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`insert into assessed_trigger (assessment, trigger, authority, light, reason, comment_all, comment_primary, comment_secondary,
      comment_special, written_by, written_at)
    select ${id}, trigger, authority, light, reason, comment_all, comment_primary, comment_secondary, comment_special, written_by, written_at
    from assessed_trigger where assessment = ${kept.id}`.execute(tx)
  await record(tx, { ...by(who), at: now, what: 'Began to correct an assessment', subject: inWords(kept), before: { version: kept.number }, after: { version: kept.number + 1, reason } }) // prettier-ignore
  return id
}
