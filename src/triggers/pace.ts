import type { Urn } from '../establishments/urn.ts'
import { academicYearOf, calendarDay, type Day } from '../lib/day.ts'

/** How fast the schools of an area leave a category of concern: of those that went into one in the window, how many left in time. */
export interface Pace {
  /**
   * Schools there were when the window began, and of how many every judgement since is known: the files state one by the day it
   * began, or no more than one at all. They state the last two, so a school judged twice since may have been in a category and out
   * of it before.
   */
  readonly expected: number
  readonly known: number
  readonly entered: number
  /** Of those, how many of which it is not known that they were in none before: the files tell of no judgement before. */
  readonly unsure: number
  readonly left: number
}

export const noPace: Pace = { expected: 0, known: 0, entered: 0, unsure: 0, left: 0 }

/** A school may leave by the end of so many terms after the one in which it went into a category. */
export const termsToLeave = 4

/** Schools that went into a category in so many terms are followed. */
export const termsFollowed = 6

/**
 * The place of a day's term in the run of all terms: three to an academic year, from 1 September, 1 January and 1 April.
 *
 * Those are the days of the default calendar. An authority's own dates do not move it: what is set beside the country must be
 * counted as the country's is.
 *
 * @example
 * termNumber('2025-08-31') - termNumber('2025-03-31') // => 1
 * termNumber('2025-09-01') - termNumber('2025-04-01') // => 1
 */
export function termNumber(day: Day): number {
  const ofYear = day.slice(5)
  return academicYearOf(day) * 3 + (ofYear >= '09-01' ? 0 : ofYear < '04-01' ? 1 : 2)
}

/** The first day of a term, by its place. */
export function termBegins(term: number): Day {
  const year = Math.floor(term / 3)
  const [ofYear, month] = [[year - 1, 9] as const, [year, 1] as const, [year, 4] as const][term - year * 3] ?? [year, 4]
  return calendarDay(ofYear, month, 1)
}

/** The schools that are followed on a day: those that went into a category from the one term to the other, by their places. */
export interface Window {
  readonly first: number
  readonly last: number
  readonly begins: Day
  /** The last day on which one may have gone in. */
  readonly endsBefore: Day
}

/**
 * Which terms are followed as at a day: six, of which the last is four complete terms before it, so that every school has had as
 * long to leave.
 *
 * @example
 * windowOn('2025-08-31').begins // => '2022-04-01'
 * windowOn('2025-08-31').endsBefore // => '2024-04-01'
 * windowOn('2025-08-30').endsBefore // => '2024-01-01'
 */
export function windowOn(day: Day): Window {
  const [year, month, ofMonth] = day.split('-').map(Number)
  const next = calendarDay(year ?? 0, month ?? 1, (ofMonth ?? 1) + 1)
  const lastComplete = termNumber(next) - 1
  const last = lastComplete - termsToLeave
  const first = last - termsFollowed + 1
  return { first, last, begins: termBegins(first), endsBefore: termBegins(last + 1) }
}

/** A school's time in a category of concern: since when, and until when where it has left. */
export interface Stay {
  readonly urn: Urn
  readonly name: string
  readonly phase: string
  readonly category: string
  readonly enteredOn: Day
  /** Whether it is known that the school was in none before. */
  readonly known: boolean
  readonly leftOn: Day | null
}
