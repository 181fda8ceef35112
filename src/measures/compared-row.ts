import type { AreaCode } from '../authorities/area.ts'
import type { Band } from './band.ts'
import { neighbourMean } from './neighbour-mean.ts'
import type { Polarity } from './polarity.ts'

/** A row of `fiveday comparisons`: one authority in one measure and year. */
export interface ComparedRow {
  readonly measure: string
  readonly year: string
  readonly polarity: Polarity
  readonly authority: AreaCode
  readonly value: number | null
  readonly rank: number | null
  /** How many authorities have a figure. */
  readonly of: number
  readonly band: Band | null
  readonly neighbour_mean: number | null
  readonly england: number | null
}

/** The columns of `fiveday comparisons`, in order. */
export const comparedColumns = [
  'measure',
  'year',
  'polarity',
  'authority',
  'value',
  'rank',
  'of',
  'band',
  'neighbour_mean',
  'england',
] as const

/** One area's figure in a series, as stored. */
export interface StoredCell {
  readonly area: AreaCode
  readonly value: number | null
  readonly rank: number | null
  readonly band: Band | null
  readonly neighbourMean: number | null
}

/** A measure in one year, with a cell for each area that the publisher lists. */
export interface StoredSeries {
  readonly measure: string
  readonly year: string
  readonly polarity: Polarity
  readonly ranked: number
  readonly cells: readonly StoredCell[]
}

/** Which authorities rows are wanted for, and whose neighbours the mean is of when it is not the newest set's. */
export interface RowsWanted {
  readonly nation: AreaCode
  /** Authorities there are today, in order of code: each has a row, with or without a figure. */
  readonly current: readonly AreaCode[]
  readonly only?: AreaCode | undefined
  readonly neighbours?: ReadonlyMap<AreaCode, readonly AreaCode[]> | undefined
}

/**
 * The rows of one series, in order of the authority's code.
 *
 * - Every authority there is today has a row; a missing figure is empty.
 * - One that no longer exists has a row where it has a figure: the publisher still counts it there.
 * - Without a chosen set of neighbours the mean is the stored one, of the newest set.
 */
export function rowsOf(series: StoredSeries, wanted: RowsWanted): ComparedRow[] {
  const byArea = new Map(series.cells.map((cell) => [cell.area, cell]))
  const figureOf = (area: AreaCode) => byArea.get(area)?.value ?? null
  const england = figureOf(wanted.nation)
  const { measure, year, polarity, ranked } = series

  return authoritiesIn(series, wanted).map((authority) => {
    const cell = byArea.get(authority)
    const chosen = wanted.neighbours && neighbourMean((wanted.neighbours.get(authority) ?? []).map(figureOf))
    return {
      measure,
      year,
      polarity,
      authority,
      value: cell?.value ?? null,
      rank: cell?.rank ?? null,
      of: ranked,
      band: cell?.band ?? null,
      neighbour_mean: chosen === undefined ? (cell?.neighbourMean ?? null) : chosen,
      england,
    }
  })
}

function authoritiesIn({ cells }: StoredSeries, { current, only }: RowsWanted): AreaCode[] {
  const today = new Set(current)
  const gone = cells.filter(({ area, value, band }) => value !== null && band !== null && !today.has(area)).map(({ area }) => area)
  return [...current, ...gone].filter((area) => only === undefined || area === only).sort()
}
