import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { Account } from './account.ts'
import { by } from './audit.ts'
import { record } from './audit.store.ts'
import type { SignedIn } from './person.ts'
import { isPassword } from './password.ts'

/** Whether anybody has an account yet. */
export async function anyAccount(reads: Reads): Promise<boolean> {
  return (await reads.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function hasAccount(reads: Reads, email: string): Promise<boolean> {
  return (await reads.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst()) !== undefined
}

/** The account whose e-mail address and password these are, unless it was withdrawn. Every attempt is in the audit trail. */
export async function accountFor(db: Db, given: { email: string; password: string; now: Date }): Promise<number | undefined> {
  const found = await db
    .selectFrom('account')
    .select(['id', 'name', 'password_hash', 'authority'])
    .where('email', '=', given.email)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()
  const right = await isPassword(found?.password_hash, given.password)
  await record(db, {
    who: found?.name ?? 'Nobody we know',
    account: found?.id ?? null,
    authority: found?.authority ?? null,
    what: right ? 'Signed in' : 'Sign-in refused',
    subject: found ? given.email : 'An e-mail address without an account',
    before: null,
    after: null,
    at: given.now,
  })
  return right ? found?.id : undefined
}

/** The people who work for the same authority, by name; withdrawn accounts last. */
export async function colleagues(reads: Reads, authority: AreaCode | null): Promise<Account[]> {
  return reads
    .selectFrom('account')
    .select(['id', 'email', 'name', 'role', 'authority', 'withdrawn_on'])
    .where('authority', 'is not distinct from', authority)
    .orderBy('withdrawn_on', (order) => order.desc().nullsFirst())
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Ends an account of a colleague: they are signed out at once. Nobody withdraws their own, so an administrator remains. */
export async function withdrawAccount(db: Db, who: SignedIn, account: number, on: { today: Day; now: Date }): Promise<boolean> {
  if (account === who.account) return false
  return db.transaction().execute(async (tx) => {
    const withdrawn = await tx
      .updateTable('account')
      .set({ withdrawn_on: on.today })
      .where('id', '=', account)
      .where('authority', 'is not distinct from', who.authority)
      .where('withdrawn_on', 'is', null)
      .returning(['name', 'email', 'role'])
      .executeTakeFirst()
    if (!withdrawn) return false
    await tx.deleteFrom('session').where('account', '=', account).execute()
    await record(tx, { ...by(who), what: 'Withdrew an account', subject: withdrawn.email, before: withdrawn, after: null, at: on.now })
    return true
  })
}

/**
 * Makes an authority ours: everybody who worked for the same one as this person, or for none, works for it from now on.
 *
 * False when other people already work for it: their work is theirs, and only they can invite somebody to it.
 */
export async function chooseAuthority(db: Db, who: SignedIn, authority: AreaCode, now: Date): Promise<boolean> {
  if (authority === who.authority) return true
  return db.transaction().execute(async (tx) => {
    const taken = await tx
      .selectFrom('account')
      .select('id')
      .where('authority', '=', authority)
      .where('withdrawn_on', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (taken) return false
    await tx.updateTable('account').set({ authority }).where('authority', 'is not distinct from', who.authority).execute()
    await record(tx, {
      ...by({ ...who, authority }),
      what: 'Chose our authority',
      subject: `Authority ${authority}`,
      before: { authority: who.authority },
      after: { authority },
      at: now,
    })
    return true
  })
}

/** What the council calls itself at the top of its pages. Empty returns to the published name of the authority. */
export async function nameCouncil(db: Db, who: SignedIn & { readonly authority: AreaCode }, name: string, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const before = await tx.deleteFrom('council').where('authority', '=', who.authority).returning('name').executeTakeFirst()
    if (name !== '') await tx.insertInto('council').values({ authority: who.authority, name }).execute()
    const after = name === '' ? null : { name }
    await record(tx, { ...by(who), what: 'Named the council', subject: 'Settings', before: before ?? null, after, at: now })
  })
}

export async function councilName(reads: Reads, authority: AreaCode): Promise<string | undefined> {
  return (await reads.selectFrom('council').select('name').where('authority', '=', authority).executeTakeFirst())?.name
}
