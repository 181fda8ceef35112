import type { TableYear } from './performance-row.ts'
import type { Figure } from './school-page.ts'
import { numberIn, placeIn, type SchoolMeasure } from './school-measure.ts'

/** A row as it is read: its cells in the order of its file's headings. */
export interface RowRead {
  readonly cells: readonly string[]
  readonly covers: string
  readonly run: number
  readonly line: number
}

export type ReadFigures = (row: RowRead) => ReadonlyMap<string, Figure>

/**
 * Reads what a row says of each measure, as `figureIn` does of one: where each stands is looked up once a file.
 *
 * A measure for which the file has no column is not among them.
 */
export function figuresReader(
  headings: readonly string[],
  { table, year, stage }: TableYear,
  measures: readonly SchoolMeasure[],
): ReadFigures {
  const place = (columns: Parameters<typeof placeIn>[1] | undefined) => columns && placeIn(headings, columns, year)
  const places = measures.flatMap((measure) => {
    const at = measure.table === table ? place(measure.columns) : undefined
    if (at === undefined) return []
    return [{ code: measure.code, at, cohort: place(measure.cohort), lower: place(measure.interval?.lower), upper: place(measure.interval?.upper) }] // prettier-ignore
  })
  return ({ cells, covers, run, line }) => {
    const number = (place: number | undefined) => (place === undefined ? null : numberIn(cells[place]))
    return new Map(
      places.map(({ code, at, cohort, lower, upper }) => {
        const published = (cells[at] ?? '').trim()
        const value = published === '' ? null : numberIn(published)
        return [code, { measure: code, year, stage, covers, run, line, published, value, cohort: number(cohort), lower: number(lower), upper: number(upper) }] // prettier-ignore
      }),
    )
  }
}
