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

/** What a file says of each measure it has a column for, by code. */
export interface FiguresReader {
  readonly codes: readonly string[]
  /** What a row says of one measure; undefined where the file has no column for it. */
  readonly read: (row: RowRead, code: string) => Figure | undefined
}

/** Reads what rows say of measures, as `figureIn` does: where each stands is looked up once a file. */
export function figuresReader(
  headings: readonly string[],
  { table, year, stage }: TableYear,
  measures: readonly SchoolMeasure[],
): FiguresReader {
  // prettier-ignore
  const place = (columns: Parameters<typeof placeIn>[1] | undefined) => columns && placeIn(headings, columns, year)
  const places = new Map(
    measures.flatMap((measure) => {
      const at = measure.table === table ? place(measure.columns) : undefined
      if (at === undefined) return []
      return [[measure.code, { at, cohort: place(measure.cohort), lower: place(measure.interval?.lower), upper: place(measure.interval?.upper) }] as const] // prettier-ignore
    }),
  )
  return {
    codes: [...places.keys()],
    read({ cells, covers, run, line }, code) {
      const found = places.get(code)
      if (!found) return undefined
      const number = (place: number | undefined) => (place === undefined ? null : numberAt(cells, place))
      const { at, cohort, lower, upper } = found
      return { measure: code, year, stage, covers, run, line, published: (cells[at] ?? '').trim(), value: numberAt(cells, at), cohort: number(cohort), lower: number(lower), upper: number(upper) } // prettier-ignore
    },
  }
}

/** The number in a cell. Most cells without one begin with a letter, and need no closer look. */
function numberAt(cells: readonly string[], place: number): number | null {
  const cell = cells[place] ?? ''
  const first = cell.charCodeAt(0)
  return cell === '' || (first >= 65 && first <= 122) ? null : numberIn(cell)
}
