import type { Band } from './band.ts'
import type { Polarity } from './polarity.ts'

const words = { A: 'best quarter', B: 'second best quarter', C: 'third quarter', D: 'lowest-performing quarter' } as const

/**
 * A band as a page prints it: the letter and what it means, for those who do not know the letters.
 *
 * @example
 * bandInWords('B') // => 'B, second best quarter'
 * bandInWords('-') // => 'not banded'
 * bandInWords(null) // => ''
 */
export function bandInWords(band: Band | null): string {
  if (band === null) return ''
  return band === '-' ? 'not banded' : `${band}, ${words[band]}`
}

/**
 * The spans between the cut points, lowest first, each in words of the figures it holds.
 *
 * @example
 * spansInWords(['60%', '63%', '66%']) // => ['60% or less', 'above 60%, to 63%', 'above 63%, to 66%', 'above 66%']
 */
export function spansInWords([first, second, third]: readonly [string, string, string]): readonly [string, string, string, string] {
  return [`${first} or less`, `above ${first}, to ${second}`, `above ${second}, to ${third}`, `above ${third}`]
}

/** The shades of a map of a measure, best first; highest first where neither high nor low is good. `key` is what `bandOf` gives. */
export function shades(
  spans: readonly [string, string, string, string],
  polarity: Polarity,
): { readonly key: string; readonly words: string }[] {
  const bestFirst = polarity === 'Low' ? spans : spans.toReversed()
  const names =
    polarity === '-'
      ? ['the highest quarter', 'the second highest quarter', 'the second lowest quarter', 'the lowest quarter']
      : ['quarter A, the best', 'quarter B', 'quarter C', 'quarter D']
  return ['A', 'B', 'C', 'D'].map((key, i) => ({ key, words: `${names[i]}: ${bestFirst[i]}` }))
}
