import type { AreaCode } from '../authorities/area.ts'
import type { Urn } from '../establishments/urn.ts'
import type { SchoolMeasure } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { difference } from '../lib/decimal.ts'
import type { Pace } from './pace.ts'

/** Schools of one authority and phase on a day, counted. Pupils are those the held file states, on whichever day. */
export interface SchoolCounts {
  /** Open state-funded schools that the held file expects on that day. */
  readonly schools: number
  /** Of those, how many whose grade on that day, or lack of one, is known. */
  readonly known: number
  readonly graded: number
  readonly good: number
  readonly outstanding: number
  readonly inCategory: number
  readonly gradedPupils: number
  readonly goodPupils: number
  /** Schools that were in a category of concern a year before, and how many of them have left it. Both 0 where not asked. */
  readonly wereInCategory: number
  readonly leftCategory: number
}

/** The schools of every authority on one day, and how that day is known. */
export interface SchoolDay {
  readonly on: Day
  /** The as-at day of the file the schools are taken from. */
  readonly fileAsAt: Day
  /**
   * `whole`: the file as it stands. `rebuilt`: from publication dates. `newest`: a later day was asked than any file covers.
   * `listed`: a file that lists the schools with a grade; those known are those that other files place in an authority.
   */
  readonly how: 'whole' | 'rebuilt' | 'newest' | 'listed'
  /** Keyed by `countsKey`. */
  readonly counts: ReadonlyMap<string, SchoolCounts>
}

/** One published figure of an area in a year. */
export interface PublishedFigure {
  readonly value: number | null
  readonly published: string
  /** The year as published: `2025`, `2025 (prov)`. */
  readonly label: string
}

/** The schools of an area that have a report card, and where their cards stand. */
export interface ReportCardCounts {
  readonly cards: number
  readonly atExpected: number
  /** Cards that lack an area, so that nobody can say. They are no part of the measure. */
  readonly notKnown: number
}

/** All that the triggers of one or all authorities are judged on. */
export interface Facts {
  readonly on: Day
  readonly nation: AreaCode
  readonly schools: SchoolDay | undefined
  /** The same day a year before. */
  readonly schoolsBefore: SchoolDay | undefined
  /** How fast schools leave a category, by area. Absent where the day has no file of schools, or one without categories. */
  readonly pace?: ReadonlyMap<AreaCode, Pace>
  /** By area. Empty where the file of schools has no report cards. */
  readonly reportCards: ReadonlyMap<AreaCode, ReportCardCounts>
  /** Keyed by `figureKey`. */
  readonly figures: ReadonlyMap<string, PublishedFigure>
  /** The published file behind the figures, as a person names it. Empty where none has been imported. */
  readonly schoolsFile: string
  readonly figuresFile: string
}

/** A school that pulls a line down, with the grade and category it had on the day. */
export interface SchoolBehind {
  readonly urn: Urn
  readonly name: string
  readonly phase: string
  /** Null where the file has no numbers of pupils. */
  readonly pupils: number | null
  readonly overall: string | null
  readonly category: string | null
  /** The day of the last graded inspection, or report card, where it is known. */
  readonly inspectedOn: Day | null
  /** Graded outstanding at the graded inspection before, and not at the last. */
  readonly wasOutstanding: boolean
  /** Whether a held file tells who the school is: one that closed before them has no page. */
  readonly hasPage: boolean
}

/** Graded 3 or 4, or in a category of concern. */
export const isOfConcern = ({ overall, category }: SchoolBehind) => category !== null || overall === '3' || overall === '4'

export const countsKey = (area: AreaCode, phase: string) => `${area} ${phase}`

export const figureKey = (measure: string, area: AreaCode, year: number) => `${measure} ${area} ${year}`

const nothing: SchoolCounts = {
  schools: 0,
  known: 0,
  graded: 0,
  good: 0,
  outstanding: 0,
  inCategory: 0,
  gradedPupils: 0,
  goodPupils: 0,
  wereInCategory: 0,
  leftCategory: 0,
}

/** The counts of one authority, and those of the country, for the phase `all` or a phase of its own. */
export function countsOf(day: SchoolDay, area: AreaCode, phase: string): SchoolCounts {
  return day.counts.get(countsKey(area, phase)) ?? nothing
}

/**
 * Adds up counts by authority and phase into each authority's `all`, and the country's by phase and in `all`.
 *
 * The country is every school of the file, also those in no authority: an installation holds the files of one country.
 */
export function withTotals(rows: readonly (SchoolCounts & { readonly area: AreaCode | null; readonly phase: string })[], nation: AreaCode) {
  const totals = new Map<string, SchoolCounts>()
  for (const { area, phase, ...counts } of rows) {
    const areas = area === null ? [nation] : [area, nation]
    for (const key of areas.flatMap((of) => phasesOf(phase).map((counted) => countsKey(of, counted)))) {
      totals.set(key, added(totals.get(key) ?? nothing, counts))
    }
  }
  return totals
}

/** Pupil referral units and other alternative provision, which have a line of their own in trigger 1. */
export const alternativeProvision = 'alternative provision'

/** The phases of lines in which a school of a phase counts: its own, all, and of a pupil referral unit also alternative provision. */
export const phasesOf = (phase: string): readonly string[] => [
  ...new Set([phase, 'all', ...(phase === 'pru' ? [alternativeProvision] : [])]),
]

function added(a: SchoolCounts, b: SchoolCounts): SchoolCounts {
  return {
    schools: a.schools + b.schools,
    known: a.known + b.known,
    graded: a.graded + b.graded,
    good: a.good + b.good,
    outstanding: a.outstanding + b.outstanding,
    inCategory: a.inCategory + b.inCategory,
    gradedPupils: a.gradedPupils + b.gradedPupils,
    goodPupils: a.goodPupils + b.goodPupils,
    wereInCategory: a.wereInCategory + b.wereInCategory,
    leftCategory: a.leftCategory + b.leftCategory,
  }
}

/** The measures that are a share of schools on a day. The last of them follows schools through terms: see `pace.ts`. */
export type CountedMeasure = Exclude<SchoolMeasure, 'schools-left-in-four-terms'>

/** What a measure counted from schools divides by what. */
const shares: Readonly<Record<CountedMeasure, readonly [part: keyof SchoolCounts, whole: keyof SchoolCounts]>> = {
  'pupils-good-or-outstanding': ['goodPupils', 'gradedPupils'],
  'schools-good-or-outstanding': ['good', 'graded'],
  'schools-outstanding': ['outstanding', 'graded'],
  'schools-in-category': ['inCategory', 'known'],
  'schools-left-category': ['leftCategory', 'wereInCategory'],
}

/**
 * A measure counted from schools, as a percentage; null where there is nothing to divide by.
 *
 * - Pupils in good or outstanding schools: pupils of schools graded 1 or 2, over pupils of schools graded 1 to 4.
 * - Schools good or outstanding, outstanding: schools graded 1 or 2, or 1, over schools graded 1 to 4. A school without an
 *   overall grade is in neither.
 * - Schools in a category: those in special measures, with serious weaknesses or requiring significant improvement, over all
 *   open schools known.
 * - Schools that left a category: those that have since left, over those in one a year before and still open.
 *
 * @example
 * percentage('schools-good-or-outstanding', { good: 255, graded: 268 })?.toFixed(3) // => '95.149'
 * percentage('schools-good-or-outstanding', { good: 0, graded: 0 }) // => null
 */
export function percentage(measure: CountedMeasure, counts: Partial<SchoolCounts>): number | null {
  return asPercentage(countedAs(measure, counts))
}

/** So many of so many, as a percentage; null of none. */
export const asPercentage = ({ count, of }: { readonly count: number; readonly of: number }): number | null =>
  of === 0 ? null : (100 * count) / of

/** How much worse our percentage of schools or pupils is than the country's: of a category of concern fewer are better, of all else more. */
export const behindInSchools = (measure: CountedMeasure, local: number, comparison: number): number =>
  measure === 'schools-in-category' ? difference(local, comparison) : difference(comparison, local)

/**
 * What a measure counted from schools is the share of: how many, of how many.
 *
 * @example
 * countedAs('schools-outstanding', { outstanding: 24, graded: 268 }) // => { count: 24, of: 268 }
 */
export function countedAs(measure: CountedMeasure, counts: Partial<SchoolCounts>): { readonly count: number; readonly of: number } {
  const [part, whole] = shares[measure]
  return { count: counts[part] ?? 0, of: counts[whole] ?? 0 }
}
