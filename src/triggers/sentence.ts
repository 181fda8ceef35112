import type { SchoolMeasure } from '../frameworks/framework.ts'
import { settled } from '../lib/decimal.ts'
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
 * printed(-0.03, 'progress') // => '-0.03'
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
 * What a figure counted from schools says.
 *
 * @example
 * ofSchools('schools-good-or-outstanding', 'all', '95.1%') // => '95.1% of our graded schools are good or outstanding'
 * ofSchools('schools-in-category', 'primary', '0.4%') // => '0.4% of our primary schools are in a category of concern'
 */
export function ofSchools(measure: SchoolMeasure, phase: string, share: string): string {
  const schools = phase === 'all' ? 'schools' : `${phase} schools`
  const sentences: Readonly<Record<SchoolMeasure, string>> = {
    'pupils-good-or-outstanding': `${share} of pupils in our graded ${schools} are in good or outstanding ones`,
    'schools-good-or-outstanding': `${share} of our graded ${schools} are good or outstanding`,
    'schools-outstanding': `${share} of our graded ${schools} are outstanding`,
    'schools-in-category': `${share} of our ${schools} are in a category of concern`,
    'schools-left-category': `${share} of our ${schools} that were in a category of concern a year before have left it`,
  }
  return sentences[measure]
}

function inDigits(value: number, unit: Unit): string {
  return (unit === 'progress' ? twoPlaces : onePlace).format(settled(value))
}
