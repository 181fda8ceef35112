import type { AreaCode } from '../authorities/area.ts'
import { isOfConcern, standingOf } from '../establishments/school.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'
import { countsKey, countsOf, phasesOf, type Facts, type SchoolCounts } from '../triggers/facts.ts'

/**
 * What a school may be tried out to become, as if on the 1-4 scale: since September 2024 no state school is given an overall
 * grade, and the triggers of 2014 know no other scale. A school that goes into a category is inadequate on it.
 */
export const outcomes = [
  { key: 'outstanding', text: 'Outstanding', overall: '1', category: null },
  { key: 'good', text: 'Good', overall: '2', category: null },
  { key: 'requires-improvement', text: 'Requires improvement', overall: '3', category: null },
  { key: 'category', text: 'Into a category of concern', overall: '4', category: 'SM' },
] as const

export type OutcomeTried = (typeof outcomes)[number]['key']

/** What a school has on a day: its grade, and its category where it is in one. */
export interface Stands {
  readonly overall: string | null
  readonly category: string | null
}

/** One of the authority's schools as the newest file has it, which an outcome may be tried on. */
export interface SchoolToTry extends Stands {
  readonly urn: Urn
  readonly name: string
  /** In small letters, as the counts of the triggers have it. */
  readonly phase: string
  readonly pupils: number | null
  readonly known: boolean
  readonly wasInCategory: boolean
}

/** Which schools become what. */
export type Chosen = ReadonlyMap<Urn, OutcomeTried>

/** What a scenario rests on: a school, what it is tried to become, and what it had on the day the scenario was made. */
export interface SchoolKept extends Stands {
  readonly urn: Urn
  readonly name: string
  readonly outcome: OutcomeTried
}

/** What somebody tried out and kept under a name, with the day it was made and the day its figures were as at. */
export interface Scenario {
  readonly id: number
  readonly name: string
  readonly schools: readonly SchoolKept[]
  readonly version: number
  readonly as_at: Day
  readonly made_on: Day
  readonly made_by: string
}

/** The outcome of a key as it is written in an address or after a URN. */
export const outcomeOf = (key: string) => outcomes.find((outcome) => outcome.key === key)

/** What a school would have. */
export function standsIf(key: OutcomeTried): Stands {
  const { overall, category } = outcomeOf(key) ?? outcomes[0]
  return { overall, category }
}

/** How a school stands, in words: its category says more than its grade. */
export function standsInWords({ overall, category }: Stands): string {
  const grade = standingOf(overall).text
  if (!isOfConcern(category)) return grade
  return overall === null ? 'In a category of concern' : `${grade}, in a category of concern`
}

/** What one school counts for in the figures of triggers 1 to 3, by the definitions of `percentage`. */
export function countsOfSchool({ pupils, known, wasInCategory }: SchoolToTry, { overall, category }: Stands): SchoolCounts {
  const one = (yes: boolean) => (yes ? 1 : 0)
  const graded = one(overall !== null && ['1', '2', '3', '4'].includes(overall))
  const good = one(overall === '1' || overall === '2')
  const inCategory = one(isOfConcern(category))
  return {
    schools: 1,
    known: one(known),
    graded,
    good,
    outstanding: one(overall === '1'),
    inCategory,
    gradedPupils: graded * (pupils ?? 0),
    goodPupils: good * (pupils ?? 0),
    wereInCategory: one(wasInCategory),
    leftCategory: one(wasInCategory && known && inCategory === 0),
  }
}

/**
 * The facts as they would be if the schools chosen had become what was chosen for them, for the trigger code to judge.
 *
 * - The country's counts move with ours, since its figure counts our schools too: that is the figure a later file would have.
 * - Nothing else moves: no other school, no number of pupils, no figure of attainment.
 * - An outcome tried has no day of its own. So how fast schools leave a category, which follows days, stays as it is.
 * - A school that is not ours today is left out.
 */
export function withOutcomes(facts: Facts, authority: AreaCode, schools: readonly SchoolToTry[], chosen: Chosen): Facts {
  const day = facts.schools
  if (day === undefined || chosen.size === 0) return facts
  const counts = new Map(day.counts)
  for (const school of schools) {
    const outcome = chosen.get(school.urn)
    if (outcome === undefined) continue
    const change = changeOf(countsOfSchool(school, school), countsOfSchool({ ...school, known: true }, standsIf(outcome)))
    for (const area of [authority, facts.nation]) {
      for (const phase of phasesOf(school.phase))
        counts.set(countsKey(area, phase), plus(countsOf({ ...day, counts }, area, phase), change))
    }
  }
  return { ...facts, schools: { ...day, counts } }
}

/** The schools as they would stand. */
export function asTried(schools: readonly SchoolToTry[], chosen: Chosen): SchoolToTry[] {
  return schools.map((school) => {
    const outcome = chosen.get(school.urn)
    return outcome === undefined ? school : { ...school, ...standsIf(outcome), known: true }
  })
}

/** What became of a school since a scenario that rests on it was made. */
export interface Moved {
  readonly school: SchoolKept
  /** What it has now; undefined where it is not one of our open schools any more. */
  readonly now: Stands | undefined
  /** Whether what was tried has come true. */
  readonly asTried: boolean
}

/** The schools of a scenario that have another grade or category than on the day it was made, or are not ours any more. */
export function movedSince(kept: readonly SchoolKept[], schools: readonly SchoolToTry[]): Moved[] {
  const now = new Map(schools.map((school) => [school.urn, school]))
  return kept.flatMap((school) => {
    const stands = now.get(school.urn)
    if (stands !== undefined && isAlike(stands, school)) return []
    return [{ school, now: stands, asTried: stands !== undefined && isAlike(stands, standsIf(school.outcome)) }]
  })
}

/** Of categories it matters only whether there is one: which of them it is has no part in any trigger. */
function isAlike(a: Stands, b: Stands): boolean {
  return a.overall === b.overall && isOfConcern(a.category) === isOfConcern(b.category)
}

const changeOf = (before: SchoolCounts, after: SchoolCounts): SchoolCounts => each((name) => after[name] - before[name])

const plus = (a: SchoolCounts, b: SchoolCounts): SchoolCounts => each((name) => a[name] + b[name])

function each(amount: (name: keyof SchoolCounts) => number): SchoolCounts {
  return {
    schools: amount('schools'),
    known: amount('known'),
    graded: amount('graded'),
    good: amount('good'),
    outstanding: amount('outstanding'),
    inCategory: amount('inCategory'),
    gradedPupils: amount('gradedPupils'),
    goodPupils: amount('goodPupils'),
    wereInCategory: amount('wereInCategory'),
    leftCategory: amount('leftCategory'),
  }
}
