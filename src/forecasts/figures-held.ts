import type { Urn } from '../establishments/urn.ts'
import { academicYearOf, type Day } from '../lib/day.ts'

/** The figures of the performance tables that the method looks at, with the table and measure they are of. */
export const figureSources = [
  { key: 'pupils', table: 'census', measure: 'pupils-on-roll', against: 'nothing' },
  { key: 'eal', table: 'census', measure: 'pupils-eal', against: 'its kind' },
  { key: 'absence', table: 'absence', measure: 'absence-persistent', against: 'its kind' },
  { key: 'progress8', table: 'ks4', measure: 'ks4-progress-8', against: 'its kind' },
] as const

export type FigureKey = (typeof figureSources)[number]['key']

/** One figure of a school: of the academic year that ends in `year`, as it stands against schools of its kind where it should. */
export interface FigureOfYear {
  readonly year: number
  readonly value: number
}

/** By school and figure, the newest year first. */
export type SchoolFiguresHeld = ReadonlyMap<Urn, Partial<Readonly<Record<FigureKey, readonly FigureOfYear[]>>>>

export type FiguresKnown = Readonly<Record<FigureKey, number | null>>

/** Figures older than this say too little of the school as it is. */
const mostYears = 7

/**
 * What was known of a school on a day: of each figure the newest of an academic year that had ended by then, from the first of the
 * establishments that has one.
 */
export function figuresKnown(held: SchoolFiguresHeld, urns: readonly Urn[], on: Day): FiguresKnown {
  const ended = academicYearOf(on) - (on.slice(5) === '08-31' ? 0 : 1)
  const newest = (key: FigureKey) => {
    for (const urn of urns) {
      const found = held.get(urn)?.[key]?.find(({ year }) => year <= ended && year >= academicYearOf(on) - mostYears)
      if (found) return found.value
    }
    return null
  }
  return { pupils: newest('pupils'), eal: newest('eal'), absence: newest('absence'), progress8: newest('progress8') }
}
