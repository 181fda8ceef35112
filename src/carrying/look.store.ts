import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Db, Reads } from '../db/connect.ts'
import type { ToLookAt } from './carrying.ts'

/**
 * What was carried to a framework and nobody has looked at since: judgements by theme and criterion, then statements. What is agreed
 * anew is looked at, and so is what has a later one that was agreed.
 */
export async function toLookAt(reads: Reads, authority: AreaCode, framework: string): Promise<ToLookAt[]> {
  // Nobody looked at it since, and none of the same with a later number is settled.
  const awaitsLook = (table: 'criterion_judgement' | 'position_statement', of: 'criterion' | 'theme', settled: readonly string[]) =>
    sql<boolean>`n.authority = ${authority} and n.framework = ${framework} and n.needs_look is not null and not exists (
      select 1 from ${sql.table(table)} l where l.authority = n.authority and l.framework = n.framework
        and ${sql.ref(`l.${of}`)} = ${sql.ref(`n.${of}`)} and l.number > n.number and l.state in (${sql.join(settled)}))`
  const judgements = await reads
    .selectFrom('criterion_judgement as n')
    .innerJoin('criterion_judgement as o', 'o.id', 'n.carried_from')
    .select([
      'n.id',
      'n.criterion as key',
      'n.theme',
      'n.number',
      'n.needs_look',
      'n.grade',
      'o.framework as from',
      'o.criterion as fromKey',
    ])
    .where(awaitsLook('criterion_judgement', 'criterion', ['agreed']))
    .orderBy('n.theme')
    .orderBy('n.criterion')
    .orderBy('n.number')
    .execute()
  const statements = await reads
    .selectFrom('position_statement as n')
    .innerJoin('position_statement as o', 'o.id', 'n.carried_from')
    .select(['n.id', 'n.theme', 'n.number', 'n.needs_look', 'o.framework as from', 'o.theme as fromKey'])
    .where(awaitsLook('position_statement', 'theme', ['agreed', 'published']))
    .orderBy('n.theme')
    .orderBy('n.number')
    .execute()
  return [
    ...judgements.map(({ needs_look: needsLook, grade, ...one }) => ({ ...one, kind: 'judgement' as const, needsLook: needsLook ?? '', stands: grade !== null })),
    ...statements.map(({ needs_look: needsLook, ...one }) => ({ ...one, key: one.theme, kind: 'statement' as const, needsLook: needsLook ?? '', stands: true })),
  ] // prettier-ignore
}

/** What somebody has looked at and lets stand, under one framework. */
export interface LooksToSettle {
  readonly framework: string
  readonly judgements: readonly number[]
  readonly statements: readonly number[]
  readonly now: Date
}

/** Ticks off what was looked at and stands as it is. Done twice it does no harm. How many were ticked off now. */
export async function settleLooks(tx: Db, who: Person, { framework, judgements, statements, now }: LooksToSettle): Promise<number> {
  const here = sql`authority = ${who.authority} and framework = ${framework} and needs_look is not null`
  const judged = await sql<{ criterion: string; looked: string }>`
    with seen as (
      select id, needs_look from criterion_judgement
      where ${here} and id = any(${[...judgements]}::integer[]) and grade is not null for update),
    settled as (
      update criterion_judgement j set needs_look = null from seen where j.id = seen.id returning j.*, seen.needs_look as looked),
    kept as (
      insert into judgement_step (authority, judgement, version, step, says, done_by, done_at)
      select authority, id, version, 'Looked at it again after it was carried over: it stands',
        jsonb_build_object('grade', grade, 'confidence', confidence, 'reason', reason, 'strengths', strengths, 'gaps', gaps, 'better', better,
          'state', state, 'looked', looked, 'account', ${who.account}::integer), ${who.name}, ${now}
      from settled)
    select criterion, looked from settled order by criterion`.execute(tx)
  const written = await sql<{ theme: string; looked: string }>`
    with seen as (select id, needs_look from position_statement where ${here} and id = any(${[...statements]}::integer[]) for update)
    update position_statement s set needs_look = null from seen where s.id = seen.id returning s.theme, seen.needs_look as looked`.execute(
    tx,
  )
  const settled = [
    ...judged.rows.map(({ criterion, looked }) => ({ what: `Criterion ${criterion}`, looked })),
    ...written.rows.map(({ theme, looked }) => ({ what: `Statement of ${theme}`, looked })),
  ]
  if (settled.length > 0) {
    const subject = `${settled.length} under ${framework}`
    await record(tx, { ...by(who), at: now, what: 'Looked again at what was carried over', subject, before: { settled }, after: null }) // prettier-ignore
  }
  return settled.length
}
