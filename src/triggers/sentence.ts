import { settled } from '../lib/decimal.ts'
import type { CountedMeasure } from './facts.ts'
import type { Unit } from './trigger.ts'

// Made once: making one takes longer than all it will ever print.
const onePlace = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const twoPlaces = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/**
 * A figure as people read it: at most one decimal place, two for a progress score, and `%` after a percentage.
 *
 * Only for print: nothing is compared by what is printed.
 *
 * @example
 * printed(95.149, 'percent') // => '95.1%'
 * printed(-0.03, 'progress') // => '−0.03'
 * printed(62, 'percent') // => '62%'
 */
export function printed(value: number, unit: Unit): string {
  const text = inDigits(value, unit)
  return unit === 'percent' ? `${text}%` : text
}

/**
 * How far apart two figures are, in words: `2.1 points behind`.
 *
 * @example
 * apart(2.126, 'percent', ['behind', 'ahead']) // => '2.1 points behind'
 * apart(-0.08, 'progress', ['behind', 'ahead']) // => '0.08 ahead'
 * apart(1, 'percent', ['behind', 'ahead']) // => '1 point behind'
 * apart(0, 'percent', ['behind', 'ahead']) // => 'level'
 * apart(0.01, 'percent', ['behind', 'ahead']) // => 'less than 0.1 points behind'
 */
export function apart(behind: number, unit: Unit, [worse, better]: readonly [worse: string, better: string]): string {
  if (behind === 0) return 'level'
  const way = behind > 0 ? worse : better
  const amount = inDigits(Math.abs(behind), unit)
  if (amount === '0') return unit === 'progress' ? `less than 0.01 ${way}` : `less than 0.1 points ${way}`
  if (unit === 'progress') return `${amount} ${way}`
  return `${amount} ${amount === '1' ? 'point' : 'points'} ${way}`
}

/**
 * What a figure counted from schools says, with how many of how many beside the percentage.
 *
 * @example
 * ofSchools('schools-good-or-outstanding', 'all', '95.1%', '255 of 268') // => '95.1% of our graded schools (255 of 268) are good or outstanding'
 * ofSchools('schools-in-category', 'primary', '0.4%', '1 of 242') // => '0.4% of our primary schools (1 of 242) are in a category of concern'
 */
export function ofSchools(measure: CountedMeasure, phase: string, share: string, counts: string): string {
  const schools = phase === 'all' ? 'schools' : `${phase} schools`
  const sentences: Readonly<Record<CountedMeasure, string>> = {
    'pupils-good-or-outstanding': `${share} of pupils in our graded ${schools} (${counts}) are in good or outstanding ones`,
    'schools-good-or-outstanding': `${share} of our graded ${schools} (${counts}) are good or outstanding`,
    'schools-outstanding': `${share} of our graded ${schools} (${counts}) are outstanding`,
    'schools-in-category': `${share} of our ${schools} (${counts}) are in a category of concern`,
    'schools-left-category': `${share} of our ${schools} in a category of concern a year before (${counts}) have left it`,
  }
  return sentences[measure]
}

/**
 * Words as the first of a sentence.
 *
 * @example
 * opening('less than 0.1 points behind') // => 'Less than 0.1 points behind'
 */
export function opening(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/**
 * A title as it stands inside a sentence: small, unless it is a name that ends in a number.
 *
 * @example
 * inside('Key stage 2 reading, writing and maths') // => 'key stage 2 reading, writing and maths'
 * inside('Attainment 8') // => 'Attainment 8'
 */
export function inside(title: string): string {
  return /\d$/.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`
}

function inDigits(value: number, unit: Unit): string {
  // A true minus sign, so that it is read out, as charts and comparisons print it.
  return (unit === 'progress' ? twoPlaces : onePlace).format(settled(value)).replace('-', '\u2212')
}
