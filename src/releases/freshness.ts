import { calendarDay, daysAfter, endOfMonth, inWords, type Day } from '../lib/day.ts'
import { counted } from '../lib/count.ts'
import { dayInLondon } from '../lib/london.ts'
import type { ImportRun } from '../sources/import-run.ts'
import type { ExpectedRelease, NextUpdate, Publication, Release, ReleaseCalendar } from './release.ts'

/** How what is held of a release stands to what its publisher has put out. The first wants something done soonest. */
export const standings = ['overdue', 'never held', 'due soon', 'up to date', 'discontinued'] as const

export type Standing = (typeof standings)[number]

/** The day on which the next edition is due, and who says so. */
export interface Due {
  readonly on: Day
  readonly because: string
  /** Whether people here expect it, rather than the release calendar. */
  readonly ours: boolean
  /** Whether anything confirms it. */
  readonly confirmed: boolean
}

export interface Freshness {
  readonly release: Release
  /** The newest of it that is held. */
  readonly held: ImportRun | undefined
  readonly standing: Standing
  readonly due: Due | undefined
}

/** What there is to judge freshness by. */
export interface ReleaseFacts {
  readonly held: readonly ImportRun[]
  /** The data set that an import of a source with many of them gave, by the number of its run. */
  readonly dataSets: ReadonlyMap<number, string>
  readonly expected: readonly ExpectedRelease[]
  readonly updates: readonly NextUpdate[]
}

/** How many days before it a release is *due soon*. */
export const soon = 30

/** Of each release how fresh it is, what wants doing first: by standing, then the day it is due, then title. */
export function freshnessOfAll({ releases }: ReleaseCalendar, facts: ReleaseFacts, today: Day): readonly Freshness[] {
  return releases
    .map((release) => freshness(release, releases, facts, today))
    .sort(
      (a, b) =>
        standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
        (a.due?.on ?? '9999').localeCompare(b.due?.on ?? '9999') ||
        a.release.title.localeCompare(b.release.title),
    )
}

/**
 * How fresh what is held of a release is, on a day.
 *
 * 1. *Discontinued* when its publisher puts out no more of it.
 * 2. *Never held* when no import of any of its sources stands.
 * 3. *Overdue* when the day the next was due has passed: stale.
 * 4. *Due soon* when that day is today or within 30 days.
 * 5. *Up to date* otherwise, also when nothing says when the next is due.
 *
 * Which day the next is due is counted from what is held: from its as-at day, or for a file without one from the as-at day
 * of the release that dates it, else from the day it was imported. A day that people here expect comes before all others.
 */
export function freshness(release: Release, releases: readonly Release[], facts: ReleaseFacts, today: Day): Freshness {
  const held = newestHeld(release, facts)
  const dated = releases.find(({ key }) => key === release.datedBy)
  const due = nextDue(release, ageOf(held, dated && newestHeld(dated, facts)), facts)
  return { release, held, due, standing: standingOf(release, held, due, today) }
}

function standingOf(release: Release, held: ImportRun | undefined, due: Due | undefined, today: Day): Standing {
  if (release.rhythm.kind === 'ended') return 'discontinued'
  if (!held) return 'never held'
  if (!due || due.on > daysAfter(today, soon)) return 'up to date'
  return due.on < today ? 'overdue' : 'due soon'
}

/** The newest edition held: by as-at day, and of undated ones the last that was imported. */
function newestHeld({ sources, dataSets }: Release, facts: Pick<ReleaseFacts, 'held' | 'dataSets'>): ImportRun | undefined {
  const isOwn = ({ id, source }: ImportRun) =>
    source !== null && sources.includes(source) && (dataSets.length === 0 || dataSets.includes(facts.dataSets.get(id) ?? ''))
  return facts.held
    .filter(isOwn)
    .toSorted((a, b) => (asAtOf(b) ?? '').localeCompare(asAtOf(a) ?? '') || b.id - a.id)
    .at(0)
}

/** Academic years of a table that are passed over between the first and the last held, by the calendar year each ends in. */
export interface SkippedYears {
  /** Those that could be brought. */
  readonly missing: readonly number[]
  /** Those that the calendar says were never published. */
  readonly unpublished: readonly number[]
}

/**
 * Which years of a release stand between those that are held and are not held themselves.
 *
 * @example
 * skippedYears({ sources: ['ks2-results'], rhythm: { kind: 'irregular' } }, [{ source: 'ks2-results', year: 2018 }, { source: 'ks2-results', year: 2020 }]) // => { missing: [2019], unpublished: [] }
 */
export function skippedYears(
  { sources, rhythm }: Pick<Release, 'sources' | 'rhythm'>,
  held: readonly Pick<ImportRun, 'source' | 'year'>[],
): SkippedYears {
  const years = held.flatMap(({ source, year }) => (source !== null && year !== null && sources.includes(source) ? [year] : []))
  if (years.length === 0) return { missing: [], unpublished: [] }
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const skipped = Array.from({ length: last - first }, (_, i) => first + i).filter((year) => !years.includes(year))
  const without = rhythm.kind === 'yearly' ? (rhythm.without ?? []) : []
  return {
    missing: skipped.filter((year) => !without.includes(year)),
    unpublished: skipped.filter((year) => without.includes(year)),
  }
}

/** The as-at day of an import; of a table of an academic year, which bears none, the last day of that year. */
export function asAtOf({ as_at, year }: Pick<ImportRun, 'as_at' | 'year'>): Day | undefined {
  return as_at ?? (year === null ? undefined : calendarDay(year, 8, 31))
}

/** What is held is as at a day, or was the newest when it was imported on a day. */
interface Age {
  readonly asAt?: Day
  readonly imported?: Day
}

function ageOf(held: ImportRun | undefined, dated: ImportRun | undefined): Age {
  const asAt = held && (asAtOf(held) ?? (dated && asAtOf(dated)))
  if (asAt) return { asAt }
  return held ? { imported: dayInLondon(held.ended_at ?? held.started_at) } : {}
}

function nextDue(release: Release, age: Age, { expected, updates }: ReleaseFacts): Due | undefined {
  if (release.rhythm.kind === 'ended') return undefined
  const since = age.asAt ?? age.imported ?? ''
  const ours = expected.filter((each) => each.release === release.key && each.due_on > since).toSorted(byDay)
  const [first] = ours
  if (first) return { on: first.due_on, because: first.note || `Expected by ${first.changed_by}`, ours: true, confirmed: true }
  const worked = workedOut(release, age, updates)
  if (!worked) return undefined
  // An old copy imported today would otherwise look new without a word.
  const because = age.asAt ? worked.because : `${worked.because}, counted from its import`
  return { on: worked.on, because, ours: false, confirmed: release.basis.rhythm !== undefined }
}

const byDay = (a: ExpectedRelease, b: ExpectedRelease) => a.due_on.localeCompare(b.due_on)

function workedOut({ rhythm }: Release, age: Age, updates: readonly NextUpdate[]): { on: Day; because: string } | undefined {
  const since = age.asAt ?? age.imported
  if (!since) return undefined
  if (rhythm.kind === 'daily')
    return { on: daysAfter(since, rhythm.keep), because: `Published daily; a copy is good for ${rhythm.keep} days` }
  if (rhythm.kind === 'monthly') return monthly(age, since, rhythm.after)
  if (rhythm.kind === 'yearly') return yearly(age, since, rhythm)
  if (rhythm.kind === 'dictionary') return byDictionary(since, updates, rhythm.links)
  return undefined
}

type Yearly = Extract<Release['rhythm'], { kind: 'yearly' }>

/** The edition of the next month end, or, of an undated copy, the first to come out after it was imported. */
function monthly(age: Age, since: Day, after: number): { on: Day; because: string } {
  const isNext = (end: Day) => (age.asAt ? end : daysAfter(end, after)) > since
  let end = endOfMonth(age.asAt ?? daysAfter(since, -after - 31))
  while (!isNext(end)) end = endOfMonth(daysAfter(end, 1))
  return { on: daysAfter(end, after), because: `Published monthly: as at ${inWords(end)}` }
}

/** The publications of a year as days: when each is out at the latest, and what it is as at. */
export function publicationsOf(publications: readonly Publication[], year: number): readonly { on: Day; asAt: Day }[] {
  return publications.map(({ month, asAt }) => {
    const [asAtMonth = 1, asAtDay = 1] = asAt.split('-').map(Number)
    const day = calendarDay(year, asAtMonth, asAtDay)
    return { asAt: day, on: calendarDay(month > asAtMonth ? year : year + 1, month + 1, 0) }
  })
}

/** The next edition, past years that have none by design. */
function yearly(age: Age, since: Day, { publications, without = [] }: Yearly): { on: Day; because: string } | undefined {
  const year = Number(since.slice(0, 4))
  const [next] = Array.from({ length: 5 + without.length }, (_, i) => year - 2 + i)
    .filter((each) => !without.includes(each))
    .flatMap((each) => publicationsOf(publications, each))
    .filter(({ on, asAt }) => (age.asAt ? asAt : on) > since)
    .toSorted((a, b) => a.on.localeCompare(b.on))
  return next && { on: next.on, because: `Usually in ${inWords(next.on).replace(/^\d+ /, '')}: as at ${inWords(next.asAt)}` }
}

/**
 * The first next update after what is held. When all lie before, the last of them, which the tool has still to make; of what
 * the tool only gathers nothing is known then.
 */
function byDictionary(since: Day, updates: readonly NextUpdate[], links: readonly string[]): { on: Day; because: string } | undefined {
  const own = updates.filter((update) => links.length === 0 || links.some((link) => update.links.includes(link)))
  const days = [...new Set(own.map(({ on }) => on))].sort()
  const on = days.find((day) => day > since) ?? (links.length === 0 ? days.at(-1) : undefined)
  if (on === undefined) return undefined
  const measures = own.filter((update) => update.on === on).reduce((sum, update) => sum + update.measures, 0)
  return { on, because: `Next update of ${counted(measures, 'measure')}, by the tool's data dictionary` }
}
