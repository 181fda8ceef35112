import { settled } from '../lib/decimal.ts'

/**
 * How far our change over three years fell behind England's; undefined where three consecutive comparable years are not held.
 *
 * Each list is the change on the year before in the last two years. A change is null where either year is missing or a break
 * in the measure lies between, so two changes that are known make three years that may be compared.
 *
 * @example
 * trendBehind([1, 1], [0, -0.5], 'high') // => 2.5
 * trendBehind([1, 1], [2, 2], 'high') // => -2
 * trendBehind([-1, -1], [0, 1], 'low') // => 3
 * trendBehind([1, null], [0, 1], 'high') // => undefined
 */
export function trendBehind(
  englands: readonly (number | null)[],
  ours: readonly (number | null)[],
  better: 'high' | 'low',
): number | undefined {
  const [england, us] = [overThreeYears(englands), overThreeYears(ours)]
  if (england === undefined || us === undefined) return undefined
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

function overThreeYears([last, before]: readonly (number | null)[]): number | undefined {
  return typeof last === 'number' && typeof before === 'number' ? settled(last + before) : undefined
}
