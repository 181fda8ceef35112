import { meaningOfMark } from '../measures/mark.ts'
import { performanceTables } from './performance-row.ts'
import type { Figure, SchoolFacts } from './school-page.ts'
import type { SchoolMeasure } from './school-measure.ts'

/** Why a cell that is published holds no number: what the publisher's mark stands for. */
export function absentInWords({ published }: Pick<Figure, 'published'>): string {
  return meaningOfMark(published, 'performance tables').means
}

/** What stands in a cell without a number: the publisher's mark, which is explained under the table. */
export function markInCell({ published }: Pick<Figure, 'published'>): string {
  return published === '' ? 'empty' : published
}

/** What the marks among some figures stand for, each once. */
export function marksExplained(figures: readonly (Figure | undefined)[]): readonly string[] {
  const marks = new Map(figures.flatMap((figure) => (figure && figure.value === null ? [[markInCell(figure), figure] as const] : [])))
  return [...marks].toSorted(([a], [b]) => a.localeCompare(b)).map(([mark, figure]) => `${mark}: ${absentInWords(figure)}.`)
}

/** Why a year has no figure of a school at all. */
export function whyNone(facts: Pick<SchoolFacts, 'held'>, measure: SchoolMeasure, year: number): string {
  const known = measure.breaks.find((found) => found.kind === 'no figures' && found.years.includes(year))
  if (known) return known.because
  const table = performanceTables.find(({ key }) => key === measure.table)?.name ?? measure.table
  if (!facts.held.get(measure.table)?.has(year)) return `no file is held of the table: ${table.toLowerCase()}`
  return `the files held do not name the school, or not in this measure: ${table.toLowerCase()}`
}
