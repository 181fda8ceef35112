import { sql, type RawBuilder } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { categoriesOfConcern } from '../establishments/school.ts'
import type { Day } from '../lib/day.ts'
import type { SchoolBehind, SchoolDay } from './facts.ts'

/** The categories of concern, for a list in SQL. */
export const concerns = sql.join(categoriesOfConcern.map((category) => sql.lit(category)))

/** Which file's schools, on which day. */
export interface StateOf {
  readonly fileAsAt: Day
  /** The file lists schools with a grade and nothing else of them (`graded_school`). It answers for its own day only. */
  readonly gradedOnly: boolean
  readonly on: Day
  /** Only this authority's schools. Without it, the country's. */
  readonly authority?: AreaCode
}

/**
 * Each school of a file with the grade and category it had on a day, as a query to build others on: urn, authority, phase,
 * pupils, overall, category, known.
 */
export function schoolStates(state: StateOf): RawBuilder<unknown> {
  if (state.gradedOnly) return schoolsListed(state)
  return state.on === state.fileAsAt ? schoolsOfFile(state) : schoolsRebuilt(state)
}

/**
 * On the file's own as-at day the file is taken whole, and all of it is known. Where it has no grade, one that an earlier file
 * gave is not erased.
 */
function schoolsOfFile({ fileAsAt, authority }: StateOf): RawBuilder<unknown> {
  const theirs = authority === undefined ? sql`` : sql`and r.authority = ${authority}`
  return sql`
    select r.urn, r.authority, lower(r.phase) as phase, coalesce(r.pupils, 0) as pupils, coalesce(r.overall, j.overall) as overall,
      r.category, true as known
    from school_record r
    left join lateral (
      select overall from judgement
      where r.overall is null and urn = r.urn and kind in ('graded', 'report card') and inspected_on <= ${fileAsAt}
      order by inspected_on desc, inspection_number desc limit 1
    ) j on true
    where r.as_at = ${fileAsAt} ${theirs}`
}

/** On an earlier day each school of the file has what its history says of that day: see `schoolSpells`. */
function schoolsRebuilt({ fileAsAt, on, authority }: StateOf): RawBuilder<unknown> {
  return sql`
    select urn, authority, phase, pupils, overall, category, known
    from (${schoolSpells(fileAsAt, authority)}) s
    where (from_on is null or from_on <= ${on}) and (until_on is null or until_on > ${on})`
}

/**
 * What each school of a file had through time, as a query to build others on: urn, authority, phase, pupils, overall, category,
 * known, from which day on (null: always) and until the day before which (null: to the file's own day).
 *
 * A judgement stands from the day it was published until the next was, whether that was the school's last or the one before. A
 * report card gives no grade.
 *
 * - Before its first judgement a school is expected from the day it opened. A judgement published earlier stands for it all the
 *   same: that was of the school it came from, which was open.
 * - It is known to have had none before its first judgement when the files know of only one, for they would say which went
 *   before. With two or more the earliest known may not be the first, and its grade before that cannot be known; nor with a
 *   grade that it carried, for the inspection that gave it may have been any earlier.
 * - A school that carried the grade inadequate was in some category, and which or whether still cannot be known.
 */
export function schoolSpells(fileAsAt: Day, authority?: AreaCode): RawBuilder<unknown> {
  const theirs = authority === undefined ? sql`` : sql`and r.authority = ${authority}`
  const ofThem =
    authority === undefined ? sql`` : sql`and urn in (select urn from school_record where as_at = ${fileAsAt} and authority = ${authority})`
  return sql`
    with judged as (
      select urn, kind, overall, category, published_on as from_on,
        lead(published_on) over (partition by urn order by published_on, inspected_on nulls first, inspection_number) as until_on
      from judgement where kind <> 'ungraded' and published_on is not null ${ofThem}
    ), told as (
      select urn, sum(case kind when 'carried' then 2 else 1 end) as graded, count(published_on) as dated, min(published_on) as first_on
      from judgement where kind <> 'ungraded' ${ofThem} group by urn
    )
    select r.urn, r.authority, lower(r.phase) as phase, coalesce(r.pupils, 0) as pupils, j.overall, j.category,
      not (j.kind = 'carried' and j.overall = '4') as known, j.from_on, j.until_on
    from school_record r join judged j on j.urn = r.urn
    where r.as_at = ${fileAsAt} ${theirs}
    union all
    select r.urn, r.authority, lower(r.phase), coalesce(r.pupils, 0), null, null,
      coalesce(t.graded, 0) = 0 or (t.graded = 1 and t.dated = 1), r.opened_on, t.first_on
    from school_record r left join told t on t.urn = r.urn
    where r.as_at = ${fileAsAt} ${theirs} and (t.first_on is null or r.opened_on is null or r.opened_on < t.first_on)`
}

/**
 * The schools that a file lists with their grades, each in the authority where other files place it, and else in none: it is
 * then known of the country only.
 *
 * A school is placed by the first file of schools that names it; or else by that of the schools it led to, when they are all of
 * one authority: those that have taken over its judgements, or that the register links it to; or else by the register itself.
 */
function schoolsListed({ fileAsAt, authority }: StateOf): RawBuilder<unknown> {
  const theirs = authority === undefined ? sql`` : sql`where authority = ${authority}`
  return sql`
    with recursive listed as (
      select urn, phase, overall from graded_school where as_at = ${fileAsAt}
    ), named as (
      select distinct on (urn) urn, authority from school_record order by urn, as_at
    ), led_to(urn, next) as materialized (
      select urn_then, urn from judgement where urn_then <> urn
      union select urn, link_urn from establishment_link where kind = 'successor'
      union select link_urn, urn from establishment_link where kind = 'predecessor'
    ), followed(urn, next) as (
      select urn, urn from listed where urn not in (select urn from named)
      union select f.urn, l.next from followed f join led_to l on l.urn = f.next
    ), successors as (
      select f.urn, min(n.authority) as authority
      from followed f join named n on n.urn = f.next group by f.urn having count(distinct n.authority) = 1
    ), register as (
      select distinct on (urn) urn, authority from establishment where authority is not null order by urn, as_at
    ), placed as (
      select l.*, coalesce(n.authority, s.authority, r.authority) as authority
      from listed l
      left join named n on n.urn = l.urn left join successors s on s.urn = l.urn left join register r on r.urn = l.urn
    )
    select urn, authority, lower(phase) as phase, null::integer as pupils, overall, null::text as category, authority is not null as known
    from placed ${theirs}`
}

/**
 * An authority's schools that pull a line down on a day: those graded 3 or 4 or in a category of concern, and those that were
 * outstanding at the graded inspection before and are not now. Those in a category first, then by grade and name.
 */
export function schoolsBehind(
  reads: Reads,
  authority: AreaCode,
  { fileAsAt, on, how }: Pick<SchoolDay, 'fileAsAt' | 'on' | 'how'>,
): Promise<SchoolBehind[]> {
  const state = { fileAsAt, on, authority, gradedOnly: how === 'listed' }
  const declined = sql`coalesce(s.overall in ('2', '3', '4') and j.grades[2] = '1', false)`
  const file = state.gradedOnly ? sql`graded_school` : sql`school_record`
  return reads
    .selectFrom(
      sql<SchoolBehind>`(
        select s.urn, r.name, r.phase, s.pupils, s.overall, case when s.category in (${concerns}) then s.category end as category,
          j.inspected_on as "inspectedOn", ${declined} as "wasOutstanding",
          exists (select 1 from school_record p where p.urn = s.urn) as "hasPage"
        from (${schoolStates(state)}) s join ${file} r on r.urn = s.urn and r.as_at = ${state.fileAsAt}
        left join lateral (
          select max(inspected_on) as inspected_on,
            array_agg(overall order by inspected_on desc, inspection_number desc) filter (where overall in ('1', '2', '3', '4')) as grades
          from judgement
          where urn = s.urn and kind <> 'ungraded' and inspected_on <= ${on}
        ) j on true
        where s.overall in ('3', '4') or s.category in (${concerns}) or ${declined})`.as('behind'),
    )
    .selectAll()
    .orderBy('category', (order) => order.asc().nullsLast())
    .orderBy('overall', 'desc')
    .orderBy('name')
    .orderBy('urn')
    .execute()
}
