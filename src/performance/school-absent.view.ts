import type { Figure, SchoolFacts } from './school-page.ts'
import type { SchoolMeasure } from './school-measure.ts'

/** Why a cell that is published holds no number: what the publisher's mark stands for, and the mark. */
export function absentInWords({ published }: Pick<Figure, 'published'>): string {
  if (published === '') return 'left empty by the publisher'
  const meaning = marks[published.toUpperCase()]
  return meaning === undefined ? `no number is published (${published})` : `${meaning} (${published})`
}

// Department for Education, performance tables, abbreviations.
const marks: Readonly<Record<string, string>> = {
  SUPP: 'withheld: too few pupils',
  NE: 'no pupil was entered',
  NA: 'not available or not applicable',
  NP: 'not published',
  LOWCOV: 'less than half the pupils could be counted',
  SP: 'above 0% and below 0.5%',
  SN: 'a small number',
  RE: 'redacted',
  NEW: 'a new school',
}

/** Why a year has no figure of a school at all. */
export function whyNone(facts: Pick<SchoolFacts, 'held'>, measure: SchoolMeasure, year: number): string {
  const known = measure.breaks.find((found) => found.kind === 'no figures' && found.years.includes(year))
  if (known) return known.because
  if (!facts.held.get(measure.table)?.has(year)) return 'no file of the year is held'
  return 'the files held of the year do not name the school in this measure'
}
