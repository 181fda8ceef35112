import type { Day } from '../lib/day.ts'
import { termsBetween, type Calendar, type Term } from '../terms/term.ts'
import { yearsBetween, type Episode, type Learnt, type WaitedFor } from './episode.ts'
import { chancesOf, learn, type Case, type Coefficients } from './fit.ts'
import { inputs, inputsOf } from './input.ts'
import { outcomes, type GradeNumber, type Outcome, type Standing } from './standing.ts'
import { learnTiming, termsWaited } from './timing.ts'

/** How the method is learnt: how strongly coefficients are held towards 0, and in how many years an outcome comes to count half. */
export interface Settings {
  readonly ridge: number
  readonly timingRidge: number
  readonly halfLife: number
}

export const settings: Settings = { ridge: 10, timingRidge: 3, halfLife: 3 }

/** Chances of the next graded inspection, as if grades were still given. `category` is of worse, or of the same where inadequate. */
export interface Chances extends Readonly<Record<Outcome, number>> {
  readonly category: number
}

/** Of a grade, how often its next grade was each of 1 to 4. */
export type NextGrade = readonly [number, number, number, number]

/** What is learnt of outcomes: coefficients, and the plain rates by last grade that stand in for them. */
export interface Method {
  readonly outcome: Coefficients
  readonly category: Coefficients
  readonly timing: Readonly<Record<WaitedFor, Coefficients>>
  /** By last grade, the first being of 1: what the next came to, newer outcomes counting more. For which grade a change goes to. */
  readonly next: readonly NextGrade[]
  /** By last grade, the first being of 1: plain rates. */
  readonly rates: readonly Chances[]
}

/** A school graded outstanding cannot come out better, nor one graded inadequate worse. */
const possible = (grade: GradeNumber): readonly boolean[] => [grade < 4, true, grade > 1]

const same = outcomes.indexOf('same')

/** An episode that ended in an overall grade. */
export type Graded = Episode & { readonly outcome: Outcome; readonly after: GradeNumber }

export const isGraded = (episode: Episode): episode is Graded => episode.outcome !== null

/** Learns outcomes, categories and timing. */
export function learnMethod({ episodes, waits }: Pick<Learnt, 'episodes' | 'waits'>, terms: readonly Term[]): Method {
  const timingOf = (waitedFor: WaitedFor) =>
    learnTiming(
      waits.flatMap((wait) => termsWaited(wait, terms, waitedFor)),
      settings,
    )
  return { ...learnOutcomes(episodes), timing: { graded: timingOf('graded'), any: timingOf('any') } }
}

/** What is learnt of outcomes alone, without their timing. */
export function learnOutcomes(episodes: readonly Episode[]): Omit<Method, 'timing'> {
  const graded = episodes.filter(isGraded)
  const weighed = weighing(episodes)
  const outcomeCases = graded.map((one): Case => ({
    inputs: inputsOf(one.standing),
    outcome: outcomes.indexOf(one.outcome),
    weight: weighed(one),
    possible: possible(one.standing.grade),
  }))
  const categoryCases = episodes.map((one): Case => ({
    inputs: inputsOf(one.standing),
    outcome: one.category ? 1 : 0,
    weight: weighed(one),
  }))
  const { ridge } = settings
  return {
    outcome: learn(outcomeCases, { outcomes: outcomes.length, against: same, inputs: inputs.length, ridge }),
    category: learn(categoryCases, { outcomes: 2, against: 0, inputs: inputs.length, ridge }),
    next: grades.map((grade) => nextGrade(graded.filter((one) => one.standing.grade === grade), weighed)), // prettier-ignore
    rates: grades.map((grade) => ratesOf(episodes.filter((one) => one.from === 'listed' && one.standing.grade === grade))),
  }
}

/** Newer outcomes count more. The newest counts 1. */
function weighing(episodes: readonly Episode[]): (episode: Episode) => number {
  const newest = episodes.reduce<Day | undefined>((last, { publishedOn }) => (last === undefined || publishedOn > last ? publishedOn : last), undefined) // prettier-ignore
  return ({ publishedOn }) => (newest === undefined ? 1 : 0.5 ** (yearsBetween(publishedOn, newest) / settings.halfLife))
}

const grades = [1, 2, 3, 4] as const

function nextGrade(graded: readonly Graded[], weighed: (episode: Episode) => number): NextGrade {
  const sums = grades.map((grade) => graded.filter(({ after }) => after === grade).reduce((sum, one) => sum + weighed(one), 0))
  const all = sums.reduce((sum, one) => sum + one, 0)
  const [a = 0, b = 0, c = 0, d = 0] = sums.map((one) => (all === 0 ? 0.25 : one / all))
  return [a, b, c, d]
}

/** Plain rates: how many of a hundred came out so. Categories are counted over all outcomes, also those without an overall grade. */
export function ratesOf(episodes: readonly Episode[]): Chances {
  const graded = episodes.filter(isGraded)
  const rate = (outcome: Outcome) => (graded.length === 0 ? 1 / 3 : graded.filter((one) => one.outcome === outcome).length / graded.length)
  const category = episodes.length === 0 ? 0 : episodes.filter((one) => one.category).length / episodes.length
  return { worse: rate('worse'), same: rate('same'), better: rate('better'), category }
}

/** The terms the timing is learnt from: those that begin after the list and are over by the newest file. */
export function termsLearntFrom(calendar: Calendar, { from, until }: { readonly from: Day; readonly until: Day }): readonly Term[] {
  return termsBetween(from, until, calendar).filter(({ beginsOn, lastsUntil }) => beginsOn > from && lastsUntil <= until)
}

/**
 * The chances of a school's next graded inspection.
 *
 * A category is foretold on its own, for it is real where the grades are as if. A school comes into one, or stays in one, only
 * with the grade inadequate: so its chance is never more than that of coming out worse, or, of a school inadequate already, the same.
 */
export function chancesFor(standing: Standing, { outcome, category }: Pick<Method, 'outcome' | 'category'>): Chances {
  const at = inputsOf(standing)
  const [worse = 0, level = 0, better = 0] = chancesOf(at, outcome, possible(standing.grade))
  const concern = chancesOf(at, category)[1] ?? 0
  return { worse, same: level, better, category: Math.min(concern, standing.grade === 4 ? level : worse) }
}

/**
 * The chances of where the next graded inspection leaves a school: outstanding, good, below good, in a category.
 *
 * - In a category is the chance of one. Inadequate goes with a category: of 1,400 such judgements since 2005 none was without.
 * - A change to a grade that is no category is shared out over the grades it can go to, as schools of that grade went before.
 * - What is left of worse, or of the same where the school is inadequate, is below good.
 */
export function whereLeft(grade: GradeNumber, { worse, same: level, better, category }: Chances, next: readonly NextGrade[]): NextGrade {
  const to = next[grade - 1] ?? [0, 0, 0, 0]
  const wentTo = (one: GradeNumber) => to[one - 1] ?? 0
  const split = (chance: number, among: readonly GradeNumber[]): NextGrade => {
    const all = among.reduce((sum, one) => sum + wentTo(one), 0)
    const of = (one: GradeNumber) => (among.includes(one) ? chance * (all === 0 ? 1 / among.length : wentTo(one) / all) : 0)
    return [of(1), of(2), of(3), 0]
  }
  const [up, down] = [
    split(
      better,
      grades.filter((one) => one < grade),
    ),
    split(worse - category, grade === 1 ? [2, 3] : [3]),
  ]
  if (grade === 4) return [up[0], up[1], up[2] + level - category, category]
  const [first, second, third] = [0, 1, 2].map((at) => (up[at] ?? 0) + (down[at] ?? 0) + (grade === at + 1 ? level : 0))
  return [first ?? 0, second ?? 0, third ?? 0, category]
}
