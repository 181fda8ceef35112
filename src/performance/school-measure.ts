import { parseNumber } from '../lib/figure.ts'
import type { Break } from '../measures/break.ts'
import type { Polarity } from '../measures/polarity.ts'
import { placeOf, type PerformanceRow, type TableKey } from './performance-row.ts'

/** The parts of a school's page that its measures stand under. */
export const measureGroups = [
  { key: 'key stage 2', name: 'Key stage 2' },
  { key: 'key stage 4', name: 'Key stage 4' },
  { key: 'pupils', name: 'Pupils' },
  { key: 'absence', name: 'Absence' },
  { key: 'destinations', name: 'Destinations' },
  { key: 'spending', name: 'Income and spending' },
] as const

export type MeasureGroup = (typeof measureGroups)[number]['key']

/** Whose figure a measure gives within a school: all its pupils, or some. */
export const pupilGroups = [
  { key: 'all', name: 'all pupils' },
  { key: 'disadvantaged', name: 'disadvantaged pupils' },
  { key: 'others', name: 'other pupils' },
] as const

export type PupilGroup = (typeof pupilGroups)[number]['key']

export const units = ['percent', 'points', 'score', 'number', 'pounds'] as const

/** A column in which a measure is published, and the first year it is. Of several, the newest that has begun and not ended. */
export interface PublishedIn {
  readonly column: string
  readonly from: number
  readonly until?: number
}

/** Something published of schools in the performance tables, under one name through the years. */
export interface SchoolMeasure {
  readonly code: string
  readonly name: string
  readonly group: MeasureGroup
  readonly table: TableKey
  readonly unit: (typeof units)[number]
  readonly decimals: number
  /** Whether high or low is good; `-` for what is neither, as how many pupils speak another language. */
  readonly polarity: Polarity
  readonly columns: readonly PublishedIn[]
  /** Columns with how many pupils the figure rests on. */
  readonly cohort: readonly PublishedIn[]
  readonly pupils: PupilGroup
  /** Measures of one thing for different pupils share this: the gap is taken between them. */
  readonly of: string
  /** Columns of the publisher's own 95% confidence interval, as progress measures have. */
  readonly interval: { readonly lower: readonly PublishedIn[]; readonly upper: readonly PublishedIn[] } | undefined
  /** Shown first on the page. Only ever true of a measure of all pupils. */
  readonly headline: boolean
  readonly breaks: readonly Break[]
}

/** One figure of a school or an area in one year: the cell as printed, and the number in it unless it is withheld. */
export interface SchoolFigure {
  readonly measure: string
  readonly year: number
  readonly published: string
  readonly value: number | null
  readonly cohort: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly row: PerformanceRow
}

/** What a row says of a measure; undefined when the row is of another table, or has no column for it. */
export function figureIn(row: PerformanceRow, measure: SchoolMeasure): SchoolFigure | undefined {
  if (row.table !== measure.table) return undefined
  const published = cellIn(row, measure.columns)
  if (published === undefined) return undefined
  return {
    measure: measure.code,
    year: row.year,
    published,
    value: numberIn(published),
    cohort: numberIn(cellIn(row, measure.cohort)),
    lower: numberIn(measure.interval && cellIn(row, measure.interval.lower)),
    upper: numberIn(measure.interval && cellIn(row, measure.interval.upper)),
    row,
  }
}

/** Which cell of a file's rows of a year carries what is published in these columns; undefined where no cell does. */
export function placeIn(headings: readonly string[], columns: readonly PublishedIn[], year: number): number | undefined {
  const inForce = columns.filter(({ from, until }) => from <= year && year <= (until ?? year))
  return inForce
    .toSorted((a, b) => b.from - a.from)
    .map(({ column }) => placeOf(headings, column))
    .find((place) => place !== undefined)
}

function cellIn(row: PerformanceRow, columns: readonly PublishedIn[]): string | undefined {
  const place = placeIn(row.headings, columns, row.year)
  return place === undefined ? undefined : (row.cells[place] ?? '').trim()
}

/** A number as the performance tables print it: `62`, `62%`, `1,204`, `-0.3`. Null for a mark or an empty cell. */
export function numberIn(cell: string | undefined): number | null {
  return parseNumber((cell ?? '').replaceAll(',', '').replace(/\s*%$/, '')) ?? null
}
