import { academicYearInWords } from '../lib/academic-year.ts'
import { count, counted } from '../lib/count.ts'
import { academicYearOf, daysBetween, inWords, type Day } from '../lib/day.ts'
import { termBefore, termInWords, termOf, type Calendar, type Term } from '../terms/term.ts'
import { complaintsTold, countTold, daysToAnswer, lastYearOver, middleOf, themes, type Counted } from './complaint.ts'

const within = ({ beginsOn, lastsUntil }: Pick<Term, 'beginsOn' | 'lastsUntil'>) => (one: Pick<Counted, 'received_on'>) => one.received_on >= beginsOn && one.received_on <= lastsUntil // prettier-ignore

/** The register as it stood on a day: what had been received by then, and answered by then. */
export function asOn<One extends Pick<Counted, 'received_on' | 'answered_on'>>(complaints: readonly One[], on: Day): readonly One[] {
  const known = (answered: Day | null) => (answered !== null && answered <= on ? answered : null)
  return complaints.flatMap((one) => (one.received_on <= on ? [{ ...one, answered_on: known(one.answered_on) }] : []))
}

/** What the register says on a day, for officers: the term and the two it is set against, how fast answers came, and what waits. */
export function complaintsSay(register: readonly Counted[], on: Day, calendar: Calendar): readonly string[] {
  const all = asOn(register, on)
  if (all.length === 0) return [`No complaint is in the register up to ${inWords(on)}. That is no proof that there was none.`]
  const term = termOf(on, calendar)
  const [before, yearBefore] = [termBefore(term, 1, calendar), termBefore(term, 3, calendar)]
  const of = (one: Term) => all.filter(within(one)).length
  return [
    `In the ${termInWords(term)} up to ${inWords(on)}: ${counted(of(term), 'complaint')}. In the ${termInWords(before)}: ${count(of(before))}; in the ${termInWords(yearBefore)}: ${count(of(yearBefore))}.`,
    ...answersSay(all, on),
  ]
}

/** How fast answers came, and how long those wait that are not answered. */
export function answersSay(all: readonly Counted[], on: Day): readonly string[] {
  const days = all.flatMap((one) => daysToAnswer(one) ?? [])
  const middle = middleOf(days)
  const waiting = all.filter(({ answered_on: answered }) => answered === null).map(({ received_on: received }) => daysBetween(received, on))
  return [
    ...(middle === undefined ? [] : [`Of ${counted(days.length, 'complaint')} answered, half were answered within ${inDays(middle)}.`]),
    ...(waiting.length === 0 ? [] : [`${count(waiting.length)} not answered yet, the oldest for ${counted(Math.max(...waiting), 'day')}.`]),
  ]
}

const inDays = (middle: number) => `${Number.isInteger(middle) ? count(middle) : middle.toFixed(1)} ${middle === 1 ? 'day' : 'days'}`

/**
 * What the register says outside officers: the count of the last academic year that is over, as it may be told. How fast answers
 * came is told only where that count is, and more than five were answered.
 */
export function complaintsSayOutside(register: readonly Counted[], on: Day): readonly string[] {
  const year = lastYearOver(on)
  const { total } = complaintsTold(register, year)
  const answered = register.filter((one) => academicYearOf(one.received_on) === year).flatMap((one) => daysToAnswer(one) ?? [])
  const middle = typeof total === 'number' && answered.length > 5 ? middleOf(answered) : undefined
  return [
    `In the register for ${academicYearInWords(year)}, the last academic year that is over: ${countTold(total)}.`,
    ...(middle === undefined ? [] : [`Half of those answered were answered within ${inDays(middle)}.`]),
  ]
}

/** How many complaints came in each term, by theme; themes without one are left out. For officers only. */
export function byTheme(register: readonly Counted[], terms: readonly Term[]) {
  const rows = themes.map(({ key, text }) => ({
    text,
    counts: terms.map((term) => register.filter((one) => one.theme === key && within(term)(one)).length),
  }))
  return rows.filter(({ counts }) => counts.some((count) => count > 0))
}
