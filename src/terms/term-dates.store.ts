import { sql } from 'kysely'
import { record } from '../accounts/audit.store.ts'
import { by } from '../accounts/audit.ts'
import type { Person } from '../accounts/person.ts'
import type { AreaCode } from '../authorities/area.ts'
import { reading, type Db, type Reads } from '../db/connect.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import { termKeys, type Calendar, type TermDates } from './term.ts'
import { withGiven, type GivenTerms } from './term-dates.ts'

/** The academic years for which an authority gave its own days, oldest first, with those it took back. */
export async function givenTerms(reads: Reads, authority: AreaCode): Promise<GivenTerms[]> {
  const rows = await reads.selectFrom('term_dates').selectAll().where('authority', '=', authority).orderBy('year').execute()
  return rows.map((row) => ({
    year: row.year,
    dates: {
      autumn: { beginsOn: row.autumn_begins_on, endsOn: row.autumn_ends_on },
      spring: { beginsOn: row.spring_begins_on, endsOn: row.spring_ends_on },
      summer: { beginsOn: row.summer_begins_on, endsOn: row.summer_ends_on },
    },
    version: row.version,
    by: row.changed_by,
    at: row.changed_at,
    removed: row.removed_at !== null,
  }))
}

/** The calendar of an authority: the one given, with the authority's own days in place of its defaults. */
export async function calendarOf(reads: Reads, authority: AreaCode, shipped: Calendar): Promise<Calendar> {
  return withGiven(shipped, await givenTerms(reads, authority))
}

/** What somebody gives: the days of a year, or none, to go back to the default; and the version they had seen, 0 before the first. */
export interface TermChange {
  readonly year: number
  readonly dates: TermDates | undefined
  readonly seen: number
  readonly now: Date
}

/**
 * Gives the days of an academic year, or takes them back. Where somebody changed them since they were seen, those that stand are
 * handed back and nothing is changed, so that nobody wins without a word.
 */
export async function changeTerms(tx: Db, who: Person, { year, dates, seen, now }: TermChange): Promise<GivenTerms | undefined> {
  // Two who change one at once take turns.
  await sql`select pg_advisory_xact_lock(hashtext(${`terms ${who.authority}`}))`.execute(tx)
  const before = (await givenTerms(reading(tx), who.authority)).find((one) => one.year === year)
  if ((before?.version ?? 0) !== seen) return before
  if (dates === undefined && (before === undefined || before.removed)) return undefined
  const stood = before === undefined || before.removed ? null : inShort(before.dates)
  const values = {
    ...columnsOf(dates ?? before?.dates),
    version: seen + 1,
    changed_by: who.name,
    changed_at: now,
    removed_at: dates ? null : now,
  }
  await (before === undefined
    ? tx
        .insertInto('term_dates')
        .values({ authority: who.authority, year, ...values })
        .execute()
    : tx.updateTable('term_dates').set(values).where('authority', '=', who.authority).where('year', '=', year).execute())
  const what = dates ? 'Gave term dates' : 'Went back to the default term dates'
  await record(tx, { ...by(who), at: now, what, subject: academicYearInWords(year), before: stood, after: dates ? inShort(dates) : null })
  return undefined
}

function columnsOf(dates: TermDates | undefined) {
  if (dates === undefined) throw new Error('There are no term dates to keep')
  const { autumn, spring, summer } = dates
  return {
    autumn_begins_on: autumn.beginsOn,
    autumn_ends_on: autumn.endsOn,
    spring_begins_on: spring.beginsOn,
    spring_ends_on: spring.endsOn,
    summer_begins_on: summer.beginsOn,
    summer_ends_on: summer.endsOn,
  }
}

function inShort(dates: TermDates): object {
  const told: [string, string][] = []
  for (const key of termKeys) {
    const { beginsOn, endsOn } = dates[key]
    told.push([`${key} begins`, beginsOn])
    if (endsOn !== null) told.push([`${key} ends`, endsOn])
  }
  return Object.fromEntries(told)
}
