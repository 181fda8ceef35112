import { newBases } from '../measures/break.ts'
import { difference } from '../lib/decimal.ts'
import { wilson, type Interval } from './interval.ts'
import type { Stage } from './performance-row.ts'
import type { SchoolMeasure } from './school-measure.ts'
import { placeIn, type Place, type Spread } from './spread.ts'

/** One year of a school in one measure, and what it is set beside. */
export interface YearLooked {
  readonly year: number
  readonly value: number | null
  /** How many pupils the figure is of; null where no file says. */
  readonly cohort: number | null
  /** The publisher's own 95% interval. */
  readonly lower: number | null
  readonly upper: number | null
  /** What it is set beside: England's figure, or of a special school's results the median of England's special schools. */
  readonly england: number | null
  /** England's figure is 0 by definition, and not published. */
  readonly byDefinition?: boolean
  readonly stage: Stage
  /** The schools of its kind in England; undefined where those held are not of the whole country. */
  readonly spread: Spread | undefined
}

/** A measure of a school through the years. */
export interface Looked {
  readonly measure: SchoolMeasure
  /** The newest year for which the country has figures: nothing older stands out. */
  readonly newest: number
  readonly years: readonly YearLooked[]
  /** Whether it is set beside the median of schools of its kind, and not the publisher's row. */
  readonly besideMedian: boolean
  /** The schools most like it, in the newest year. */
  readonly alike: Spread | undefined
}

/** What one year says. `well`: it is also in the highest or lowest quarter of England's schools of its kind. */
export type YearSays =
  | { readonly side: 'above' | 'below'; readonly well: boolean; readonly by: 'interval' | 'published interval' | 'quarter' }
  | { readonly side: 'level' | 'too few' | 'not known' }

/** Something that stands out, as it is in the newest year. */
export interface Standout {
  readonly measure: SchoolMeasure
  readonly year: number
  readonly stage: Stage
  readonly side: 'above' | 'below'
  readonly well: boolean
  /** For how many years running, the newest counted. */
  readonly running: number
  readonly value: number
  readonly england: number
  readonly besideMedian: boolean
  readonly byDefinition: boolean
  readonly cohort: number | null
  /** Where it is among the schools most like it. */
  readonly amongAlike: Place | undefined
  /** How far from England's figure, in the width of the middle half of England's schools, and more for each year it lasts. */
  readonly weight: number
}

/** A figure of so many pupils or fewer says nothing of a school. */
export const tooFew = 10

/** As many things as are said to stand out. */
export const mostSaid = 6

/**
 * What one year's figure says against England's.
 *
 * - A withheld figure, or one with nothing to be set beside, says nothing.
 * - 10 pupils or fewer are too few.
 * - With the publisher's 95% interval: above or below when what it is set beside lies outside it.
 * - A percentage of a known number of pupils: the same, with Wilson's 95% interval.
 * - Anything else (a scaled score, Attainment 8, absence): above or below only in the highest or lowest quarter of the schools
 *   of its kind in England.
 * - *Well* above or below, in every case, only in that quarter. Where the schools held are not of the whole country there is
 *   none, and nothing is *well*.
 *
 * @example
 * yearSays({ year: 2019, value: 45, cohort: 60, lower: null, upper: null, england: 65, stage: 'final', spread: undefined }, 'percent') // => { side: 'below', well: false, by: 'interval' }
 * yearSays({ year: 2019, value: 45, cohort: 60, lower: null, upper: null, england: 65, stage: 'final', spread: { schools: 900, lower: 57, median: 66, upper: 75 } }, 'percent') // => { side: 'below', well: true, by: 'interval' }
 * yearSays({ year: 2019, value: 45, cohort: 10, lower: null, upper: null, england: 65, stage: 'final', spread: undefined }, 'percent') // => { side: 'too few' }
 * yearSays({ year: 2019, value: 45, cohort: 12, lower: null, upper: null, england: 65, stage: 'final', spread: undefined }, 'percent') // => { side: 'level' }
 * yearSays({ year: 2019, value: 2.1, cohort: 30, lower: 0.4, upper: 3.8, england: 0, stage: 'final', spread: undefined }, 'score') // => { side: 'above', well: false, by: 'published interval' }
 * yearSays({ year: 2019, value: null, cohort: 30, lower: null, upper: null, england: 65, stage: 'final', spread: undefined }, 'percent') // => { side: 'not known' }
 */
export function yearSays(looked: YearLooked, unit: SchoolMeasure['unit']): YearSays {
  const { value, cohort, spread, england } = looked
  if (value === null || england === null) return { side: 'not known' }
  if (cohort !== null && cohort <= tooFew) return { side: 'too few' }

  const place = spread && placeIn(value, spread)
  const interval = intervalOf(looked, unit)
  if (interval) {
    if (interval.lower <= england && england <= interval.upper) return { side: 'level' }
    const side = value > england ? 'above' : 'below'
    return { side, well: place === quarterOn(side), by: looked.lower === null ? 'interval' : 'published interval' }
  }
  const side = value > england ? 'above' : 'below'
  return place === quarterOn(side) ? { side, well: true, by: 'quarter' } : { side: 'level' }
}

const quarterOn = (side: 'above' | 'below'): Place => (side === 'above' ? 'highest quarter' : 'lowest quarter')

function intervalOf({ value, cohort, lower, upper }: YearLooked, unit: SchoolMeasure['unit']): Interval | undefined {
  if (lower !== null && upper !== null) return { lower, upper }
  return unit === 'percent' && value !== null && cohort !== null ? wilson(value, cohort) : undefined
}

/**
 * What stands out of a school: the weightiest first, at most six.
 *
 * - Only in the newest year for which the country has figures, and only measures of which high or low is good.
 * - Only what is well above or below England. Where no file covers the country, what is above or below by its interval.
 * - A figure judged by its quarter alone must have been in that quarter the year before too: it has no interval, and one
 *   year's is chance.
 * - Years running are counted back while the verdict keeps its side. A year without a verdict ends them, and so does a year
 *   from which the measure stands on a new basis. They are the school's own: not those of a predecessor.
 * - Weight: the distance from England's figure over the width of the middle half of England's schools, and a quarter more
 *   for each year that it lasts, up to the fourth.
 */
export function standsOut(looked: readonly Looked[]): readonly Standout[] {
  const found = looked.flatMap((one) => standoutIn(one) ?? [])
  return found.toSorted((a, b) => b.weight - a.weight).slice(0, mostSaid)
}

function standoutIn({ measure, newest, years, alike, besideMedian }: Looked): Standout | undefined {
  const latest = years.find(({ year }) => year === newest)
  if (measure.polarity === '-' || !latest) return undefined
  const verdict = yearSays(latest, measure.unit)
  const { spread, value, cohort, stage, england } = latest
  if (!('well' in verdict) || value === null || england === null) return undefined
  if (!verdict.well && spread) return undefined

  const running = yearsRunning(measure, years, latest, verdict.side)
  if (verdict.by === 'quarter' && running < 2) return undefined
  const width = (spread && difference(spread.upper, spread.lower)) || usualWidth[measure.unit]
  const weight = (Math.abs(difference(value, england)) / width) * (1 + 0.25 * (Math.min(running, 4) - 1))
  const { side, well } = verdict
  return {
    measure,
    year: newest,
    stage,
    side,
    well,
    running,
    value,
    england,
    besideMedian,
    byDefinition: latest.byDefinition === true,
    cohort,
    amongAlike: alike && placeIn(value, alike),
    weight,
  }
}

// About how far apart the quarters of England's schools end, for weighing where they are not held.
const usualWidth: Readonly<Record<SchoolMeasure['unit'], number>> = { percent: 18, points: 5, score: 3, number: 100, pounds: 1000 }

function yearsRunning(measure: SchoolMeasure, years: readonly YearLooked[], latest: YearLooked, side: 'above' | 'below'): number {
  const begun = newBases(measure.breaks).filter((from) => from <= latest.year)
  const first = Math.max(0, ...begun)
  let running = 1
  for (let year = latest.year - 1; year >= first; year--) {
    const before = years.find((one) => one.year === year)
    if (!before || yearSays(before, measure.unit).side !== side) break
    running += 1
  }
  return running
}

/** Whether a school's newest figures are of so few pupils that nothing can be told of them. */
export function isTooFew(looked: readonly Looked[]): boolean {
  const verdicts = looked.flatMap(({ measure, newest, years }) =>
    measure.polarity === '-' ? [] : years.filter(({ year }) => year === newest).map((year) => yearSays(year, measure.unit).side),
  )
  return verdicts.includes('too few') && verdicts.every((side) => side === 'too few' || side === 'not known')
}
