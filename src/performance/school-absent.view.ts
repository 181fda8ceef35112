import { meaningOfMark } from '../measures/mark.ts'
import type { Figure, SchoolFacts } from './school-page.ts'
import type { SchoolMeasure } from './school-measure.ts'

/** Why a cell that is published holds no number: what the publisher's mark stands for, and the mark. */
export function absentInWords({ published }: Pick<Figure, 'published'>): string {
  const { means, explained } = meaningOfMark(published, 'performance tables')
  return published.trim() === '' || !explained ? means : `${means} (${published})`
}

/** Why a year has no figure of a school at all. */
export function whyNone(facts: Pick<SchoolFacts, 'held'>, measure: SchoolMeasure, year: number): string {
  const known = measure.breaks.find((found) => found.kind === 'no figures' && found.years.includes(year))
  if (known) return known.because
  if (!facts.held.get(measure.table)?.has(year)) return 'no file of the year is held'
  return 'the files held of the year do not name the school in this measure'
}
