import { daysAfter, type Day } from '../lib/day.ts'
import { termsBetween, type Calendar, type Term } from '../terms/term.ts'

/** So many terms are looked ahead. */
const termsAhead = 6

/** The terms of which something is foretold: those that begin after the day of the newest file. */
export function termsAfter(on: Day, calendar: Pick<Calendar, 'defaults' | 'own'>): readonly Term[] {
  return termsBetween(on, daysAfter(on, (termsAhead + 4) * 122), calendar)
    .filter(({ beginsOn }) => beginsOn > on)
    .slice(0, termsAhead)
}
