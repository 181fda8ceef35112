import { sql, type RawBuilder } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { SchoolDay } from './facts.ts'
import { noPace, termsToLeave, windowOn, type Pace, type Stay } from './pace.ts'
import { concerns } from './school-state.store.ts'

/** How fast the schools of each area leave a category of concern, as at a day; the country's under its code. Empty for a list of graded schools, which has none. */
export async function paceOn(reads: Reads, { on, fileAsAt, how }: SchoolDay, nation: AreaCode): Promise<ReadonlyMap<AreaCode, Pace>> {
  if (how === 'listed') return new Map()
  const { begins, endsBefore } = windowOn(on)
  const counted = sql<Pace & { area: AreaCode }>`(
    with ${staysIn(fileAsAt, on)}, followed as (
      select urn, count(*) as entered, count(*) filter (where not known) as unsure, count(*) filter (where left_on is not null and ${termOf('left_on')} <= ${termOf('entered_on')} + ${termsToLeave}) as has_left
      from stays where entered_on >= ${begins} and entered_on < ${endsBefore} group by urn
    ), told as (
      select urn, min(published_on) as first_on, count(*) filter (where kind <> 'carried') as stated,
        min(published_on) filter (where kind <> 'carried') as stated_from
      from judgement where kind <> 'ungraded' group by urn
    ), there as (
      select r.authority, r.urn, t.stated, t.stated_from
      from school_record r left join told t on t.urn = r.urn
      where r.as_at = ${fileAsAt} and (t.first_on <= ${begins} or r.opened_on is null or r.opened_on <= ${begins})
    ), known as (
      select authority, count(*) as expected, count(*) filter (where stated_from <= ${begins} or coalesce(stated, 0) < 2) as known from there group by authority
    ), counted as (
      select r.authority, sum(f.entered) as entered, sum(f.unsure) as unsure, sum(f.has_left) as has_left
      from followed f join school_record r on r.urn = f.urn and r.as_at = ${fileAsAt} group by r.authority
    )
    select k.authority as area, k.expected::int as expected, k.known::int as known, coalesce(c.entered, 0)::int as entered, coalesce(c.unsure, 0)::int as unsure,
      coalesce(c.has_left, 0)::int as left
    from known k left join counted c on c.authority = k.authority)`.as('counted')
  const rows = await reads.selectFrom(counted).selectAll().orderBy('area').execute()
  const country = rows.reduce((sum, row) => plus(sum, row), noPace)
  return new Map([...rows.map(({ area, ...pace }) => [area, pace] as const), [nation, country] as const])
}

function plus(a: Pace, b: Pace): Pace {
  return {
    expected: a.expected + b.expected,
    known: a.known + b.known,
    entered: a.entered + b.entered,
    unsure: a.unsure + b.unsure,
    left: a.left + b.left,
  }
}

/** The stays of an authority's schools in a category that had begun by a day and had not ended before another, the latest begun first. */
export async function staysOf(
  reads: Reads,
  authority: AreaCode,
  { on, fileAsAt }: Pick<SchoolDay, 'on' | 'fileAsAt'>,
  since: Day,
): Promise<Stay[]> {
  const stays = sql<Stay>`(
    with ${staysIn(fileAsAt, on, authority)}
    select s.urn, r.name, r.phase, s.category, s.entered_on as "enteredOn", s.known, s.left_on as "leftOn"
    from stays s join school_record r on r.urn = s.urn and r.as_at = ${fileAsAt}
    where r.authority = ${authority} and (s.left_on is null or s.left_on >= ${since}))`.as('stays')
  return reads.selectFrom(stays).selectAll().orderBy('enteredOn', 'desc').orderBy('name').orderBy('urn').execute()
}

/** The place of a date's term in the run of all terms: `termNumber` of `pace.ts`, in SQL. */
function termOf(column: string): RawBuilder<number> {
  const day = sql.ref(column)
  return sql`(case when extract(month from ${day}) >= 9 then extract(year from ${day}) * 3 + 3
    when extract(month from ${day}) < 4 then extract(year from ${day}) * 3 + 1 else extract(year from ${day}) * 3 + 2 end)`
}

/**
 * Each stay in a category: `stays`, with the day it began and the day it ended, both of publication.
 *
 * - It begins with a judgement that puts the school in a category when the one before had none, and ends with the next that has
 *   none. One category after another is one stay.
 * - A beginning is known when the judgement before is, or when there was none before: the files know of only one judgement, for they
 *   would say which went before.
 * - A school that a list has as inadequate was in some category: it had begun its stay by then.
 */
function staysIn(fileAsAt: Day, on: Day, authority?: AreaCode): RawBuilder<unknown> {
  const theirs = authority === undefined ? sql`` : sql`and authority = ${authority}`
  return sql`ever as (
      select distinct urn from judgement where category in (${concerns})
        and urn in (select urn from school_record where as_at = ${fileAsAt} ${theirs})
    ), judged as (
      select urn, published_on, inspected_on, inspection_number, kind, category,
        coalesce(category in (${concerns}), false) or (kind = 'carried' and overall = '4') as concern
      from judgement
      where kind <> 'ungraded' and published_on is not null and published_on <= ${on} and urn in (select urn from ever)
    ), placed as (
      select *, row_number() over before as place, sum(case kind when 'carried' then 2 else 1 end) over (partition by urn) as graded,
        lag(concern) over before as was_concern
      from judged window before as (partition by urn order by published_on, inspected_on nulls first, inspection_number)
    ), stays as (
      select j.urn, coalesce(j.category, (select l.category from placed l where l.urn = j.urn and l.place > j.place and l.concern order by l.place limit 1)) as category, j.published_on as entered_on, j.place > 1 or j.graded = 1 as known,
        (select min(l.published_on) from placed l where l.urn = j.urn and l.place > j.place and not l.concern) as left_on
      from placed j where j.concern and not coalesce(j.was_concern, false)
    )`
}
