import type { Calendar, TermDates } from './term.ts'

/** The days an authority gave for one academic year, and who gave them. `version` counts on also when they were taken back. */
export interface GivenTerms {
  readonly year: number
  readonly dates: TermDates
  readonly version: number
  readonly by: string
  readonly at: Date
  readonly removed: boolean
}

/** A calendar with an authority's own days in place of its defaults, but for those it took back. */
export function withGiven(shipped: Calendar, given: readonly GivenTerms[]): Calendar {
  return { ...shipped, own: new Map(given.flatMap(({ year, dates, removed }) => (removed ? [] : [[year, dates] as const]))) }
}
