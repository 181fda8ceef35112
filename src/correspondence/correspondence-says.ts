import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { termBefore, termInWords, termOf, type Calendar, type Term } from '../terms/term.ts'
import { isOverdue, kinds, type Correspondence } from './correspondence.ts'

/** What can be counted of correspondence. */
export type CountedCorrespondence = Pick<Correspondence, 'received_on' | 'kind' | 'due_on' | 'answered_on'>

const within = ({ beginsOn, lastsUntil }: Term, on: Day) => on >= beginsOn && on <= lastsUntil

/** What the register says on a day: what came in the term and the one before, the directions in all, and, for officers, what waits. */
export function correspondenceSays(
  register: readonly CountedCorrespondence[],
  { on, calendar, officer }: { readonly on: Day; readonly calendar: Calendar; readonly officer: boolean },
): readonly string[] {
  const all = register.filter(({ received_on: received }) => received <= on)
  if (all.length === 0) return [`Nothing from the department is in the register up to ${inWords(on)}. That is no proof that nothing came.`]
  const term = termOf(on, calendar)
  const of = (one: Term) => all.filter(({ received_on: received }) => within(one, received)).length
  const directions = all.filter(({ kind }) => kind === 'direction')
  const last = directions.map(({ received_on: received }) => received).toSorted().at(-1) // prettier-ignore
  return [
    `In the ${termInWords(term)} up to ${inWords(on)}: ${entries(of(term))}. In the ${termInWords(termBefore(term, 1, calendar))}: ${count(of(termBefore(term, 1, calendar)))}.`,
    last === undefined
      ? 'No direction is in the register.'
      : `${counted(directions.length, 'direction')} in the register, the last received on ${inWords(last)}.`,
    ...(officer ? waitingSays(all, on) : []),
  ]
}

/** What waits for an answer, and how much of it is overdue. */
export function waitingSays(all: readonly CountedCorrespondence[], on: Day): readonly string[] {
  const waiting = all.filter(({ due_on: due, answered_on: answered }) => due !== null && (answered === null || answered > on))
  const overdue = waiting.filter(({ due_on: due }) => isOverdue({ due_on: due, answered_on: null }, on)).length
  if (waiting.length === 0) return []
  return [`${counted(waiting.length, 'answer')} due${overdue === 0 ? '' : `, ${count(overdue)} overdue`}.`]
}

/** How many there are, as a register counts them. */
export const entries = (amount: number) => (amount === 1 ? '1 entry' : `${count(amount)} entries`)

/** How many entries came in each term, by what they are; kinds without one are left out. */
export function byKind(register: readonly CountedCorrespondence[], terms: readonly Term[]) {
  const rows = kinds.map(({ key, text }) => ({
    text,
    counts: terms.map((term) => register.filter((one) => one.kind === key && within(term, one.received_on)).length),
  }))
  return rows.filter(({ counts }) => counts.some((amount) => amount > 0))
}
