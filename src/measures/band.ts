import type { Polarity } from './polarity.ts'
import type { Quartiles } from './quartiles.ts'

const bands = ['A', 'B', 'C', 'D', '-'] as const

/** A is the best quarter of authorities and D the worst; `-` when the measure is not banded. */
export type Band = (typeof bands)[number]

export const isBand = (text: string): text is Band => bands.some((band) => band === text)

/**
 * The quarter of authorities a figure falls in.
 *
 * - High is good: at or below the first quartile D, the second C, the third B, above it A.
 * - Low is good: at or below the first quartile A, the second B, the third C, above it D.
 * - `-` when neither is good.
 *
 * A figure equal to a cut point falls below it. Key stage 2 figures are whole numbers and tie heavily, so for High more than
 * a quarter of the authorities can be D. Source: the Local Authority Interactive Tool's quartile bands.
 *
 * @example
 * bandOf(62, [60, 63, 66], 'High') // => 'C'
 * bandOf(60, [60, 63, 66], 'High') // => 'D'
 * bandOf(17.75, [16.94, 18.12, 19.54], 'Low') // => 'B'
 * bandOf(62, [60, 63, 66], '-') // => '-'
 */
export function bandOf(value: number, [first, second, third]: Quartiles, polarity: Polarity): Band {
  if (polarity === '-') return '-'
  if (value <= first) return polarity === 'High' ? 'D' : 'A'
  if (value <= second) return polarity === 'High' ? 'C' : 'B'
  if (value <= third) return polarity === 'High' ? 'B' : 'C'
  return polarity === 'High' ? 'A' : 'D'
}
