import { sql } from 'kysely'
import { by } from '../accounts/audit.ts'
import { record } from '../accounts/audit.store.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { follows, usualFollowing, type Alert, type Following, type Raised } from './alert.ts'

/** An alert, as it is read. */
export const alertColumns = [
  'alert.id',
  'alert.authority',
  'alert.kind',
  'alert.trigger',
  'alert.urn',
  'alert.name',
  'alert.was',
  'alert.became',
  'alert.because',
  'alert.was_as_at',
  'alert.as_at',
  'alert.cause',
  'alert.run',
  'alert.raised_at',
] as const

/** What brought a change, and when. */
export interface Event {
  readonly cause: string
  readonly run: number | null
  readonly today: Day
  readonly now: Date
}

/**
 * Raises alerts, in their order, and makes the e-mails of those who want each as it happens: one to a person, whatever the number of
 * alerts. Whoever may not be told by e-mail any more is left out.
 */
export async function raise(tx: Db, authority: AreaCode, raised: readonly Raised[], { cause, run, now }: Event): Promise<readonly Alert[]> {
  if (raised.length === 0) return []
  const rows = raised.map((one) => ({ ...one, authority, cause, run, raised_at: now }))
  await tx.insertInto('alert').values(rows).execute()
  const kept = await alertsOf(tx, authority, raised.length)
  for (const { account, following } of await followersBy(reading(tx), authority, 'each')) {
    const theirs = kept.filter((alert) => follows(following, alert))
    if (theirs.length > 0) await makeMail(tx, { authority, account, kind: 'each', now }, theirs.map(({ id }) => id)) // prettier-ignore
  }
  return kept
}

async function alertsOf(tx: Db, authority: AreaCode, most: number): Promise<Alert[]> {
  const newest = await tx
    .selectFrom('alert')
    .select(alertColumns)
    .where('authority', '=', authority)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return newest.toReversed()
}

/** Alerts of an authority, the newest first. */
export async function alerts(reads: Reads, authority: AreaCode, { limit, offset }: { limit: number; offset: number }): Promise<Alert[]> {
  return reads
    .selectFrom('alert')
    .select(alertColumns)
    .where('authority', '=', authority)
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
}

export async function alertCount(reads: Reads, authority: AreaCode): Promise<number> {
  const { alerts: all } = await reads
    .selectFrom('alert')
    .select(({ fn }) => fn.countAll<number>().as('alerts'))
    .where('authority', '=', authority)
    .executeTakeFirstOrThrow()
  return all
}

/** The alerts that a person follows and has not seen, raised since they have had an account, the newest first; of the last two hundred. */
export async function unseenAlerts(reads: Reads, who: Person): Promise<Alert[]> {
  const rows = await reads
    .selectFrom('alert')
    .innerJoin('account', (join) => join.on('account.id', '=', who.account).onRef('account.created_at', '<=', 'alert.raised_at'))
    .leftJoin('following', 'following.account', 'account.id')
    .leftJoin('alert_seen', (join) => join.on('alert_seen.account', '=', who.account).onRef('alert_seen.alert', '=', 'alert.id'))
    .select(alertColumns)
    .select(['following.lights', 'following.triggers', 'following.schools', 'following.mail'])
    .where('alert.authority', '=', who.authority)
    .where('alert_seen.alert', 'is', null)
    .orderBy('alert.id', 'desc')
    .limit(200)
    .execute()
  return rows.flatMap(({ lights, triggers, schools, mail, ...alert }) => {
    const following =
      lights === null || schools === null || mail === null ? usualFollowing : { lights, schools, mail, triggers: numbersIn(triggers) }
    return follows(following, alert) ? [alert] : []
  })
}

/** Keeps that a person has seen every alert up to and with this one. Those raised meanwhile stay. */
export async function seeAlerts(tx: Db, who: Person, upTo: number, now: Date): Promise<void> {
  await sql`
    insert into alert_seen (account, alert, authority, seen_at)
    select ${who.account}::integer, id, authority, ${now}::timestamptz from alert where authority = ${who.authority} and id <= ${upTo}
    on conflict do nothing`.execute(tx)
}

/** What a person follows. */
export async function followingOf(reads: Reads, account: number): Promise<Following> {
  const row = await reads.selectFrom('following').selectAll().where('account', '=', account).executeTakeFirst()
  return row ? { lights: row.lights, schools: row.schools, mail: row.mail, triggers: numbersIn(row.triggers) } : usualFollowing
}

/** Changes what a person follows. E-mail begins with what is raised from now on. */
export async function follow(tx: Db, who: Person, to: Following, before: Following, now: Date): Promise<void> {
  const kept = { ...to, triggers: to.triggers.join(','), changed_at: now, authority: who.authority }
  const since = to.mail === 'none' ? null : now
  await tx
    .insertInto('following')
    .values({ ...kept, account: who.account, mail_since: since })
    .onConflict((conflict) =>
      conflict.column('account').doUpdateSet((eb) => ({
        ...kept,
        mail_since: since === null ? null : eb.fn.coalesce('following.mail_since', sql<Date>`${since}::timestamptz`),
      })),
    )
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Changed which alerts they follow', subject: who.name, before, after: to })
}

/** Those of an authority who may be told by e-mail and want it this way, with what they follow. Readers get none. */
export async function followersBy(reads: Reads, authority: AreaCode, mail: 'each' | 'daily') {
  const rows = await reads
    .selectFrom('following')
    .innerJoin('account', 'account.id', 'following.account')
    .select(['account.id', 'following.lights', 'following.triggers', 'following.schools', 'following.mail', 'following.mail_since'])
    .where('account.authority', '=', authority)
    .where('following.authority', '=', authority)
    .where('account.withdrawn_on', 'is', null)
    .where('account.role', '<>', 'reader')
    .where('following.mail', '=', mail)
    .orderBy('account.id')
    .execute()
  return rows.map(({ id, mail_since, ...row }) => ({
    account: id,
    since: mail_since,
    following: { ...row, triggers: numbersIn(row.triggers) },
  }))
}

/** Puts an e-mail to a person in the outbox, with the alerts it tells. */
export async function makeMail(
  tx: Db,
  { now, ...mail }: { readonly authority: AreaCode; readonly account: number; readonly kind: 'each' | 'daily'; readonly now: Date },
  told: readonly number[],
): Promise<void> {
  const { id } = await tx
    .insertInto('mail')
    .values({ ...mail, to_address: null, next_at: now, problem: null, made_at: now, changed_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('mail_alert')
    .values(told.map((alert) => ({ alert, mail: id, account: mail.account, authority: mail.authority })))
    .execute()
}

const numbersIn = (text: string | null): readonly number[] => (text === null || text === '' ? [] : text.split(',').map(Number))
