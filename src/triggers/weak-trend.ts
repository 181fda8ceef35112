import { settled } from '../lib/decimal.ts'

/**
 * How far our change over three consecutive years fell behind England's: our last figure minus our first, set against
 * England's last minus first. Undefined where any of the three years is missing.
 *
 * @example
 * trendBehind([62, 60, 60], [60, 61, 63], 'high') // => 5
 * trendBehind([60, 61, 63], [62, 60, 60], 'high') // => -5
 * trendBehind([5, 5, 6], [5, 5, 4], 'low') // => 2
 * trendBehind([60, null, 60], [60, 61, 63], 'high') // => undefined
 */
export function trendBehind(
  ours: readonly (number | null)[],
  englands: readonly (number | null)[],
  better: 'high' | 'low',
): number | undefined {
  const [us, england] = [lastMinusFirst(ours), lastMinusFirst(englands)]
  if (us === undefined || england === undefined) return undefined
  return settled(better === 'high' ? england - us : us - england)
}

/**
 * Whether a trend is weak: our last figure minus our first is behind England's by more than the limit, over three consecutive
 * comparable years. It turns a green line amber; a line that is amber or red already stays as it is.
 *
 * @example
 * isWeak(1.1, 1) // => true
 * isWeak(1, 1) // => false
 * isWeak(undefined, 1) // => false
 */
export function isWeak(behind: number | undefined, limit: number): boolean {
  return behind !== undefined && behind > limit
}

function lastMinusFirst([first, middle, last]: readonly (number | null)[]): number | undefined {
  return typeof first === 'number' && typeof middle === 'number' && typeof last === 'number' ? last - first : undefined
}
