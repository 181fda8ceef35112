import type { AreaCode } from '../authorities/area.ts'
import { byYear, type YearLabel } from './year-label.ts'

/** What one edition of a publisher's file says of one measure in one year. Lists are in the order of the edition's areas. */
export interface PublishedYear {
  readonly measure: string
  readonly year: YearLabel
  /** Cells as printed; undefined where the file has no row. */
  readonly published: readonly (string | undefined)[]
  readonly figures: readonly (number | null)[]
  readonly lines: readonly number[]
}

/** Every figure in one edition of a publisher's file: areas in order of code, measures in order of code, years oldest first. */
export interface Edition {
  readonly areas: readonly AreaCode[]
  readonly years: readonly PublishedYear[]
}

/** By code of measure, then oldest year first. */
export function byMeasureAndYear(a: PublishedYear, b: PublishedYear): number {
  if (a.measure !== b.measure) return a.measure < b.measure ? -1 : 1
  return byYear(a.year, b.year)
}

/**
 * The years of an edition that are each the newest of their measure: the last in which any authority has a figure.
 *
 * A year whose every cell is still withheld is not yet a year to read. A measure nobody ever had a figure for gives its last.
 */
export function latestYears(edition: Edition, isAuthority: readonly boolean[]): ReadonlySet<PublishedYear> {
  const latest = new Map<string, PublishedYear>()
  for (const year of edition.years) {
    const anyFigure = year.figures.some((figure, i) => figure !== null && isAuthority[i])
    const until = latest.get(year.measure)
    const untilHasNone = until?.figures.every((figure, i) => figure === null || !isAuthority[i]) ?? true
    if (anyFigure || untilHasNone) latest.set(year.measure, year)
  }
  return new Set(latest.values())
}
