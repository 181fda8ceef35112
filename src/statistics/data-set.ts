import type { NewBasis } from '../measures/break.ts'
import type { Polarity } from '../measures/polarity.ts'
import type { StatisticLevel } from './statistic-area.ts'
import type { StatisticCell } from './statistic-cell.ts'
import type { StatisticPeriod } from './statistic-period.ts'

/** What the rows of a data set are split by: `social_care_group`. */
export interface DataSetFilter {
  readonly name: string
  readonly label: string
  /** Its values in the publisher's order. */
  readonly values: readonly string[]
  /** The value to begin with: that of all pupils where there is one. */
  readonly usual: string
}

/** What the rows of a data set give. */
export interface DataSetIndicator {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly decimals: number
  /** Whether high or low is good; `-` where neither is, or nobody has said. */
  readonly polarity: Polarity
  /** Whether figures of several areas may be averaged: a rate or a score may, a count may not. */
  readonly rate: boolean
  /** The indicator that says how many the figure rests on, where that is known. */
  readonly of: string | undefined
  /** Shown first. */
  readonly headline: boolean
}

/** A file that gives a data set some of its periods. */
export interface DataSetFile {
  readonly run: number
  readonly file: string
  readonly imported_at: Date
  /** With the place of each in the file. */
  readonly periods: readonly (StatisticPeriod & { readonly place: number })[]
  /** Its filters and indicators by name, in the order in which its rows have them. */
  readonly filters: readonly string[]
  readonly indicators: readonly string[]
}

/** Statistics published under one set of columns, with all that is held of them. */
export interface DataSet {
  /** Names it in addresses: `ks2-social-care`. */
  readonly key: string
  readonly title: string
  /** What it is, and the publication it is from, where Fiveday knows it. */
  readonly about: string | undefined
  readonly publication: string | undefined
  readonly filters: readonly DataSetFilter[]
  /** The indicator of the first headline, or the first, is the one to begin with. */
  readonly indicators: readonly DataSetIndicator[]
  /** The oldest first. */
  readonly periods: readonly StatisticPeriod[]
  readonly levels: readonly StatisticLevel[]
  /** Years from which figures do not compare with earlier ones, where Fiveday knows them. */
  readonly breaks: readonly NewBasis[]
  readonly files: readonly DataSetFile[]
}

/** A row of statistics: one area in one period, and for one value of each filter. */
export interface StatisticRow {
  readonly period: StatisticPeriod
  readonly level: StatisticLevel
  /** The three digits of an authority, a region or the country; a school's URN; a trust's UID. */
  readonly area: string
  /** The value of each filter of the data set, by the filter's name. */
  readonly filters: Readonly<Record<string, string>>
  /** What the publisher remarks on the row, as `Revised`. */
  readonly remarks: string
  /** The cell of each indicator asked for, by the indicator's name. A file without the indicator gives none. */
  readonly cells: Readonly<Record<string, StatisticCell>>
  readonly run: number
  readonly line: number
}

/** Which rows and cells of a data set are wanted. Left out, all are. */
export interface Wanted {
  readonly filters?: Readonly<Record<string, string>>
  readonly indicators?: readonly string[]
  readonly periods?: readonly Pick<StatisticPeriod, 'year' | 'identifier'>[]
}
