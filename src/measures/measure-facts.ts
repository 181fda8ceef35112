import type { AreaCode } from '../authorities/area.ts'
import type { Band } from './band.ts'
import type { Measure } from './measure.ts'
import type { Quartiles } from './quartiles.ts'

/** An authority's year in one measure, and what it is set beside. */
export interface YearCompared {
  readonly year: string
  readonly endsIn: number
  readonly latest: boolean
  readonly of: number
  readonly quartiles: Quartiles | undefined
  /** The cell as printed; null where the file has none for the authority. */
  readonly published: string | null
  readonly value: number | null
  readonly rank: number | null
  readonly band: Band | null
  readonly change: number | null
  readonly england: number | null
  readonly region: number | null
  readonly neighbourMean: number | null
  readonly neighbours: readonly { readonly code: AreaCode; readonly value: number | null }[]
}

/** What an authority's figures are set beside: its country, and its region when the publisher names one. */
export interface Beside {
  readonly nation: AreaCode
  readonly region: { readonly code: AreaCode; readonly name: string } | undefined
}

/** The latest year of one measure for an authority, and what it is set beside. */
export interface ProfileRow extends Omit<YearCompared, 'latest' | 'quartiles' | 'neighbours'> {
  readonly measure: string
}

/** One authority in the latest year of a measure. */
export interface LatestFigure {
  readonly code: AreaCode
  readonly name: string
  readonly value: number | null
  readonly band: Band | null
}

/** Everything a page or a document says of one measure for one authority. */
export interface MeasureFacts {
  readonly measure: Measure
  readonly authority: AreaCode
  readonly authorityName: string
  readonly nationName: string
  readonly beside: Beside
  readonly years: readonly YearCompared[]
  readonly latest: readonly LatestFigure[]
  /** The dated set of neighbours compared with, and who they are, the nearest first. */
  readonly set: { readonly key: string; readonly title: string } | undefined
  readonly neighbours: readonly { readonly code: AreaCode; readonly name: string | null; readonly closeness: string }[]
}

/**
 * Whether the country's figure is a total and not a mean: it is above every authority's. A number of children, not a rate.
 *
 * A chart does not draw a total beside an authority: it would press every other line flat.
 *
 * @example
 * isTotal(81770, [800, 1738, 89]) // => true
 * isTotal(63, [62, 70, null]) // => false
 */
export function isTotal(national: number | null, figures: readonly (number | null)[]): boolean {
  const known = figures.filter((figure) => figure !== null)
  return national !== null && known.length > 1 && known.every((figure) => figure < national)
}
