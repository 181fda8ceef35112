import type { Day } from '../lib/day.ts'
import type { CountryAhead } from './country-ahead.ts'
import type { StandsNow } from './due.ts'
import type { Learnt } from './episode.ts'
import { chancesFor, whereLeft, type Chances, type Method, type NextGrade, type Settings } from './method.ts'
import type { Scores } from './score.ts'
import type { GradeNumber, Phase } from './standing.ts'
import { chancesByTerm, type TermAhead } from './timing.ts'

/** What the method was learnt from: published files with the checksum of their content, days, and counts. */
export interface LearntFrom {
  readonly from: Day
  readonly until: Day
  readonly files: readonly { readonly source: string; readonly file: string; readonly sha256: string }[]
  readonly settings: Settings
  readonly counts: LearntCounts
}

export interface LearntCounts {
  /** Schools that set out from the list and came to an overall grade; to an inspection without one; to none yet. */
  readonly graded: number
  readonly notJudged: number
  readonly stillWaiting: number
  /** Schools that set out from a graded inspection since. */
  readonly again: number
  /** Open schools without an unambiguous start in the list. */
  readonly withoutStart: number
  readonly inCategory: number
  readonly firstPublished: Day
  readonly lastPublished: Day
}

/** What the method says of the country's good and outstanding schools on a day: how many decline next, and by two grades. */
export interface DeclineAhead {
  readonly on: Day
  readonly schools: number
  readonly worse: number
  readonly twoGrades: number
}

/** The method as it ships: coefficients, and what they were learnt from. */
export interface ShippedMethod {
  readonly learntFrom: LearntFrom
  readonly method: Method
  readonly country: DeclineAhead
  readonly ahead: CountryAhead
}

export function countsOf({ episodes, stillWaiting, withoutStart }: Learnt): LearntCounts {
  const listed = episodes.filter(({ from }) => from === 'listed')
  const days = episodes.map(({ publishedOn }) => publishedOn).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined)
    throw new Error('No school has a graded inspection after the list: there is nothing to learn from')
  return {
    graded: listed.filter(({ outcome }) => outcome !== null).length,
    notJudged: listed.filter(({ outcome }) => outcome === null).length,
    stillWaiting,
    again: episodes.length - listed.length,
    withoutStart,
    inCategory: episodes.filter(({ category }) => category).length,
    firstPublished: first,
    lastPublished: last,
  }
}

/** What is foretold of one school. */
export interface Forecast {
  readonly phase: Phase
  readonly grade: GradeNumber
  /** The grade set out from, and so what is foretold, is as if: its last inspection gave no overall grade. */
  readonly asIf: boolean
  /** `rates`: the method did not beat the plain rates for schools of its phase or grade, so these are the plain rates. */
  readonly by: 'method' | 'rates'
  readonly chances: Chances
  /** Chances of being left outstanding, good, below good, in a category. */
  readonly left: NextGrade
  /** The chance that the next graded inspection is published in each term ahead, were inspections to go on as they did up to 2025. */
  readonly byTerm: readonly number[]
  /** The same of the next inspection of any kind. */
  readonly anyByTerm: readonly number[]
  /** The place of the term by which an inspection is as likely as not to have come; undefined where that is beyond the terms ahead. */
  readonly likelyBy: number | undefined
}

/**
 * Whether the method may speak of schools of a phase and grade, or the plain rates stand in.
 *
 * It must have beaten both the national rate and the rate by last grade, in both metrics, on authorities held out and through time:
 * as a whole, on the schools of that phase, and on those of that grade.
 */
export function speaksOf(phase: Phase, grade: GradeNumber, { heldOut, throughTime }: Scores): boolean {
  return [heldOut, throughTime].every(
    ({ outcome, byPhase, byGrade }) => outcome.beats && byPhase[phase]?.beats === true && byGrade[grade]?.beats === true,
  )
}

/** What is foretold of a school that stands so; undefined where nothing can be. */
export function forecastOf(
  stands: StandsNow,
  { method, scores }: Pick<ShippedMethod, 'method'> & { readonly scores: Scores },
  terms: readonly TermAhead[],
): Forecast | undefined {
  if (!stands.known) return undefined
  const { phase, grade, asIf, standing, inspectedOn } = stands
  const by = speaksOf(phase, grade, scores) ? 'method' : 'rates'
  const plain = method.rates[grade - 1]
  const chances = by === 'rates' && plain ? plain : chancesFor(standing, method)
  const waiting = { grade, phase, again: standing.again, inspectedOn }
  const byTerm = chancesByTerm(waiting, terms, method.timing.graded)
  const anyByTerm = chancesByTerm(waiting, terms, method.timing.any)
  let sum = 0
  const likely = anyByTerm.findIndex((chance) => (sum += chance) >= 0.5)
  return {
    phase,
    grade,
    asIf,
    by,
    chances,
    left: whereLeft(grade, chances, method.next),
    byTerm,
    anyByTerm,
    likelyBy: likely === -1 ? undefined : likely,
  }
}

/**
 * How many of the good and outstanding schools are expected to decline at their next graded inspection, and by two grades.
 *
 * Of those whose overall grade still stands. By two grades: from outstanding to below good, and from good to inadequate, which is a
 * category.
 */
export function declineAhead(on: Day, foretold: readonly (Forecast | undefined)[]): DeclineAhead {
  let [schools, worse, twoGrades] = [0, 0, 0]
  for (const one of foretold) {
    if (one === undefined || one.asIf || one.grade > 2) continue
    const [, , below, category] = one.left
    schools++
    worse += one.chances.worse
    twoGrades += one.grade === 1 ? below + category : category
  }
  return { on, schools, worse: worse / Math.max(1, schools), twoGrades: twoGrades / Math.max(1, schools) }
}
