import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Account, Done, WorkHeld } from './carrying.ts'

/** The work an authority has under a framework, counted by criterion and theme: in one question. */
export async function workHeld(reads: Reads, authority: AreaCode, framework: string): Promise<WorkHeld> {
  const here = sql`authority = ${authority} and framework = ${framework}`
  const held = sql<WorkHeld>`(
    select
      (select coalesce(json_agg(one order by one.criterion), '[]') from (
        select criterion, count(*) as looks, (array_agg(grade order by number desc))[1] as grade,
          (array_agg(state order by number desc))[1] as state
        from criterion_judgement where ${here} group by criterion) one) as judgements,
      (select coalesce(json_agg(one order by one.theme), '[]') from (
        select s.theme, count(*) as statements,
          coalesce(sum((select count(*) from statement_text t where t.authority = ${authority} and t.statement = s.id)), 0) as texts,
          coalesce(sum((select count(*) from statement_comment c where c.authority = ${authority} and c.statement = s.id)), 0) as comments
        from position_statement s where ${here} group by s.theme) one) as statements,
      (select coalesce(json_agg(one order by one.criterion), '[]') from (
        select criterion, json_agg(evidence order by evidence) as items from evidence_criterion where ${here} group by criterion) one) as links,
      (select coalesce(json_agg(one order by one.theme, one.criterion), '[]') from (
        select coalesce(theme, '') as theme, coalesce(criterion, '') as criterion, count(*) as actions
        from action where ${here} and state = 'open' group by 1, 2) one) as actions,
      (select count(*)::integer from duty where ${here}) as duties)`
  return reads.selectFrom(held.as('held')).selectAll().executeTakeFirstOrThrow()
}

/** Every carrying to a framework, the newest first. */
export async function carriedTo(reads: Reads, authority: AreaCode, to: string): Promise<Done[]> {
  const rows = await reads
    .selectFrom('carried')
    .select(['from_framework', 'to_framework', 'says', 'carried_by', 'carried_at'])
    .where('authority', '=', authority)
    .where('to_framework', '=', to)
    .orderBy('id', 'desc')
    .execute()
  return rows.flatMap(({ says, ...row }) =>
    isAccount(says) ? [{ from: row.from_framework, to: row.to_framework, by: row.carried_by, at: row.carried_at, account: says }] : [],
  )
}

function isAccount(says: unknown): says is Account {
  return typeof says === 'object' && says !== null && 'judgements' in says && 'left' in says
}

/** The frameworks under which an authority has judged, written or given out anything. By key. */
export async function frameworksWithWork(reads: Reads, authority: AreaCode): Promise<string[]> {
  const of = (table: 'criterion_judgement' | 'position_statement' | 'duty' | 'evidence_criterion') =>
    reads.selectFrom(table).select('framework').where('authority', '=', authority)
  const rows = await of('criterion_judgement')
    .union(of('position_statement'))
    .union(of('duty'))
    .union(of('evidence_criterion'))
    .orderBy('framework')
    .execute()
  return rows.map(({ framework }) => framework)
}

/** The criteria of a framework that have a judgement, whatever its state. */
export async function judgedCriteria(reads: Reads, authority: AreaCode, framework: string): Promise<string[]> {
  const rows = await reads
    .selectFrom('criterion_judgement')
    .select('criterion')
    .distinct()
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('criterion')
    .execute()
  return rows.map(({ criterion }) => criterion)
}
