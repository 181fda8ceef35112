import { sql, type RawBuilder } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { SchoolBehind } from './facts.ts'

/** The categories of concern, for a list in SQL: special measures, serious weaknesses, requires significant improvement. */
export const concerns = sql`'SM', 'SWK', 'RSI'`

/** Which file's schools, on which day. */
export interface StateOf {
  readonly fileAsAt: Day
  readonly on: Day
  /** Only this authority's schools. Without it, the country's. */
  readonly authority?: AreaCode
}

/**
 * Each school of a file with the grade and category it had on a day, as a query to build others on: urn, authority, phase,
 * pupils, overall, category, known.
 *
 * - On the file's own as-at day the file is taken whole, and all of it is known.
 * - On an earlier day each school has its latest graded judgement published on or before that day, whether that was its last
 *   or the one before.
 * - A school that opened after the day is not expected, unless a judgement published by then stands for it: that was of the
 *   school it came from, which was open.
 * - A school whose judgements were all published after the day had none before when the files know of only one, for they would
 *   say which went before. With two or more the earliest known may not be the first, and its grade that day cannot be known.
 */
export function schoolStates({ fileAsAt, on, authority }: StateOf): RawBuilder<unknown> {
  const theirs = authority === undefined ? sql`` : sql`and authority = ${authority}`
  const ofThem = authority === undefined ? sql`` : sql`and urn in (select urn from school_record where as_at = ${fileAsAt} ${theirs})`
  if (on === fileAsAt) {
    return sql`select urn, authority, lower(phase) as phase, coalesce(pupils, 0) as pupils, overall, category, true as known
      from school_record where as_at = ${fileAsAt} ${theirs}`
  }
  return sql`
    select r.urn, r.authority, lower(r.phase) as phase, coalesce(r.pupils, 0) as pupils, s.overall, s.category,
      s.urn is not null or coalesce(g.graded, 0) = 0 or (g.graded = 1 and g.dated = 1) as known
    from school_record r
    left join (
      select distinct on (urn) urn, overall, category from judgement
      where kind = 'graded' and published_on <= ${on} ${ofThem}
      order by urn, published_on desc, inspected_on desc nulls last, inspection_number desc
    ) s on s.urn = r.urn
    left join (
      select urn, count(*) as graded, count(published_on) as dated from judgement where kind = 'graded' ${ofThem} group by urn
    ) g on g.urn = r.urn
    where r.as_at = ${fileAsAt} ${theirs} and (r.opened_on is null or r.opened_on <= ${on} or s.urn is not null)`
}

/** An authority's schools graded 3 or 4 or in a category of concern on a day: those in a category first, then by grade and name. */
export function schoolsBehind(reads: Reads, state: StateOf & { readonly authority: AreaCode }): Promise<SchoolBehind[]> {
  return reads
    .selectFrom(
      sql<SchoolBehind>`(
        select s.urn, r.name, r.phase, s.pupils, s.overall, case when s.category in (${concerns}) then s.category end as category
        from (${schoolStates(state)}) s join school_record r on r.urn = s.urn and r.as_at = ${state.fileAsAt}
        where s.overall in ('3', '4') or s.category in (${concerns}))`.as('behind'),
    )
    .selectAll()
    .orderBy('category', (order) => order.asc().nullsLast())
    .orderBy('overall', 'desc')
    .orderBy('name')
    .orderBy('urn')
    .execute()
}
