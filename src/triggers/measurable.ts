import type { AreaCode } from '../authorities/area.ts'
import { academicYearOf, type Day } from '../lib/day.ts'
import { figureKey, type Facts, type PublishedFigure } from './facts.ts'

/** The academic years in which a line's figures may be found, newest first: that of the day, then the one before. */
export function yearsFor(on: Day): readonly [number, number] {
  const year = academicYearOf(on)
  return [year, year - 1]
}

/** The newest year a line may use, with the figures asked for in it. */
export interface FoundYear {
  readonly year: number
  readonly figures: readonly (PublishedFigure & { readonly value: number })[]
}

/**
 * The figures of a line: of the academic year of the day, or of the one before. Undefined where neither has them all.
 *
 * What had been published by that day is not asked: the results of a summer belong to the academic year they end.
 */
export function newestFigures(
  facts: Pick<Facts, 'figures'>,
  on: Day,
  wanted: readonly (readonly [measure: string, area: AreaCode])[],
): FoundYear | undefined {
  for (const year of yearsFor(on)) {
    const figures = wanted.flatMap(([measure, area]) => known(facts.figures.get(figureKey(measure, area, year))) ?? [])
    if (figures.length === wanted.length) return { year, figures }
  }
  return undefined
}

/**
 * Whether schools counted as at a day may answer for the day of an assessment: they are of its academic year or the one before.
 *
 * @example
 * isRecentEnough('2025-08-31', '2026-07-01') // => true
 * isRecentEnough('2025-08-31', '2026-09-01') // => false
 */
export function isRecentEnough(countedOn: Day, on: Day): boolean {
  return academicYearOf(countedOn) >= academicYearOf(on) - 1
}

function known(figure: PublishedFigure | undefined): (PublishedFigure & { value: number }) | undefined {
  return figure !== undefined && figure.value !== null ? { ...figure, value: figure.value } : undefined
}
