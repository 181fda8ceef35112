import { settled } from '../lib/decimal.ts'
import { bandOf, type Band } from '../measures/band.ts'
import { neighbourMean } from '../measures/neighbour-mean.ts'
import { quartiles } from '../measures/quartiles.ts'
import { rankOf } from '../measures/rank.ts'
import type { BesideArea } from './beside.ts'
import type { Choice } from './choice.ts'
import type { DataSet, StatisticRow } from './data-set.ts'
import type { StatisticCell } from './statistic-cell.ts'
import type { StatisticPeriod } from './statistic-period.ts'

/** One indicator of a data set in one period: ours and what it is set beside. */
export interface PeriodShown {
  readonly period: StatisticPeriod
  readonly ours: StatisticCell | undefined
  readonly region: StatisticCell | undefined
  readonly country: StatisticCell | undefined
  /** The mean of the neighbours that have a figure, and how many do. Null for a count, which is never averaged. */
  readonly neighbourMean: number | null
  readonly neighboursKnown: number
  readonly cohort: StatisticCell | undefined
  readonly remarks: string
}

export interface RankedFigure {
  readonly code: string
  readonly value: number
  readonly band: Band
}

/** Where we stand among the authorities that have a figure. */
export interface RankShown {
  readonly period: StatisticPeriod
  readonly rank: number | null
  readonly of: number
  readonly band: Band | null
  readonly figures: readonly RankedFigure[]
}

export interface Shown {
  readonly set: DataSet
  readonly choice: Choice
  readonly authority: string
  readonly authorityName: string
  readonly country: BesideArea
  readonly region: BesideArea | undefined
  readonly neighbours: readonly string[]
  /** Undefined while no set of neighbours is held. */
  readonly neighbourSet: string | undefined
  readonly periods: readonly PeriodShown[]
  readonly rank: RankShown | undefined
  readonly nameOf: (code: string) => string
}

type Areas = Pick<Shown, 'authority' | 'country' | 'region' | 'neighbours'>

/** The rows of ours and of what it is set beside, period by period, the oldest first. */
export function periodsShown(set: DataSet, { indicator }: Choice, rows: readonly StatisticRow[], areas: Areas): readonly PeriodShown[] {
  const rowOf = new Map(rows.map((row) => [`${row.period.sorts} ${row.period.identifier} ${row.area}`, row]))
  return set.periods.map((period) => {
    const row = (area: string | undefined) => rowOf.get(`${period.sorts} ${period.identifier} ${area}`)
    const cell = (area: string | undefined) => row(area)?.cells[indicator.name]
    const near = indicator.rate ? areas.neighbours.map((area) => cell(area)?.value ?? null) : []
    const ours = row(areas.authority)
    return {
      period,
      ours: cell(areas.authority),
      region: cell(areas.region?.code),
      country: cell(areas.country.code),
      neighbourMean: neighbourMean(near),
      neighboursKnown: near.filter((value) => value !== null).length,
      cohort: indicator.of === undefined ? undefined : ours?.cells[indicator.of],
      remarks: ours?.remarks ?? '',
    }
  })
}

/** The latest period in which anybody shown has a number. */
export function latestPeriod(periods: readonly PeriodShown[]): PeriodShown | undefined {
  return periods.findLast(({ ours, region, country, neighbourMean: mean }) =>
    [ours?.value, region?.value, country?.value, mean].some((value) => value !== null && value !== undefined),
  )
}

/**
 * Our place among the authorities that have a figure in one period; ties share the best. Undefined where a place would mean
 * nothing: a count, an indicator of which neither high nor low is good, or fewer than ten figures.
 */
export function rankAmong(choice: Choice, rows: readonly StatisticRow[], authority: string): RankShown | undefined {
  const { indicator } = choice
  const known = rows.flatMap(({ area, cells }) => {
    const value = cells[indicator.name]?.value
    return value === null || value === undefined ? [] : [{ code: area, value: settled(value) }]
  })
  const [first] = rows
  const ascending = known.map(({ value }) => value).toSorted((a, b) => a - b)
  const cuts = quartiles(ascending)
  if (!indicator.rate || indicator.polarity === '-' || known.length < 10 || !cuts || !first) return undefined
  const ours = known.find(({ code }) => code === authority)
  return {
    period: first.period,
    rank: ours ? rankOf(ours.value, ascending, indicator.polarity) : null,
    of: known.length,
    band: ours ? bandOf(ours.value, cuts, indicator.polarity) : null,
    figures: known.map((one) => ({ ...one, band: bandOf(one.value, cuts, indicator.polarity) })),
  }
}
