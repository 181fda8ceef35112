import type { Day } from '../lib/day.ts'
import type { SpendingBeside, SpendingFigure } from '../finance/spending.ts'
import type { NewBasis } from '../measures/break.ts'
import type { StatisticCell } from '../statistics/statistic-cell.ts'

/** How many pupils the authority's state-funded schools have, by a file of Ofsted's of the year the spending ended in. */
export interface PupilsOfYear {
  readonly asAt: Day
  readonly file: string
  readonly schools: number
  /** Schools of which the file gives no number. Where there are any, the sum is not known. */
  readonly withoutNumber: number
  readonly pupils: number
}

/** The reserves of the authority's maintained schools in one financial year, and the country's. A missing row gives no cells. */
export interface ReservesOfYear {
  readonly label: string
  readonly endsIn: number
  readonly ours: Readonly<Record<string, StatisticCell>>
  readonly country: Readonly<Record<string, StatisticCell>>
}

export interface Reserves {
  /** The oldest first. */
  readonly years: readonly ReservesOfYear[]
  readonly countryName: string
  readonly breaks: readonly NewBasis[]
  readonly files: readonly { readonly file: string; readonly imported_at: Date }[]
}

/** What the finance part of the profile tells beside its measures. */
export interface FinanceFacts {
  readonly spending: SpendingBeside | undefined
  readonly pupils: PupilsOfYear | undefined
  readonly reserves: Reserves | undefined
}

export const education = 'Education services'

/** A line of education's spending, as printed and as a share of what education spends in all. */
export interface EducationLine {
  readonly what: string
  readonly published: string
  readonly thousands: number | undefined
  /** In percent. Undefined where either figure has a mark, or nothing is spent. */
  readonly share: number | undefined
}

/**
 * Education's lines of the summary, each with its share of total expenditure.
 *
 * @example
 * educationLines([{ service: 'Education services', what: 'Total Expenditure', published: '120', thousands: 120 }])[0].share // => 100
 * educationLines([{ service: 'Highways', what: 'Total Expenditure', published: '9', thousands: 9 }]) // => []
 */
export function educationLines(figures: readonly SpendingFigure[]): readonly EducationLine[] {
  const lines = figures.filter(({ service }) => service === education)
  const total = lines.find(({ what }) => what === 'Total Expenditure')?.thousands
  return lines.map(({ what, published, thousands }) => ({
    what,
    published,
    thousands,
    share: thousands === undefined || total === undefined || total <= 0 ? undefined : (thousands / total) * 100,
  }))
}
