import { controlled } from '../disclosure/disclosure.ts'
import { withheldMark, type ControlledTable, type Told } from '../disclosure/pupil-table.ts'
import type { Urn } from '../establishments/urn.ts'
import { academicYearOf, calendarDay, daysBetween, type Day } from '../lib/day.ts'

/** What a complaint is about, in our words. */
export const themes = [
  { key: 'education', text: 'Quality of education' },
  { key: 'behaviour', text: 'Behaviour and bullying' },
  { key: 'safeguarding', text: 'Safeguarding' },
  { key: 'send', text: 'Special educational needs and disabilities' },
  { key: 'attendance', text: 'Attendance, suspension and exclusion' },
  { key: 'leadership', text: 'Leadership and management' },
  { key: 'governance', text: 'Governance' },
  { key: 'other', text: 'Something else' },
] as const

/** What came of it, in our words. `told` is the column in which it is counted outside officers. */
export const outcomes = [
  { key: 'open', text: 'Not known yet', told: 'Not known yet' },
  { key: 'none', text: 'No action by Ofsted', told: 'No action' },
  { key: 'kept', text: 'Kept for the next inspection', told: 'Kept or acted on' },
  { key: 'inspected', text: 'Looked into at an inspection', told: 'Kept or acted on' },
  { key: 'early', text: 'Brought an inspection forward', told: 'Kept or acted on' },
  { key: 'withdrawn', text: 'Withdrawn', told: 'No action' },
] as const

export type Theme = (typeof themes)[number]['key']
export type Outcome = (typeof outcomes)[number]['key']

/** A complaint that qualified to be looked into by Ofsted, as officers entered it. */
export interface Complaint {
  readonly id: number
  readonly urn: Urn
  readonly received_on: Day
  readonly theme: Theme
  readonly outcome: Outcome
  /** The day we, or the school, answered Ofsted. */
  readonly answered_on: Day | null
  readonly note: string
  readonly version: number
  readonly entered_by: string
}

/** What a form gives of a complaint. */
export type ComplaintGiven = Pick<Complaint, 'urn' | 'received_on' | 'theme' | 'outcome' | 'answered_on' | 'note'>

/**
 * How long an answer took, in days; undefined where there is none.
 *
 * @example
 * daysToAnswer({ received_on: '2025-09-01', answered_on: '2025-09-11' }) // => 10
 * daysToAnswer({ received_on: '2025-09-01', answered_on: null }) // => undefined
 */
export function daysToAnswer({ received_on, answered_on }: Pick<Complaint, 'received_on' | 'answered_on'>): number | undefined {
  return answered_on === null ? undefined : daysBetween(received_on, answered_on)
}

/**
 * The days within which half of the answers came: the middle one, or the mean of the two in the middle. Undefined without an answer.
 *
 * @example
 * middleOf([30, 4, 10]) // => 10
 * middleOf([4, 9]) // => 6.5
 */
export function middleOf(days: readonly number[]): number | undefined {
  const sorted = days.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

/** What can be counted of a complaint without telling which school it was about. */
export type Counted = Pick<Complaint, 'received_on' | 'theme' | 'outcome' | 'answered_on'>

/** The academic years in which complaints were received and that are over on a day, newest first. */
export function yearsOver(complaints: readonly Pick<Complaint, 'received_on'>[], on: Day): readonly number[] {
  const years = new Set(complaints.map(({ received_on: received }) => academicYearOf(received)))
  return [...years].filter((year) => year <= lastYearOver(on)).toSorted((a, b) => b - a)
}

/**
 * The last academic year that is over on a day, by the calendar year it ends in.
 *
 * @example
 * lastYearOver('2025-08-31') // => 2025
 * lastYearOver('2025-08-30') // => 2024
 */
export function lastYearOver(on: Day): number {
  const year = academicYearOf(on)
  return on === calendarDay(year, 8, 31) ? year : year - 1
}

/**
 * How many complaints of an academic year there were, by theme and what came of them, as it may leave officers' hands.
 *
 * One table of each year and no other, so that no two can be set against each other; and of years that are over alone, so that
 * the counts of two days cannot be either. A complaint stands for a person: counts of 1 to 5 are withheld, and whatever would
 * give one away.
 */
export function complaintsTold(complaints: readonly Counted[], year: number): ControlledTable {
  const ofYear = complaints.filter(({ received_on: on }) => academicYearOf(on) === year)
  const columns = [...new Set(outcomes.map(({ told }) => told))]
  const told = (outcome: Outcome) => outcomes.find(({ key }) => key === outcome)?.told
  const counts = themes.map(({ key }) =>
    columns.map((column) => ofYear.filter(({ theme, outcome }) => theme === key && told(outcome) === column).length),
  )
  return controlled({ rows: themes.map(({ text }) => text), columns, counts })
}

/**
 * A count as it stands in a sentence for whoever may not see the register.
 *
 * @example
 * countTold('c') // => '5 or fewer, or withheld'
 * countTold(12) // => '12'
 * countTold(0) // => 'none'
 */
export function countTold(count: Told): string {
  if (count === withheldMark || count === null) return '5 or fewer, or withheld'
  return count === 0 ? 'none' : String(count)
}
