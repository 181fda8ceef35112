import type { Polarity } from './polarity.ts'

/**
 * An authority's place among the authorities that have a figure, 1 being the best.
 *
 * - High is good: one more than the number of authorities with a higher figure.
 * - Low is good: one more than the number with a lower figure. So ties share the best place.
 * - No place when neither is good.
 *
 * Source: R's `rank(ties.method = "min")`, as the Local Authority Interactive Tool takes it. `ascending` holds the
 * authorities' known figures, lowest first.
 *
 * @example
 * rankOf(62, [60, 62, 62, 65], 'High') // => 2
 * rankOf(62, [60, 62, 62, 65], 'Low') // => 2
 * rankOf(60, [60, 62, 62, 65], 'High') // => 4
 * rankOf(60, [60, 62, 62, 65], '-') // => null
 */
export function rankOf(value: number, ascending: ArrayLike<number>, polarity: Polarity): number | null {
  if (polarity === '-') return null
  if (polarity === 'Low') return countBefore(ascending, (other) => other < value) + 1
  return ascending.length - countBefore(ascending, (other) => other <= value) + 1
}

/** How many of the figures, lowest first, come before the first that fails a test that all earlier ones pass. */
function countBefore(ascending: ArrayLike<number>, passes: (value: number) => boolean): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(ascending[middle] ?? Number.NaN)) low = middle + 1
    else high = middle
  }
  return low
}
