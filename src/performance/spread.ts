import { bandOf } from '../measures/band.ts'
import type { Polarity } from '../measures/polarity.ts'
import { quartiles } from '../measures/quartiles.ts'

/** How the figures of some schools are spread: how many have one, and where a quarter, half and three quarters of them end. */
export interface Spread {
  readonly schools: number
  readonly lower: number
  readonly median: number
  readonly upper: number
}

/** Fewer schools than this are not put in quarters: one school more or less would move the cut points. */
export const fewestForQuarters = 12

/**
 * The spread of schools' figures: R's `quantile`, type 7, as for authorities. Each school counts once, whatever its size.
 *
 * The middle given is the median of schools and no mean: a mean of schools' percentages is not the percentage of their pupils,
 * which is the publisher's own row. Withheld figures are left out, never counted as 0. Undefined when no school has one.
 *
 * @example
 * spreadOf([70, 50, 60, 90, 80]) // => { schools: 5, lower: 60, median: 70, upper: 80 }
 * spreadOf([]) // => undefined
 */
export function spreadOf(figures: Iterable<number>): Spread | undefined {
  const ascending = Float64Array.from(figures).sort()
  const cuts = quartiles(ascending)
  return cuts && { schools: ascending.length, lower: cuts[0], median: cuts[1], upper: cuts[2] }
}

/** Where a figure lies among those of some schools. A figure equal to a cut point falls below it, as authorities' do. */
export type Place = 'lowest quarter' | 'middle half' | 'highest quarter'

/**
 * Which quarter a figure is in, or whether it is in the half between; undefined where there are too few schools to say.
 *
 * @example
 * placeIn(81, { schools: 40, lower: 60, median: 70, upper: 80 }) // => 'highest quarter'
 * placeIn(80, { schools: 40, lower: 60, median: 70, upper: 80 }) // => 'middle half'
 * placeIn(60, { schools: 40, lower: 60, median: 70, upper: 80 }) // => 'lowest quarter'
 * placeIn(60, { schools: 4, lower: 60, median: 70, upper: 80 }) // => undefined
 */
export function placeIn(value: number, { schools, lower, median, upper }: Spread): Place | undefined {
  if (schools < fewestForQuarters) return undefined
  const band = bandOf(value, [lower, median, upper], 'High')
  if (band === 'A') return 'highest quarter'
  return band === 'D' && value < upper ? 'lowest quarter' : 'middle half'
}

/**
 * A place in the words of a page: whether high is good decides between top and lowest.
 *
 * @example
 * placeInWords('highest quarter', 'High') // => 'in the top quarter'
 * placeInWords('highest quarter', 'Low') // => 'in the highest, and worst, quarter'
 * placeInWords('lowest quarter', 'Low') // => 'in the lowest, and best, quarter'
 * placeInWords('middle half', '-') // => 'in the middle half'
 */
export function placeInWords(place: Place, polarity: Polarity): string {
  if (place === 'middle half' || polarity === '-') return `in the ${place}`
  if (polarity === 'High') return place === 'highest quarter' ? 'in the top quarter' : 'in the lowest quarter'
  return place === 'highest quarter' ? 'in the highest, and worst, quarter' : 'in the lowest, and best, quarter'
}
