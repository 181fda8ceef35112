import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import type { SchoolDay } from './facts.ts'
import type { Cause } from './moved.ts'
import { sameSchools, type LedTo, type SchoolOnDay, type SchoolThrough, type Told } from './same-school.ts'
import { schoolStates } from './school-state.store.ts'

/** How the schools of a day are known: which file, and how it tells them. */
export type DayKnown = Pick<SchoolDay, 'on' | 'fileAsAt' | 'how'>

/** The country's schools on two days, which is which, and what the files say of those that only one of the days has. */
export interface Through {
  readonly schools: readonly SchoolThrough[]
  readonly whyAlone: (school: SchoolThrough) => Cause
}

/** The country's schools on two days. Kept until something is imported: every authority's move is a part of it. */
export async function through(reads: Reads, before: DayKnown, after: DayKnown): Promise<Through> {
  return kept(reads, [before, after].map(({ on, fileAsAt, how }) => `${on} ${fileAsAt} ${how}`).join(' '), async () => {
    const [first, second, ledTo] = [await statesOn(reads, before), await statesOn(reads, after), await successions(reads)]
    const schools = sameSchools(first, second, ledTo)
    const alone = schools.flatMap((school) => ('before' in school && 'after' in school ? [] : [(school.before ?? school.after)?.urn]))
    const days = await openedAndClosed(
      reads,
      alone.flatMap((urn) => urn ?? []),
    )
    return { schools, whyAlone: (school) => whyAlone(school, before, after, days) }
  })
}

const kept = keptUntilImport<Through>(3)

/** The schools of a two-day comparison that count in one authority on either day. */
export function ofAuthority({ schools }: Through, authority: AreaCode): SchoolThrough[] {
  return schools.filter(({ before, after }) => before?.authority === authority || after?.authority === authority)
}

async function statesOn(reads: Reads, { on, fileAsAt, how }: DayKnown): Promise<SchoolOnDay[]> {
  const states = schoolStates({ on, fileAsAt, gradedOnly: how === 'listed' })
  const all = sql<SchoolOnDay>`(select urn, authority, phase, pupils, overall, category, known from (${states}) s)`.as('all')
  return reads.selectFrom(all).selectAll().orderBy('urn').execute()
}

/** Which establishments came of which: by the register's links, and by inspections of one that count for another. */
async function successions(reads: Reads): Promise<LedTo> {
  const stated = sql<{ earlier: Urn; later: Urn }>`(
    select urn as earlier, link_urn as later from establishment_link where kind = 'successor'
    union select link_urn, urn from establishment_link where kind = 'predecessor'
    union select urn_then, urn from judgement where urn_then <> urn)`.as('stated')
  const rows = await reads.selectFrom(stated).selectAll().orderBy('earlier').orderBy('later').execute()
  return new Map([...Map.groupBy(rows, ({ earlier }) => earlier)].map(([earlier, all]) => [earlier, all.map(({ later }) => later)]))
}

interface Days {
  readonly opened: ReadonlyMap<Urn, Day>
  readonly closed: ReadonlyMap<Urn, Day>
}

/** When establishments opened and closed: by the register where it is held, and of openings by Ofsted's files too. */
async function openedAndClosed(reads: Reads, urns: readonly Urn[]): Promise<Days> {
  const asked = sql`any (${`{${urns.join(',')}}`}::text[])`
  const told = sql<{ urn: Urn; opened: Day | null; closed: Day | null }>`(
    select urn, min(opened_on) as opened, max(closed_on) as closed from (
      select urn, opened_on, null::date as closed_on from school_record where urn = ${asked}
      union all select urn, opened_on, closed_on from establishment where urn = ${asked}
    ) both_files group by urn)`.as('told')
  const rows = await reads.selectFrom(told).selectAll().orderBy('urn').execute()
  return {
    opened: new Map(rows.flatMap(({ urn, opened }) => (opened === null ? [] : [[urn, opened] as const]))),
    closed: new Map(rows.flatMap(({ urn, closed }) => (closed === null ? [] : [[urn, closed] as const]))),
  }
}

/**
 * Why a school is there on one of two days only.
 *
 * - On the first: it joined another; or the register has the day it closed; or the second day is told by a file of its own, which
 *   no longer has it. Where the second day is rebuilt from a later file, or a list of graded schools, nothing tells when it went.
 * - On the second: it came out of another; or it opened since, as a new school or in the place of one that the first day does not
 *   have. One that was there before and is not on a list of graded schools had no grade. Of any other nothing tells.
 */
function whyAlone({ before, after, kin, tookOver }: SchoolThrough, from: DayKnown, to: DayKnown, { opened, closed }: Days): Cause {
  if (before) {
    if (kin !== undefined) return 'joined'
    const on = closed.get(before.urn)
    return (on !== undefined && on <= to.on) || to.how === 'whole' || to.how === 'newest' ? 'closed' : 'gone'
  }
  if (kin !== undefined) return 'came-out'
  const on = after && opened.get(after.urn)
  if (on !== undefined && on > from.on) return tookOver === true ? 'took-over' : 'opened'
  return from.how === 'listed' ? 'first' : 'appeared'
}

/** What schools are called, by the newest file that names them, and the last day by which a judgement of each was published. */
export async function toldOf(reads: Reads, urns: readonly Urn[], by: Day): Promise<ReadonlyMap<Urn, Told>> {
  const asked = sql`any (${`{${urns.join(',')}}`}::text[])`
  const told = sql<Told & { urn: Urn }>`(
    select distinct on (urn) urn, name, whole as "hasPage",
      (select max(published_on) from judgement j where j.urn = named.urn and kind <> 'ungraded' and published_on <= ${by}) as "publishedOn"
    from (
      select urn, name, as_at, true as whole from school_record where urn = ${asked}
      union all select urn, name, as_at, false from graded_school where urn = ${asked}
    ) named order by urn, whole desc, as_at desc)`.as('told')
  const rows = await reads.selectFrom(told).selectAll().orderBy('urn').execute()
  return new Map(rows.map(({ urn, ...rest }) => [urn, rest]))
}
