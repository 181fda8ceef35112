import { difference } from '../lib/decimal.ts'
import type { Light, Trend } from './trigger.ts'

/** How far behind a line was on a day, and the period its figures were of. Null where it could not be measured. */
export interface Standing {
  readonly behind: number | null
  readonly period: string
  /** A change in `behind` of at most this is no movement. */
  readonly steady: number
  /** Our figure can be no better: 0% of schools in a category, 100% of them good. It did not get worse, whatever England did. */
  readonly atBest?: boolean
}

/**
 * Which way a trigger went, from its lines that count, each against the same day a year before.
 *
 * - A line moves when it was measurable on both days and its figures are of different periods. Where nothing newer has been
 *   published since, nothing is known of it.
 * - Improving when it is less far behind than a year before by more than the steady band; worsening when further behind by more.
 *   A line that can be no better has not worsened: with no school in a category it is not for England's having fewer.
 * - More lines improving than worsening is improving; fewer is worsening; as many is steady.
 * - Unknown when no line can be set against the year before.
 *
 * @example
 * trendOf([[{ behind: 2, period: '2025', steady: 0.5 }, { behind: 3, period: '2024', steady: 0.5 }]]) // => 'improving'
 * trendOf([[{ behind: 2, period: '2025', steady: 0.5 }, { behind: 2.5, period: '2024', steady: 0.5 }]]) // => 'steady'
 * trendOf([[{ behind: 2, period: '2024', steady: 0.5 }, { behind: 2, period: '2024', steady: 0.5 }]]) // => 'unknown'
 * trendOf([[{ behind: -1, period: '2025', steady: 0.5, atBest: true }, { behind: -2, period: '2024', steady: 0.5 }]]) // => 'steady'
 * trendOf([[{ behind: 2, period: '2025', steady: 0.5 }, { behind: null, period: '2024', steady: 0.5 }]]) // => 'unknown'
 */
export function trendOf(lines: readonly (readonly [now: Standing, before: Standing])[]): Trend {
  const moves = lines.flatMap(([now, before]) => moveOf(now, before) ?? [])
  if (moves.length === 0) return 'unknown'

  const sum = moves.reduce<number>((total, move) => total + move, 0)
  if (sum === 0) return 'steady'
  return sum > 0 ? 'improving' : 'worsening'
}

const order: readonly Light[] = ['red', 'amber', 'green']

/**
 * Which way a light that the authority records went: against the one that stood a year before, where both are recorded.
 *
 * @example
 * trendOfLights('green', 'amber') // => 'improving'
 * trendOfLights('green', undefined) // => 'unknown'
 */
export function trendOfLights(now: Light | undefined, before: Light | undefined): Trend {
  if (now === undefined || before === undefined) return 'unknown'
  const move = order.indexOf(now) - order.indexOf(before)
  if (move === 0) return 'steady'
  return move > 0 ? 'improving' : 'worsening'
}

function moveOf(now: Standing, before: Standing): 1 | 0 | -1 | undefined {
  if (now.behind === null || before.behind === null || now.period === before.period) return undefined
  const gained = difference(before.behind, now.behind)
  if (Math.abs(gained) <= now.steady) return 0
  if (gained > 0) return 1
  return now.atBest === true ? 0 : -1
}
