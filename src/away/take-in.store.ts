import { sql } from 'kysely'
import type { Person } from '../accounts/person.ts'
import type { Db } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { beginStatement, saveText } from '../position-statements/statement-text.store.ts'
import { beginAnew, writeJudgement } from '../statements/judgement-step.store.ts'
import type { AwayPlan, JudgementPlan, StatementPlan } from './away-change.ts'
import { takenIn, type KeptFile } from './away.store.ts'

interface TakenWhen {
  readonly framework: string
  readonly today: Day
  readonly now: Date
}

/**
 * Writes what was done away as drafts, in the order of the framework. What somebody changed between the look and now is not
 * overwritten: it is handed back by its key, and the rest is written.
 */
export async function takeIn(tx: Db, who: Person, file: KeptFile, plans: readonly AwayPlan[], when: TakenWhen): Promise<readonly string[]> {
  // prettier-ignore
  // Two files of one authority are taken in one after the other.
  await sql`select pg_advisory_xact_lock(hashtext(${`away ${who.authority}`}))`.execute(tx)
  const notWritten: string[] = []
  for (const plan of plans) {
    const written = plan.kind === 'criterion' ? await writeOne(tx, who, plan, when) : await writeStatement(tx, who, plan, when)
    if (!written) notWritten.push(plan.kind === 'criterion' ? plan.criterion : plan.theme)
  }
  await takenIn(tx, who, file, { changes: plans.length - notWritten.length, now: when.now })
  return notWritten
}

async function writeOne(tx: Db, who: Person, plan: JudgementPlan, { framework, today, now }: TakenWhen): Promise<boolean> {
  const where = { framework, theme: plan.theme, criterion: plan.criterion, today, now }
  if (!plan.begins) return (await writeJudgement(tx, who, where, plan)).kind === 'done'
  const { number, version } = await beginAnew(tx, who, where)
  return (await writeJudgement(tx, who, where, { said: plan.said, number, seen: version })).kind === 'done'
}

async function writeStatement(tx: Db, who: Person, plan: StatementPlan, { framework, now }: TakenWhen): Promise<boolean> {
  const of = { framework, theme: plan.theme, title: plan.title }
  const number = plan.begins ? await beginStatement(tx, who, of, now) : plan.number
  const seen = plan.begins ? 1 : plan.seen
  return (await saveText(tx, who, of, { number, seen, text: plan.text, quiet: false, now })).is === 'saved'
}
