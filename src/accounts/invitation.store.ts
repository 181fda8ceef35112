import { createHash, randomBytes } from 'node:crypto'
import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { NewAccount } from './account.ts'
import { by } from './audit.ts'
import { record } from './audit.store.ts'
import { hashOf } from './password.ts'
import type { Role } from './permission.ts'
import type { SignedIn } from './person.ts'

const day = 24 * 60 * 60_000

/** A link that still makes an account: with which role, and for which authority, if that is settled. */
export interface Invitation {
  readonly role: Role
  readonly authority: AreaCode | null
}

/**
 * The secret of a link that makes the first account, for a day. Undefined once anybody has an account.
 *
 * Only its hash is kept, so an earlier secret cannot be printed again: each start makes a new one, and the earlier ends.
 */
export async function firstInvitation(db: Db, now: Date): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    const account = await tx.selectFrom('account').select('id').limit(1).executeTakeFirst()
    if (account) return undefined
    await tx.deleteFrom('invitation').execute()
    return newInvitation(tx, { role: 'administrator', authority: null }, now)
  })
}

/** The secret of a link that makes one account for the authority of whoever invites, for a week. */
export async function invite(db: Db, who: SignedIn, role: Role, now: Date): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const secret = await newInvitation(tx, { role, authority: who.authority }, now, 7)
    await record(tx, { ...by(who), what: 'Invited somebody', subject: `As ${role}`, before: null, after: { role }, at: now })
    return secret
  })
}

/** Keeps an invitation and hands back the secret of its link, which is not kept. */
export async function newInvitation(tx: Db, invitation: Invitation, now: Date, days = 1): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  const expires_at = new Date(now.getTime() + days * day)
  await tx
    .insertInto('invitation')
    .values({ ...invitation, secret_hash: hashed(secret), created_at: now, expires_at, used_at: null })
    .execute()
  return secret
}

/** What a link is for, while it still works. */
export async function invitationFor(reads: Reads, secret: string, now: Date): Promise<Invitation | undefined> {
  return reads
    .selectFrom('invitation')
    .select(['role', 'authority'])
    .where('secret_hash', '=', hashed(secret))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Makes the account of an invitation, which then works no more. Undefined when it had stopped working meanwhile. */
export async function acceptInvitation(db: Db, secret: string, given: NewAccount, now: Date): Promise<number | undefined> {
  // Before the transaction: it takes a while, and the embedded database has but one.
  const password_hash = await hashOf(given.password)
  return db.transaction().execute(async (tx) => {
    const invitation = await tx
      .updateTable('invitation')
      .set({ used_at: now })
      .where('secret_hash', '=', hashed(secret))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning(['role', 'authority'])
      .executeTakeFirst()
    if (!invitation) return undefined
    const { name, email } = given
    const authority = invitation.authority ?? given.authority
    const { id } = await tx
      .insertInto('account')
      .values({ name, email, password_hash, role: invitation.role, authority, created_at: now, withdrawn_on: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    // A reviewer from outside: the review that the link was made for is theirs now.
    await tx.updateTable('review').set({ account: id }).where('secret_hash', '=', hashed(secret)).where('account', 'is', null).execute()
    await record(tx, {
      ...by({ account: id, name, role: invitation.role, authority }),
      what: 'Made an account',
      subject: email,
      before: null,
      after: { name, email, role: invitation.role, authority },
      at: now,
    })
    return id
  })
}

/** What is kept of a secret. */
export function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
