import { sql, type RawBuilder } from 'kysely'
import { nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { countryHeld } from '../sources/country.store.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { calendarKey, termOf, termsBetween, termsOfYear, type Calendar } from '../terms/term.ts'
import { countsOf, withTotals, type SchoolCounts } from './facts.ts'
import { daysOfHistory, type DayHeld, type FilesCover, type PastDay } from './history.ts'
import { concerns, schoolSpells, schoolStates } from './school-state.store.ts'

/** The days of the history of triggers 1 to 3, oldest first, and the country they are of. Empty where no file of schools is held. */
export interface PastDays {
  readonly nation: AreaCode
  readonly days: readonly PastDay[]
}

/**
 * The schools of every authority in each term of which enough is held: from the first by whose end half of the country's schools
 * are known.
 *
 * Counted once for all authorities whose terms are the same, and kept until something is imported.
 */
export async function pastDays(reads: Reads, calendar: Calendar): Promise<PastDays> {
  return kept(reads, calendarKey(calendar), async () => {
    const nation = nationalCode((await countryHeld(reads)) ?? 'real')
    const cover = await filesCover(reads)
    const newest = [...cover.whole, ...cover.listed].toSorted().at(-1)
    if (newest === undefined) return { nation, days: [] }
    const [first] = termsOfYear(calendar.firstYear, calendar)
    const terms = termsBetween(first?.beginsOn ?? newest, termOf(newest, calendar).beginsOn, calendar)
    const days = await counted(reads, daysOfHistory(terms, cover), nation)
    const enough = days.findIndex(({ schools }) => {
      const { known, schools: expected } = countsOf(schools, nation, 'all')
      return known * 2 >= expected
    })
    return { nation, days: enough === -1 ? [] : days.slice(enough) }
  })
}

const kept = keptUntilImport<PastDays>(4)

async function filesCover(reads: Reads): Promise<FilesCover> {
  const rows = await reads
    .selectFrom('school_record')
    .select(['as_at', sql<boolean>`true`.as('whole')])
    .groupBy('as_at')
    .unionAll(
      reads
        .selectFrom('graded_school')
        .select(['as_at', sql<boolean>`false`.as('whole')])
        .groupBy('as_at'),
    )
    .orderBy('as_at')
    .execute()
  const daysOf = (wanted: boolean) => rows.flatMap(({ as_at, whole }) => (whole === wanted ? [as_at] : []))
  return { whole: daysOf(true), listed: daysOf(false) }
}

type Row = SchoolCounts & { readonly area: AreaCode | null; readonly phase: string; readonly at: number }

async function counted(reads: Reads, held: readonly DayHeld[], nation: AreaCode): Promise<PastDay[]> {
  const asTheyAre = held.filter(({ how }) => how !== 'rebuilt')
  const byFile = [
    ...Map.groupBy(
      held.filter(({ how }) => how === 'rebuilt'),
      ({ fileAsAt }) => fileAsAt,
    ),
  ]
  const counts = new Map<DayHeld, readonly Row[]>()
  if (asTheyAre.length > 0) {
    const rows = Map.groupBy(await countsOfFiles(reads, asTheyAre), ({ at }) => at)
    asTheyAre.forEach((day, at) => counts.set(day, rows.get(at + 1) ?? []))
  }
  for (const [fileAsAt, days] of byFile) {
    const moves = await movesBetween(reads, fileAsAt, days.map(({ on }) => on)) // prettier-ignore
    runningTotals(moves, days.length).forEach((rows, i) => {
      const day = days[i]
      if (day) counts.set(day, rows)
    })
  }
  const ofFiles = await judgedByFiles(reads, held)
  return held.map((day) => ({
    ...day,
    schools: { on: day.on, fileAsAt: day.fileAsAt, how: day.how, counts: withTotals(counts.get(day) ?? [], nation) },
    ofFile: ofFiles.get(day) ?? { schools: 0, judged: 0 },
  }))
}

const figures = (each: RawBuilder<number>) => sql`
  sum(${each}) as schools,
  coalesce(sum(${each}) filter (where known), 0) as known,
  coalesce(sum(${each}) filter (where overall in ('1', '2', '3', '4')), 0) as graded,
  coalesce(sum(${each}) filter (where overall in ('1', '2')), 0) as good,
  coalesce(sum(${each}) filter (where overall = '1'), 0) as outstanding,
  coalesce(sum(${each}) filter (where category in (${concerns})), 0) as "inCategory",
  coalesce(sum(${each} * pupils) filter (where overall in ('1', '2', '3', '4')), 0) as "gradedPupils",
  coalesce(sum(${each} * pupils) filter (where overall in ('1', '2')), 0) as "goodPupils",
  0 as "wereInCategory", 0 as "leftCategory"`

/** Files and lists as they stand: a row for each day, by its place in the list from 1, authority and phase. */
async function countsOfFiles(reads: Reads, days: readonly DayHeld[]): Promise<readonly Row[]> {
  const states = days.map(({ on, fileAsAt, how }, i) => {
    const state = schoolStates({ on, fileAsAt, gradedOnly: how === 'listed' })
    return sql`select ${i + 1}::int as at, authority as area, phase, ${figures(sql<number>`1`)} from (${state}) s group by authority, phase`
  })
  const all = sql<Row>`(${sql.join(states, sql` union all `)})`.as('counted')
  return reads.selectFrom(all).selectAll().orderBy('at').orderBy('area').orderBy('phase').execute()
}

/**
 * How the counts of each authority and phase change from one of the days to the next. `at` is the day's place in the list, from 1.
 *
 * A school counts from the first day on or after it came to have what it has, until the first on or after it came to have
 * something else. So one look at each judgement tells every day, however many there are.
 */
async function movesBetween(reads: Reads, fileAsAt: Day, days: readonly Day[]): Promise<readonly Row[]> {
  const list = sql`${`{${days.join(',')}}`}::date[]`
  const moves = sql<Row>`(
    select at::int, authority as area, phase, ${figures(sql<number>`sign`)}
    from (
      select s.*, coalesce(width_bucket(from_on - 1, ${list}) + 1, 1) as begins,
        coalesce(width_bucket(until_on - 1, ${list}) + 1, ${days.length + 1}) as ends
      from (${schoolSpells(fileAsAt)}) s
    ) spell cross join lateral (values (begins, 1), (ends, -1)) as move (at, sign)
    where begins <> ends and at <= ${days.length}
    group by at, authority, phase)`.as('moves')
  return reads.selectFrom(moves).selectAll().orderBy('at').orderBy('area').orderBy('phase').execute()
}

/** The counts of each day, from how they changed. */
function runningTotals(moves: readonly Row[], days: number): readonly (readonly Row[])[] {
  const standing = new Map<string, Row>()
  const ofDay = Map.groupBy(moves, ({ at }) => at)
  return Array.from({ length: days }, (_, i) => {
    for (const move of ofDay.get(i + 1) ?? []) {
      const key = `${move.area ?? ''} ${move.phase}`
      standing.set(key, plus(standing.get(key), move))
    }
    return [...standing.values()]
  })
}

function plus(a: Row | undefined, b: Row): Row {
  if (a === undefined) return b
  return {
    ...b,
    schools: a.schools + b.schools,
    known: a.known + b.known,
    graded: a.graded + b.graded,
    good: a.good + b.good,
    outstanding: a.outstanding + b.outstanding,
    inCategory: a.inCategory + b.inCategory,
    gradedPupils: a.gradedPupils + b.gradedPupils,
    goodPupils: a.goodPupils + b.goodPupils,
  }
}

/**
 * Of the country's schools in the file that answers for each day, how many that file itself gives a judgement that was published by
 * the day. What other files tell of them, and which of them were open yet, is not asked.
 */
async function judgedByFiles(reads: Reads, held: readonly DayHeld[]): Promise<ReadonlyMap<DayHeld, PastDay['ofFile']>> {
  const asked = held.map(({ fileAsAt, on }, at) => sql`(${at}::int, ${fileAsAt}::date, ${on}::date)`)
  if (asked.length === 0) return new Map()
  const answers = sql<{ at: number; schools: number; judged: number }>`(
    with asked (at, as_at, day) as (values ${sql.join(asked)}),
    judged as (
      select as_at, urn, min(published_on) as first_on from published_judgement
      where kind in ('graded', 'report card', 'carried') group by as_at, urn
    ), schools as (
      select as_at, count(*)::int as schools from school_record group by as_at
      union all select as_at, count(*)::int from graded_school group by as_at
    ), first_days as (
      select as_at, first_on, count(*)::int as judged from judged group by as_at, first_on
    )
    select a.at, max(s.schools)::int as schools, coalesce(sum(f.judged), 0)::int as judged
    from asked a join schools s on s.as_at = a.as_at left join first_days f on f.as_at = a.as_at and f.first_on <= a.day
    group by a.at)`.as('answers')
  const rows = await reads.selectFrom(answers).selectAll().orderBy('at').execute()
  return new Map(rows.flatMap(({ at, schools, judged }) => (held[at] ? [[held[at], { schools, judged }] as const] : [])))
}
