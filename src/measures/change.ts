import { difference } from '../lib/decimal.ts'
import type { YearLabel } from './year-label.ts'

/**
 * Whether one year is the year before another.
 *
 * - The later label opens with the calendar year after the earlier one's: a year without results in between is no basis.
 * - Both labels are of one style: a three-year rolling figure is not compared with a single year.
 *
 * Source: the Local Authority Interactive Tool takes a change only between consecutive years.
 *
 * @example
 * isYearBefore(parseYearLabel('2024'), parseYearLabel('2025 (prov)')) // => true
 * isYearBefore(parseYearLabel('2019'), parseYearLabel('2022')) // => false
 * isYearBefore(parseYearLabel('2023'), parseYearLabel('2023/24')) // => false
 */
export function isYearBefore(earlier: YearLabel, later: YearLabel): boolean {
  return later.startsIn - earlier.startsIn === 1 && earlier.style === later.style
}

/**
 * How much a figure changed on the year before; positive is up, whether or not up is good.
 *
 * - None unless both figures are known.
 * - None into a year from which the measure stands on a new basis (`endsIn` is among `bases`): Attainment 8 of 2017 is out of
 *   87 and that of 2018 out of 90. The tool itself gives a change there; the breaks of `data/measures/breaks.yaml` are ours.
 *
 * @example
 * changeBetween(46.4, 46.1, 2025, [2017, 2018]) // => 0.3
 * changeBetween(46.6, 46.3, 2018, [2017, 2018]) // => null
 * changeBetween(46.4, null, 2025, []) // => null
 */
export function changeBetween(now: number | null, before: number | null, endsIn: number, bases: readonly number[]): number | null {
  return now === null || before === null || bases.includes(endsIn) ? null : difference(now, before)
}
