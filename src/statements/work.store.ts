import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { InHand, StatementInHand } from './work.ts'

/** The newest judgement of each criterion with the day of its last step and who wrote in it. By theme and criterion. */
export async function judgementsInHand(reads: Reads, authority: AreaCode, framework: string): Promise<InHand[]> {
  const rows = await reads
    .selectFrom('criterion_judgement as j')
    .select(['j.theme', 'j.criterion', 'j.state', 'j.year', 'j.grade', 'j.drafted_account'])
    .select([
      sql<Day>`(coalesce((select max(s.done_at) from judgement_step s where s.authority = j.authority and s.judgement = j.id), j.drafted_at)
        at time zone 'Europe/London')::date`.as('since'),
      sql<number[]>`array(select distinct (s.says->>'account')::int from judgement_step s
        where s.authority = j.authority and s.judgement = j.id and s.step in ('Began', 'Wrote') and s.says->>'account' is not null)`.as(
        'wrote',
      ),
    ])
    .distinctOn(['j.theme', 'j.criterion'])
    .where('j.authority', '=', authority)
    .where('j.framework', '=', framework)
    .orderBy('j.theme')
    .orderBy('j.criterion')
    .orderBy('j.number', 'desc')
    .execute()
  return rows.map(({ since, wrote, drafted_account: drafted, ...judgement }) => ({
    judgement,
    since,
    writers: drafted === null ? wrote : [drafted, ...wrote],
  }))
}

/** The newest position statement of each theme, and since when it stands as it does. */
export async function statementsInHand(reads: Reads, authority: AreaCode, framework: string): Promise<StatementInHand[]> {
  return reads
    .selectFrom('position_statement')
    .select(['theme', 'state', 'drafted_account as writer', sql<boolean>`challenge is not null`.as('challenged')])
    .select(sql<Day>`(greatest(written_at, challenged_at, agreed_at) at time zone 'Europe/London')::date`.as('since'))
    .distinctOn('theme')
    .where('authority', '=', authority)
    .where('framework', '=', framework)
    .orderBy('theme')
    .orderBy('number', 'desc')
    .execute()
}
