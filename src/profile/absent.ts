import { saidOfYear, type Reorganised } from '../authorities/reorganisation.ts'
import type { Measure } from '../measures/measure.ts'
import type { ProfiledMeasure, ProfiledYear } from './profiled.ts'

/** Years without a figure of ours that share one reason. */
export interface Absence {
  readonly years: readonly string[]
  readonly why: string
}

/**
 * Why an authority has no figure in a year: the first of these that is so.
 *
 * - The measure was not published for the year, by design: the known break says why.
 * - The authority had not begun, or had ended.
 * - No authority has a figure.
 * - The publisher printed a mark in its place, or has no row for the authority.
 */
export function whyAbsent(
  { published, endsIn, of }: Pick<ProfiledYear, 'published' | 'endsIn' | 'of'>,
  breaks: Measure['breaks'],
  reorganised: Reorganised,
): string {
  const known = breaks.find((one) => one.kind === 'no figures' && one.years.includes(endsIn))
  if (known) return known.because
  const notThen = saidOfYear(reorganised, endsIn)
  if (notThen !== undefined) return notThen
  if (of === 0) return 'No authority has a figure.'
  if (published === null) return 'The file has no row for the authority.'
  return `The publisher prints “${published}”: missing or suppressed, and it does not say which.`
}

/** The years since our first figure, or of all where we have none, without one, with the reason; years with one reason together. */
export function absencesOf({ measure, years }: ProfiledMeasure, reorganised: Reorganised): readonly Absence[] {
  const first = Math.max(
    0,
    years.findIndex(({ value }) => value !== null),
  )
  const without = years.slice(first).filter(({ value }) => value === null)
  const reasons = Map.groupBy(without, (year) => whyAbsent(year, measure.breaks, reorganised))
  const gaps = missingBetween(years.slice(first), measure)
  return [...[...reasons].map(([why, found]) => ({ years: found.map(({ year }) => year), why })), ...gaps]
}

/** Years of a known gap that the file leaves out altogether, between and after those it has. */
function missingBetween(years: readonly ProfiledYear[], { breaks }: Measure): readonly Absence[] {
  const first = years[0]?.endsIn
  if (first === undefined) return []
  const there = new Set(years.map(({ endsIn }) => endsIn))
  return breaks.flatMap((one) => {
    if (one.kind !== 'no figures') return []
    const missing = one.years.filter((year) => year > first && !there.has(year)).map(String)
    return missing.length === 0 ? [] : [{ years: missing, why: one.because }]
  })
}
