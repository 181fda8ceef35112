import { calendarDay, type Day } from '../lib/day.ts'
import type { TermKey } from '../terms/term.ts'
import { yearsBetween, type Wait, type WaitedFor } from './episode.ts'
import { learn, chancesOf, type Case, type Coefficients } from './fit.ts'
import { phaseGroup, sparseOf, type Sparse } from './input.ts'
import type { GradeNumber, Phase } from './standing.ts'

/** A term that has a beginning, in so far as it matters to when inspections come. */
export interface TermAhead {
  readonly key: TermKey
  readonly beginsOn: Day
  readonly lastsUntil: Day
}

/** What the chance of a graded inspection in a term hangs on. */
export interface Waiting {
  readonly grade: GradeNumber
  readonly phase: Phase
  readonly again: boolean
  /** Years from the last inspection of any kind to the beginning of the term. */
  readonly years: number
  readonly term: TermKey
}

const grades: readonly GradeNumber[] = [1, 2, 3, 4]

/** Years since the last inspection, in bands: where each begins. */
export const yearBands = [0, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 11] as const

const bandOf = (years: number): number => Math.max(0, yearBands.findLastIndex((from) => years >= from)) // prettier-ignore

/** Inputs of the chance that a term brings a graded inspection, in the order of its sums. */
export const timingInputs: readonly { readonly key: string; readonly of: (waiting: Waiting) => boolean }[] = [
  { key: 'every-school', of: () => true },
  ...grades.map((grade) => ({ key: `grade-${grade}`, of: (w: Waiting) => w.grade === grade })),
  ...grades.flatMap(
    (grade) =>
    yearBands.map((from, band) => ({ key: `grade-${grade}-from-${from}-years`, of: (w: Waiting) => w.grade === grade && bandOf(w.years) === band })), // prettier-ignore
  ),
  ...(['primary', 'secondary', 'other'] as const).map((group) => ({ key: group, of: (w: Waiting) => phaseGroup(w.phase) === group })),
  { key: 'graded-again', of: (w) => w.again },
  ...(['autumn', 'spring', 'summer'] as const).map((key) => ({ key: `term-${key}`, of: (w: Waiting) => w.term === key })),
]

const inputsOfWaiting = (waiting: Waiting): Sparse => sparseOf(timingInputs.map(({ of }) => (of(waiting) ? 1 : 0)))

/** Ofsted made no graded inspections from the spring of 2020 to the autumn of 2021. */
const pause = { from: calendarDay(2020, 4, 1), to: calendarDay(2021, 9, 1) }

/** Years from an inspection to a day, without those in which nobody was inspected. */
export function yearsOfInspecting(inspectedOn: Day, on: Day): number {
  const from = inspectedOn > pause.from ? inspectedOn : pause.from
  const to = on < pause.to ? on : pause.to
  return yearsBetween(inspectedOn, on) - (to > from ? yearsBetween(from, to) : 0)
}

/** A school in one of the terms in which it waited: whether its report was published in it. */
export interface TermWaited extends Waiting {
  readonly at: number
  readonly inspected: boolean
}

/**
 * The terms a school waited through, by their places in a list of terms.
 *
 * - From the first term that begins after the wait did, to the one in which the report was published, or to the last.
 * - Not the terms in which Ofsted made no graded inspections: from March 2020 to the summer of 2021.
 * - A school graded outstanding was exempt by law until November 2020, and the first inspections came in the autumn of 2021: no
 *   term before that is told of it.
 */
export function termsWaited(wait: Wait, terms: readonly TermAhead[], waitedFor: WaitedFor): readonly TermWaited[] {
  const { grade, phase, again, inspectedOn, since } = wait
  const until = wait.until[waitedFor]
  return terms.flatMap((term, at) => {
    const over = until !== null && term.beginsOn > until
    const paused = term.beginsOn >= pause.from && term.beginsOn < pause.to
    const exempt = grade === 1 && term.beginsOn < pause.to
    if (term.beginsOn <= since || over || paused || exempt) return []
    const inspected = until !== null && until >= term.beginsOn && until <= term.lastsUntil
    return [{ grade, phase, again, years: yearsOfInspecting(inspectedOn, term.beginsOn), term: term.key, at, inspected }]
  })
}

/** What two terms share that have the same inputs. */
const alike = ({ grade, phase, again, years, term }: Waiting): string => `${grade} ${phaseGroup(phase)} ${again} ${bandOf(years)} ${term}`

/** Terms alike in every input, counted: how much those weigh that brought an inspection, and those that did not. */
interface Cell {
  readonly inputs: Sparse
  inspected: number
  not: number
}

/** Learns the chance that a term brings a graded inspection. Newer terms count more: half as much for each `halfLife` years ago. */
export function learnTiming(waited: readonly TermWaited[], how: { readonly timingRidge: number; readonly halfLife: number }) {
  const cells = new Map<string, Cell>()
  const last = waited.reduce((most, { at }) => Math.max(most, at), 0)
  for (const one of waited) {
    const key = alike(one)
    const cell = cells.get(key) ?? { inputs: inputsOfWaiting(one), inspected: 0, not: 0 }
    cells.set(key, cell)
    const weight = 0.5 ** ((last - one.at) / 3 / how.halfLife)
    if (one.inspected) cell.inspected += weight
    else cell.not += weight
  }
  const cases = [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { inputs, inspected, not }]): Case[] => [
    ...(inspected > 0 ? [{ inputs, outcome: 1, weight: inspected }] : []),
    ...(not > 0 ? [{ inputs, outcome: 0, weight: not }] : []),
  ]) // prettier-ignore
  return learn(cases, { outcomes: 2, against: 0, inputs: timingInputs.length, ridge: how.timingRidge })
}

/**
 * The chance that the first graded inspection comes in each of the terms ahead.
 *
 * @returns for each term the chance that it is the one; what is left over to 1 is that none of them is.
 */
export function chancesByTerm(
  waiting: Omit<Waiting, 'years' | 'term'> & { readonly inspectedOn: Day },
  terms: readonly TermAhead[],
  coefficients: Coefficients,
): number[] {
  let none = 1
  const inTerm = chancesInTerms(coefficients)
  return terms.map(({ key, beginsOn }) => {
    const chance = none * inTerm({ ...waiting, years: yearsOfInspecting(waiting.inspectedOn, beginsOn), term: key })
    none -= chance
    return chance
  })
}

/** The chance that a term brings a school an inspection, if none came before: worked out once for all terms that are alike. */
export function chancesInTerms(coefficients: Coefficients): (waiting: Waiting) => number {
  const known = knownOf.get(coefficients) ?? new Map<string, number>()
  knownOf.set(coefficients, known)
  return (waiting) => {
    const key = alike(waiting)
    const chance = known.get(key) ?? chancesOf(inputsOfWaiting(waiting), coefficients)[1] ?? 0
    known.set(key, chance)
    return chance
  }
}

const knownOf = new WeakMap<Coefficients, Map<string, number>>()
