import { difference } from '../lib/decimal.ts'
import type { YearLabel } from './year-label.ts'

/**
 * Whether one year's figures may be set against another's as a change in a year.
 *
 * - The later label opens with the calendar year after the earlier one's: a year without results in between is no basis.
 * - Both labels are of one style: a three-year rolling figure is not compared with a single year.
 * - No break in the measure lies between: `breaks` are the years a new basis began in, and a break in the later year parts it
 *   from the one before.
 *
 * Source: the Local Authority Interactive Tool takes the change only between consecutive years. Breaks are ours to add
 * (`data/measures/breaks.yaml`): Attainment 8 of 2017 is out of 87 and that of 2018 out of 90.
 *
 * @example
 * isYearBefore(parseYearLabel('2024'), parseYearLabel('2025 (prov)'), []) // => true
 * isYearBefore(parseYearLabel('2019'), parseYearLabel('2022'), []) // => false
 * isYearBefore(parseYearLabel('2017'), parseYearLabel('2018'), [2018]) // => false
 */
export function isYearBefore(earlier: YearLabel, later: YearLabel, breaks: readonly number[]): boolean {
  return later.startsIn - earlier.startsIn === 1 && earlier.style === later.style && !breaks.includes(later.endsIn)
}

/**
 * How much a figure changed on the year before; none unless both are known. Positive is up, whether or not up is good.
 *
 * @example
 * changeOn(46.4, 46.1) // => 0.3
 * changeOn(46.4, null) // => null
 */
export function changeOn(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : difference(now, before)
}
