import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import { hashed, newInvitation } from '../accounts/invitation.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { KnownReviewer, Review, ReviewGiven } from './review.ts'

const columns = ['id', 'account', 'invited', 'framework', 'themes', 'from_on', 'until_on', 'invited_by', 'invited_at', 'ended_at'] as const

/** Every review of an authority, the last asked for first. */
export async function reviewsOf(reads: Reads, authority: AreaCode): Promise<Review[]> {
  return reads.selectFrom('review').select(columns).where('authority', '=', authority).orderBy('id', 'desc').execute()
}

/** The reviews one account was asked for, the last first. */
export async function reviewsBy(reads: Reads, { authority, account }: Person): Promise<Review[]> {
  return reads
    .selectFrom('review')
    .select(columns)
    .where('authority', '=', authority)
    .where('account', '=', account)
    .orderBy('id', 'desc')
    .execute()
}

/** Those who reviewed for the authority before, and may be asked again. */
export async function knownReviewers(reads: Reads, authority: AreaCode): Promise<KnownReviewer[]> {
  const rows = await reads
    .selectFrom('account')
    .select(['id', 'name'])
    .where('authority', '=', authority)
    .where('role', '=', 'reviewer')
    .where('withdrawn_on', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name }) => ({ account: id, name }))
}

/** The title of each evidence item of a theme that was not taken out, by the criterion it speaks to. */
export async function evidenceTitles(
  reads: Reads,
  authority: AreaCode,
  { framework, theme }: { readonly framework: string; readonly theme: string },
) {
  // prettier-ignore
  return reads
    .selectFrom('evidence_criterion as c')
    .innerJoin('evidence_item as e', 'e.id', 'c.evidence')
    .select(['c.criterion', 'e.title', 'e.dated_on'])
    .where('c.authority', '=', authority)
    .where('c.framework', '=', framework)
    .where('c.theme', '=', theme)
    .where('e.removed_at', 'is', null)
    .orderBy('e.dated_on', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
}

const linkDays = 14

/** Invites a reviewer. Hands back the secret of the link that makes their account; undefined for somebody who has one. */
export async function inviteReviewer(
  db: Db,
  who: Person,
  { framework, now, ...given }: ReviewGiven & { readonly framework: string; readonly now: Date },
): Promise<string | undefined> {
  const { invited, account, themes, fromOn, untilOn } = given
  return db.transaction().execute(async (tx) => {
    const secret = account === null ? await newInvitation(tx, { role: 'reviewer', authority: who.authority }, now, linkDays) : undefined
    const values = { authority: who.authority, account, invited, framework, themes: [...themes], from_on: fromOn, until_on: untilOn }
    await tx
      .insertInto('review')
      .values({
        ...values,
        secret_hash: secret === undefined ? null : hashed(secret),
        invited_by: who.name,
        invited_at: now,
        ended_at: null,
      })
      .execute()
    await record(tx, { ...by(who), at: now, what: 'Invited a reviewer from outside', subject: invited, before: null, after: { framework, themes, from: fromOn, until: untilOn } }) // prettier-ignore
    return secret
  })
}

/** Ends a review at once: its reviewer is signed out, and a link that nobody used yet works no more. False where there is none open. */
export async function endReview(db: Db, who: Person, id: number, now: Date): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('review')
      .set({ ended_at: now })
      .where('id', '=', id)
      .where('authority', '=', who.authority)
      .where('ended_at', 'is', null)
      .returning(['invited', 'account', 'secret_hash', 'from_on', 'until_on'])
      .executeTakeFirst()
    if (!ended) return false
    if (ended.account !== null) await tx.deleteFrom('session').where('account', '=', ended.account).execute()
    if (ended.secret_hash !== null) await tx.updateTable('invitation').set({ used_at: now }).where('secret_hash', '=', ended.secret_hash).where('used_at', 'is', null).execute() // prettier-ignore
    await record(tx, { ...by(who), at: now, what: 'Ended a review from outside', subject: ended.invited, before: { from: ended.from_on, until: ended.until_on }, after: null }) // prettier-ignore
    return true
  })
}
