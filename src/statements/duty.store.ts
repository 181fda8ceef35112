import { sql, type InsertObject } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by, type Change } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import type { Tables } from '../db/schema.ts'
import type { Day } from '../lib/day.ts'
import { noDuty, type Duty, type Helper, type HelperPart, type Holder } from './duty.ts'

/** Every duty under a framework, of whole themes and of single criteria, with who helps. By theme, the theme's own first. */
export async function dutiesOf(reads: Reads, authority: AreaCode, framework: string): Promise<Duty[]> {
  const given = await reads
    .selectFrom('duty as d')
    .leftJoin('account as l', 'l.id', 'd.lead')
    .leftJoin('account as p', 'p.id', 'd.partner')
    .select(['d.theme', 'd.criterion', 'd.version', 'd.lead', 'l.name as lead_name', 'l.withdrawn_on as lead_left'])
    .select(['d.partner', 'p.name as partner_name', 'p.withdrawn_on as partner_left'])
    .where('d.authority', '=', authority)
    .where('d.framework', '=', framework)
    .orderBy('d.theme')
    .orderBy('d.criterion')
    .execute()
  const helpers = await helpersOf(reads, authority, framework)
  const duties = given.map((row) => ({
    ...noDuty(row.theme, row.criterion),
    version: row.version,
    lead: holder(row.lead, row.lead_name, row.lead_left),
    partner: holder(row.partner, row.partner_name, row.partner_left),
  }))
  const onlyHelped = helpers
    .filter((one) => !duties.some((duty) => isOf(duty, one)))
    .map(({ theme, criterion }) => `${theme}\n${criterion}`)
  const more = [...new Set(onlyHelped)].map((key) => noDuty(...split(key)))
  return [...duties, ...more].map((duty) => ({ ...duty, helpers: helpers.filter((one) => isOf(duty, one)).map(({ helper }) => helper) }))
}

interface HelperOf {
  readonly theme: string
  readonly criterion: string
  readonly helper: Helper
}

const isOf = (duty: Duty, { theme, criterion }: Pick<Duty, 'theme' | 'criterion'>) => duty.theme === theme && duty.criterion === criterion

function split(key: string): [string, string] {
  const [theme = '', criterion = ''] = key.split('\n')
  return [theme, criterion]
}

async function helpersOf(reads: Reads, authority: AreaCode, framework: string): Promise<HelperOf[]> {
  const rows = await reads
    .selectFrom('duty_helper as h')
    .innerJoin('account as a', 'a.id', 'h.account')
    .select(['h.id', 'h.theme', 'h.criterion', 'h.part', 'h.from_on', 'h.until_on', 'h.account', 'a.name', 'a.withdrawn_on'])
    .where('h.authority', '=', authority)
    .where('h.framework', '=', framework)
    .where('h.ended_at', 'is', null)
    .orderBy('h.id')
    .execute()
  return rows.map(({ id, theme, criterion, part, from_on: fromOn, until_on: untilOn, account, name, withdrawn_on: left }) => ({
    theme,
    criterion,
    helper: { id, part, fromOn, untilOn, who: { account, name, left: left !== null } },
  }))
}

function holder(account: number | null, name: string | null, left: Day | null): Holder | null {
  return account === null ? null : { account, name: name ?? 'Somebody who left', left: left !== null }
}

/** Who may be given a duty: those of the authority who may write in the self-evaluation, by name. */
export async function mayBeGiven(reads: Reads, authority: AreaCode): Promise<Holder[]> {
  const people = await reads
    .selectFrom('account')
    .select(['id', 'name'])
    .where('authority', '=', authority)
    .where('withdrawn_on', 'is', null)
    .where('role', 'in', ['administrator', 'officer'])
    .orderBy('name')
    .orderBy('id')
    .execute()
  return people.map(({ id, name }) => ({ account: id, name, left: false }))
}

// Two who give out the duties of an authority at once take turns.
const turn = (tx: Db, { authority }: Pick<Person, 'authority'>) =>
  sql`select pg_advisory_xact_lock(hashtext(${`duties ${authority}`}))`.execute(tx)

/** Who is to lead and who to challenge, and the version of the duty that was seen: 0 where nobody had been given it. */
export interface ToGive {
  readonly framework: string
  readonly theme: string
  readonly criterion: string
  readonly lead: number | null
  readonly partner: number | null
  readonly seen: number
  readonly now: Date
}

/** Gives a duty. When somebody else gave it since it was seen, what stands is handed back and nothing is changed. */
export async function giveDuty(tx: Db, who: Person, given: ToGive): Promise<Duty | undefined> {
  const [meanwhile] = await giveDuties(tx, who, given, [given])
  return meanwhile
}

/** Gives several duties, all or none: those that somebody else gave since they were seen are handed back as they stand. */
export async function giveDuties(
  tx: Db,
  who: Person,
  { framework, now }: Pick<ToGive, 'framework' | 'now'>,
  all: readonly Omit<ToGive, 'framework' | 'now'>[],
): Promise<readonly Duty[]> {
  await turn(tx, who)
  const duties = await dutiesOf(reading(tx), who.authority, framework)
  const changes = all.flatMap((given) => {
    const before = duties.find((one) => isOf(one, given)) ?? noDuty(given.theme, given.criterion)
    return before.lead?.account === (given.lead ?? undefined) && before.partner?.account === (given.partner ?? undefined) ? [] : [{ given, before }] // prettier-ignore
  })
  const moved = changes.filter(({ given, before }) => before.version !== given.seen)
  if (moved.length > 0) return moved.map(({ before }) => before)
  if (changes.length === 0) return []
  const rows = changes.map(({ given: { theme, criterion, lead, partner, seen } }) => ({ authority: who.authority, framework, theme, criterion, lead, partner, version: seen + 1, changed_by: who.name, changed_at: now })) // prettier-ignore
  await writeDuties(tx, rows)
  await recordGiven(tx, { ...by(who), at: now }, changes)
  return []
}

async function writeDuties(tx: Db, duties: readonly InsertObject<Tables, 'duty'>[]): Promise<void> {
  await tx
    .insertInto('duty')
    .values(duties)
    .onConflict((on) =>
      on.columns(['authority', 'framework', 'theme', 'criterion']).doUpdateSet((eb) => ({
        lead: eb.ref('excluded.lead'),
        partner: eb.ref('excluded.partner'),
        version: eb.ref('excluded.version'),
        changed_by: eb.ref('excluded.changed_by'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()
}

interface Given {
  readonly given: Omit<ToGive, 'framework' | 'now'>
  readonly before: Duty
}

async function recordGiven(tx: Db, done: ReturnType<typeof by> & Pick<Change, 'at'>, all: readonly Given[]): Promise<void> {
  const was = ({ before: { lead, partner } }: Given) => ({ lead: lead?.account ?? null, partner: partner?.account ?? null })
  const is = ({ given: { lead, partner } }: Given) => ({ lead, partner })
  const subject = all.map(({ given }) => named(given)).join(', ')
  const [only, ...others] = all
  if (only && others.length === 0) return record(tx, { ...done, what: 'Gave a duty', subject, before: was(only), after: is(only) })
  const each = (of: typeof is) => Object.fromEntries(all.map((one) => [one.given.theme, of(one)]))
  return record(tx, { ...done, what: 'Gave duties', subject, before: each(was), after: each(is) })
}

const named = ({ theme, criterion }: { readonly theme: string; readonly criterion: string }) =>
  criterion === '' ? `Theme ${theme}` : `Criterion ${criterion}`

/** Who is to help with a duty, how, and, for who stands in, between which days. */
export interface ToHelp {
  readonly framework: string
  readonly theme: string
  readonly criterion: string
  readonly account: number
  readonly part: HelperPart
  readonly fromOn: Day | null
  readonly untilOn: Day | null
  readonly now: Date
}

/** Lets somebody help with a duty. The same help given twice, as by a form sent twice, is given once. */
export async function addHelper(tx: Db, who: Person, given: ToHelp): Promise<void> {
  await turn(tx, who)
  const { framework, theme, criterion, account, part, fromOn, untilOn, now } = given
  const all = await helpersOf(reading(tx), who.authority, framework)
  const same = all.some(({ helper, ...of }) => of.theme === theme && of.criterion === criterion && helper.who.account === account && helper.part === part && helper.fromOn === fromOn && helper.untilOn === untilOn) // prettier-ignore
  if (same) return
  const values = { framework, theme, criterion, account, part, from_on: fromOn, until_on: untilOn }
  await tx
    .insertInto('duty_helper')
    .values({ ...values, authority: who.authority, given_by: who.name, given_at: now })
    .execute()
  await record(tx, { ...by(who), at: now, what: 'Added a helper', subject: named(given), before: null, after: { account, part, fromOn, untilOn } }) // prettier-ignore
}

/** Ends somebody's help with a duty. Ending it twice does no harm. */
export async function endHelper(tx: Db, who: Person, { id, now }: { readonly id: number; readonly now: Date }): Promise<void> {
  await turn(tx, who)
  const ended = await tx
    .updateTable('duty_helper')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('authority', '=', who.authority)
    .where('ended_at', 'is', null)
    .returning(['theme', 'criterion', 'account', 'part'])
    .executeTakeFirst()
  if (!ended) return
  const { account, part } = ended
  await record(tx, { ...by(who), at: now, what: 'Ended a helper', subject: named(ended), before: { account, part }, after: null })
}
