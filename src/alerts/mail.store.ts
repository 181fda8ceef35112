import { sql } from 'kysely'
import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import { alertColumns } from './alert.store.ts'
import type { Alert, MailKind, MailState } from './alert.ts'
import type { Outbox } from './outbox.ts'

/** An e-mail that is due, taken to be sent by this process and no other. */
export interface DueMail {
  readonly id: number
  readonly authority: AreaCode
  readonly account: number | null
  readonly to_address: string | null
  readonly kind: MailKind
  readonly reference: string
  /** How often it was tried before. */
  readonly tries: number
  /** Whether a server was given it and was not heard to answer. */
  readonly uncertain: boolean
}

/**
 * Takes the e-mail that has waited longest of those due, and counts the try, before it is given to a server. One that was taken and of
 * which nothing was heard for ten minutes is due again: its process ended.
 */
export async function takeDue(db: Db, now: Date): Promise<DueMail | undefined> {
  const { rows } = await sql<DueMail>`
    update mail m set state = 'sending', tries = m.tries + 1, next_at = ${new Date(now.getTime() + 600_000)}::timestamptz, changed_at = ${now}::timestamptz
    from (select id, state, tries, problem from mail where next_at <= ${now}::timestamptz order by next_at, id limit 1 for update skip locked) due
    where m.id = due.id
    returning m.id, m.authority, m.account, m.to_address, m.kind, m.reference, due.tries, due.tries > 0 as uncertain`.execute(db)
  return rows[0]
}

/** Keeps what came of an e-mail. `next` is when it is tried again. */
export async function settleMail(
  db: Db,
  id: number,
  { now, ...to }: { readonly state: MailState; readonly problem: string | null; readonly next: Date | null; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: to.state, problem: to.problem, next_at: to.next, changed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

/** The address an account's e-mail goes to. Undefined where it was withdrawn, works for another authority, or may get none. */
export async function addressOf(reads: Reads, account: number, authority: AreaCode): Promise<string | undefined> {
  const found = await reads
    .selectFrom('account')
    .select('email')
    .where('id', '=', account)
    .where('authority', '=', authority)
    .where('role', '<>', 'reader')
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst()
  return found?.email
}

/** The alerts an e-mail tells, in their order. */
export async function alertsIn(reads: Reads, mail: number): Promise<Alert[]> {
  return reads
    .selectFrom('alert')
    .innerJoin('mail_alert', 'mail_alert.alert', 'alert.id')
    .select(alertColumns)
    .where('mail_alert.mail', '=', mail)
    .orderBy('alert.id')
    .execute()
}

/** The alerts raised since a moment that a person was not told by e-mail, in their order. */
export async function notMailed(reads: Reads, authority: AreaCode, account: number, since: Date): Promise<Alert[]> {
  return reads
    .selectFrom('alert')
    .leftJoin('mail_alert', (join) => join.onRef('mail_alert.alert', '=', 'alert.id').on('mail_alert.account', '=', account))
    .select(alertColumns)
    .where('alert.authority', '=', authority)
    .where('alert.raised_at', '>', since)
    .where('mail_alert.alert', 'is', null)
    .orderBy('alert.id')
    .execute()
}

/** When a person's last e-mail of a kind was made. */
export async function lastMade(reads: Reads, account: number, kind: MailKind): Promise<Date | undefined> {
  const found = await reads
    .selectFrom('mail')
    .select('made_at')
    .where('account', '=', account)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.made_at
}

/** Puts a try-out in the outbox. */
export async function makeTest(tx: Db, authority: AreaCode, to: string, now: Date): Promise<number> {
  const { id } = await tx
    .insertInto('mail')
    .values({ authority, account: null, to_address: to, kind: 'test', next_at: now, problem: null, made_at: now, changed_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Where the e-mails of an authority stand. `troubled` are those that did not go, the newest first: waiting to be tried again, or given up. */
export async function outboxOf(reads: Reads, authority: AreaCode): Promise<Outbox> {
  const counts = await reads
    .selectFrom('mail')
    .select(['state'])
    .select(({ fn }) => [fn.countAll<number>().as('mails'), fn.max('changed_at').as('last')])
    .where('authority', '=', authority)
    .groupBy('state')
    .orderBy('state')
    .execute()
  const troubled = await reads
    .selectFrom('mail')
    .leftJoin('account', 'account.id', 'mail.account')
    .select(['mail.id', 'mail.kind', 'mail.state', 'mail.tries', 'mail.next_at', 'mail.problem', 'mail.made_at', 'mail.changed_at'])
    .select((eb) => eb.fn.coalesce('account.name', 'mail.to_address').as('to'))
    .where('mail.authority', '=', authority)
    .where('mail.state', 'in', ['waiting', 'sending', 'given up'])
    .where('mail.problem', 'is not', null)
    .orderBy('mail.changed_at', 'desc')
    .orderBy('mail.id', 'desc')
    .limit(50)
    .execute()
  const of = (state: MailState) => counts.find((row) => row.state === state)?.mails ?? 0
  const lastSent = counts.find(({ state }) => state === 'sent')?.last ?? null
  return { waiting: of('waiting') + of('sending'), sent: of('sent'), givenUp: of('given up'), lastSent, troubled }
}

/** Makes every e-mail of an authority that did not go due at once, those given up as well; its waits begin anew. */
export async function tryAgain(tx: Db, who: Person, now: Date): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ state: 'waiting', next_at: now, changed_at: now, tries: sql<number>`least(tries, 1)` })
    .where('authority', '=', who.authority)
    .where('state', 'in', ['waiting', 'given up'])
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Tried e-mails again', subject: 'Alerts', before: null, after: null })
}

/** Whether the authority lets its e-mails name schools. */
export async function namesSchools(reads: Reads, authority: AreaCode): Promise<boolean> {
  const row = await reads.selectFrom('mail_wording').select('names_schools').where('authority', '=', authority).executeTakeFirst()
  return row?.names_schools ?? false
}

export async function letNameSchools(tx: Db, who: Person, names: boolean, now: Date): Promise<void> {
  await tx
    .insertInto('mail_wording')
    .values({ authority: who.authority, names_schools: names })
    .onConflict((conflict) => conflict.column('authority').doUpdateSet({ names_schools: names }))
    .execute()
  const after = { schools: names ? 'named' : 'not named' }
  await record(tx, { ...by(who), at: now, what: 'Changed what e-mails say', subject: 'Alerts', before: null, after })
}
