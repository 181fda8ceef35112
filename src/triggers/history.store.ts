import { sql, type RawBuilder } from 'kysely'
import { nationalCode, type AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { countryHeld } from '../sources/country.store.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { calendarKey, termOf, termsBetween, termsOfYear, type Calendar } from '../terms/term.ts'
import { countsOf, type SchoolDay } from './facts.ts'
import { daysOfHistory, type DayHeld, type FilesCover, type PastDay } from './history.ts'
import { schoolSpells, schoolStates } from './school-state.store.ts'
import { countsThrough, spellColumns, type Spells } from './spells.ts'

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

async function counted(reads: Reads, held: readonly DayHeld[], nation: AreaCode): Promise<PastDay[]> {
  const asTheyAre = held.filter(({ how }) => how !== 'rebuilt')
  const rebuilt = [...Map.groupBy(held.filter(({ how }) => how === 'rebuilt'), ({ fileAsAt }) => fileAsAt)] // prettier-ignore
  const counts = new Map<DayHeld, SchoolDay['counts']>()
  const count = async (days: readonly DayHeld[], spells: RawBuilder<unknown>) => {
    const standing = countsThrough(await inColumns(reads, spells), days.length, nation)
    days.forEach((day, at) => counts.set(day, standing[at] ?? new Map()))
  }
  if (asTheyAre.length > 0) await count(asTheyAre, asFilesStand(asTheyAre))
  for (const [fileAsAt, days] of rebuilt) await count(days, asRebuilt(fileAsAt, days.map(({ on }) => on))) // prettier-ignore
  const ofFiles = await judgedByFiles(reads, held)
  return held.map((day, at) => ({
    ...day,
    schools: { on: day.on, fileAsAt: day.fileAsAt, how: day.how, counts: counts.get(day) ?? new Map() },
    ofFile: ofFiles[at] ?? { schools: 0, judged: 0 },
  }))
}

/** Files and lists as they stand: each tells of its own day, and of no other. */
function asFilesStand(days: readonly DayHeld[]): RawBuilder<unknown> {
  const states = days.map(({ on, fileAsAt, how }, at) => {
    const state = schoolStates({ on, fileAsAt, gradedOnly: how === 'listed' })
    return sql`select authority, phase, pupils, overall, category, known, ${at}::int as begins, ${at + 1}::int as ends from (${state}) s`
  })
  return sql.join(states, sql` union all `)
}

/**
 * A school counts from the first day on or after it came to have what it has, until the first on or after it came to have
 * something else. So one look at each judgement tells every day, however many there are.
 */
function asRebuilt(fileAsAt: Day, days: readonly Day[]): RawBuilder<unknown> {
  const list = sql`${`{${days.join(',')}}`}::date[]`
  return sql`
    select authority, phase, pupils, overall, category, known, coalesce(width_bucket(from_on - 1, ${list}), 0) as begins,
      coalesce(width_bucket(until_on - 1, ${list}), ${days.length}::int) as ends
    from (${schoolSpells(fileAsAt)}) s`
}

/** In columns, for there are several for each school of the country: a row for each would take longer to hand over than to find. */
async function inColumns(reads: Reads, spells: RawBuilder<unknown>): Promise<Spells> {
  const column = (name: keyof Spells) => sql`coalesce(json_agg(${sql.ref(name)}), '[]') as ${sql.ref(name)}`
  const all = sql<Spells>`(select ${sql.join(spellColumns.map(column))} from (${spells}) spell where begins < ends)`.as('spells')
  return reads.selectFrom(all).selectAll().executeTakeFirstOrThrow()
}

/**
 * Of the country's schools in the file that answers for each day, how many that file itself gives a judgement that was published by
 * the day. What other files tell of them, and which of them were open yet, is not asked.
 */
async function judgedByFiles(reads: Reads, held: readonly DayHeld[]): Promise<readonly PastDay['ofFile'][]> {
  if (held.length === 0) return []
  const files = sql<{ as_at: Day; schools: number; first_on: readonly (Day | null)[]; judged: readonly number[] }>`(
    with judged as (
      select as_at, urn, min(published_on) as first_on from published_judgement
      where kind in ('graded', 'report card', 'carried') group by as_at, urn
    ), first_days as (
      select as_at, first_on, count(*)::int as judged from judged group by as_at, first_on
    ), schools as (
      select as_at, count(*)::int as schools from school_record group by as_at
      union all select as_at, count(*)::int from graded_school group by as_at
    )
    select s.as_at, max(s.schools) as schools, json_agg(f.first_on) as first_on, json_agg(coalesce(f.judged, 0)) as judged
    from schools s left join first_days f on f.as_at = s.as_at group by s.as_at)`.as('files')
  const rows = await reads.selectFrom(files).selectAll().orderBy('as_at').execute()
  return held.map(({ fileAsAt, on }) => {
    const { schools, first_on: days, judged } = rows.find(({ as_at }) => as_at === fileAsAt) ?? { schools: 0, first_on: [], judged: [] }
    const by = judged.filter((_, at) => (days[at] ?? on) <= on && days[at] !== null)
    return { schools, judged: by.reduce((sum, one) => sum + one, 0) }
  })
}
