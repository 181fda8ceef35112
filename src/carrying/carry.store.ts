import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db } from '../db/connect.ts'
import { chooseFramework, frameworksChosen } from '../frameworks/framework.store.ts'
import type { Day } from '../lib/day.ts'
import { carryDuties, carryEvidence, moveActions, relieved } from './carry-around.store.ts'
import { carryJudgements } from './carry-judgements.store.ts'
import { carryStatements } from './carry-statements.store.ts'
import { freshIn, leftBehind, legsOf, type Account, type Done, type WorkHeld } from './carrying.ts'
import { carriedTo, workHeld } from './held.store.ts'
import type { Mapping, Versions } from './mapping.ts'

/** Who carries; a command has no account. */
export interface Carrier {
  readonly name: string
  readonly account: number | null
  readonly authority: AreaCode
}

/** What is carried, and by which mapping. With `choose` the later framework is the one in use from then on. */
export interface ToCarry extends Versions {
  readonly mapping: Mapping
  readonly choose: boolean
  readonly today: Day
  readonly now: Date
}

/**
 * Carries the work under one framework to another, in the transaction it is handed: all of it, or none. What is under the earlier one
 * stays as it is, but for open actions, which go along. Done a second time it changes nothing and hands back what the first did.
 */
export async function carryWork(tx: Db, who: Carrier, asked: ToCarry): Promise<Done & { readonly anew: boolean }> {
  const { mapping, from, to, today, now } = asked
  await takeTurns(tx, who.authority, asked)
  const done = (await carriedTo(reading(tx), who.authority, to.key)).find((one) => one.from === from.key)
  if (done) return { ...done, anew: false }
  const held = await workHeld(reading(tx), who.authority, from.key)
  const trip = { authority: who.authority, from: from.key, fromTitle: from.shortTitle, to: to.key, legs: legsOf(mapping, asked), who, today, now } // prettier-ignore
  const judgements = await carryJudgements(tx, trip)
  const statements = await carryStatements(tx, trip)
  const links = await carryEvidence(tx, trip)
  const duties = await carryDuties(tx, trip)
  const actions = await moveActions(tx, trip)
  const chosen = asked.choose && (await chosenNow(tx, who, asked))
  const account: Account = {
    ...judgements,
    ...statements,
    links,
    ...duties,
    actions,
    toLookAt: judgements.toLookAt + statements.toLookAt,
    left: leftBehind(mapping, held),
    fresh: freshIn(mapping),
    relieved: await relieved(tx, trip),
    chosen,
    mapping: mapping.says,
  }
  // Where there was nothing to carry, what comes later may still be carried.
  if (holdsAnything(held)) await keepAccount(tx, who, asked, account)
  return { from: from.key, to: to.key, by: who.name, at: now, account, anew: true }
}

const holdsAnything = ({ judgements, statements, links, actions, duties }: WorkHeld) =>
  duties + judgements.length + statements.length + links.length + actions.length > 0

// Whoever judges, writes, gives out duties or ties evidence under either framework takes turns with the carrying.
async function takeTurns(tx: Db, authority: AreaCode, { from, to }: Versions): Promise<void> {
  const names = [from, to].flatMap(({ key, themes }) => [
    ...themes.map((theme) => `statement ${authority} ${key} ${theme.key}`),
    ...themes.flatMap(({ criteria }) => criteria.map((criterion) => `judging ${authority} ${key} ${criterion.key}`)),
  ])
  const all = [`carrying ${authority}`, `duties ${authority}`, `evidence ${authority}`, ...names]
  await sql`select pg_advisory_xact_lock(hashtext(name)) from jsonb_array_elements_text(${JSON.stringify(all)}::jsonb) with ordinality as turns (name, place) order by place`.execute(tx) // prettier-ignore
}

async function chosenNow(tx: Db, who: Carrier, { to, now }: ToCarry): Promise<boolean> {
  const [standing] = await frameworksChosen(reading(tx), who.authority)
  const meanwhile = await chooseFramework(tx, who, { key: to.key, title: to.shortTitle, seen: standing?.id ?? null, now })
  return meanwhile === undefined
}

async function keepAccount(tx: Db, who: Carrier, { from, to, now }: ToCarry, account: Account): Promise<void> {
  await tx
    .insertInto('carried')
    .values({
      authority: who.authority,
      from_framework: from.key,
      to_framework: to.key,
      says: JSON.stringify(account),
      carried_by: who.name,
      carried_at: now,
    })
    .execute()
  const subject = `${from.shortTitle} to ${to.shortTitle}`
  const { name, account: number, authority } = who
  await record(tx, {
    who: name,
    account: number,
    authority,
    at: now,
    what: 'Carried a self-evaluation over',
    subject,
    before: null,
    after: account,
  })
}
