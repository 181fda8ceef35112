import { academicYearOf, daysAfter, parseDay, type Day } from '../lib/day.ts'
import { publicationsOf } from './freshness.ts'
import type { Getting, Rhythm } from './release.ts'

/**
 * The addresses to ask for on a day, the newest first. A publisher who names a file by its day has perhaps not put out
 * today's yet. Years of which nothing was published are passed over.
 */
export function addressesOn({ address, back }: Getting & { kind: 'address' }, rhythm: Rhythm, today: Day): readonly string[] {
  if (address.includes('{yyyymmdd}')) {
    return Array.from({ length: back + 1 }, (_, i) => address.replaceAll('{yyyymmdd}', daysAfter(today, -i).replaceAll('-', '')))
  }
  if (address.includes('{academic-year}')) {
    const newest = newestYear(rhythm, today)
    const without = yearsWithout(rhythm)
    return Array.from({ length: back + 1 + without.length }, (_, i) => newest - i)
      .filter((year) => !without.includes(year))
      .slice(0, back + 1)
      .map((year) => address.replaceAll('{academic-year}', `${year - 1}-${year}`))
  }
  return [address]
}

/** The academic years of which nothing was published, by the year they end in. */
function yearsWithout(rhythm: Rhythm): readonly number[] {
  if (rhythm.kind !== 'yearly') return []
  const { without = [], publications } = rhythm
  return [...new Set(without.flatMap((year) => publicationsOf(publications, year).map(({ asAt }) => academicYearOf(asAt))))]
}

/** The academic year of the latest publication that should be out, by the year it ends in. */
function newestYear(rhythm: Rhythm, today: Day): number {
  if (rhythm.kind !== 'yearly') return academicYearOf(today) - 1
  const year = Number(today.slice(0, 4))
  const out = [year - 2, year - 1, year].flatMap((each) => publicationsOf(rhythm.publications, each))
  // A month counts from its first day: it may be out, and if it is not, the year before is asked for.
  const asAt = out.filter(({ on }) => on.slice(0, 7) <= today.slice(0, 7)).map((each) => each.asAt)
  return academicYearOf(asAt.toSorted().at(-1) ?? daysAfter(today, -365))
}

/** The academic year that an address was asked for, by the calendar year it ends in, where it is asked for by year. */
export function yearAsked(address: URL, getting: Getting): number | undefined {
  if (getting.kind !== 'address' || !getting.address.includes('{academic-year}')) return undefined
  const [, year] = /\b\d{4}-(\d{4})\b/.exec(address.href) ?? []
  return year === undefined ? undefined : Number(year)
}

/** Whether a file may come from an address: over https or an origin named with its http, from a place on the list. */
export function isAllowed(address: URL, origins: readonly string[]): boolean {
  return address.username === '' && address.password === '' && origins.includes(address.origin)
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The day in a file's name, by which the newest of several is known.
 *
 * @example
 * dayInName('latest_inspections_as_at_31_August_2026.csv') // => '2026-08-31'
 * dayInName('latest_inspections_as_at_31_Jan_2026.csv') // => '2026-01-31'
 * dayInName('edubasealldata20250422.csv') // => '2025-04-22'
 * dayInName('neighbours.xlsx') // => undefined
 */
export function dayInName(name: string): Day | undefined {
  const written = /(\d{1,2})[\s_-]([A-Za-z]{3,9})[\s_-](\d{4})/.exec(name)
  const month = months.indexOf((written?.[2] ?? '').slice(0, 3).toLowerCase()) + 1
  if (written && month > 0) return dayOf(written[3], String(month), written[1])
  const digits = /(\d{4})-?(\d{2})-?(\d{2})/.exec(name)
  return digits ? dayOf(digits[1], digits[2], digits[3]) : undefined
}

function dayOf(year = '', month = '', day = ''): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/**
 * Whether a file's name fits a pattern, where `*` stands for any text.
 *
 * @example
 * fitsPattern('outcomes_as_at_31_May.csv', 'outcomes_as_at_*.csv') // => true
 * fitsPattern('outcomes.xlsx', 'outcomes*.csv') // => false
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return name === pattern
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of rest.slice(0, -1)) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = rest.at(-1) ?? ''
  return name.length - last.length >= at && name.endsWith(last)
}

/** The last part of an address, as the name of a file: `schools.csv`. */
export function nameIn(address: URL): string {
  const last = address.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
