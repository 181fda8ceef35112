import type { Reads } from '../db/connect.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { dataSets, statisticsOf } from '../statistics/data-set.store.ts'
import type { DataSet, DataSetIndicator } from '../statistics/data-set.ts'
import type { KnownDataSet } from '../statistics/known-data-set.ts'
import type { StatisticPeriod } from '../statistics/statistic-period.ts'
import { figureKey, type FiguresWanted, type TabledFigure, type TabledMeasure, type YearOfMeasure } from './tabled.ts'

type StatisticMeasure = TabledMeasure & { readonly from: 'statistics' }

// Describing the data sets takes several questions, and they stay as they are until something is imported.
const kept = keptUntilImport<readonly StatisticMeasure[]>(2)

/**
 * Every indicator of the data sets held, as measures: for all pupils, and for each value of one filter with the others as they
 * usually stand.
 */
export async function statisticMeasures(reads: Reads, known: readonly KnownDataSet[]): Promise<readonly StatisticMeasure[]> {
  return kept(reads, 'measures', async () => (await dataSets(reads, known)).flatMap(measuresOf))
}

function measuresOf(set: DataSet): readonly StatisticMeasure[] {
  const usual = Object.fromEntries(set.filters.map(({ name, usual }) => [name, usual]))
  const varied = set.filters.flatMap(({ name, values, usual }) =>
    values.filter((value) => value !== usual).map((value) => ({ name, value })),
  )
  const breakdowns = [
    { filters: usual, said: '' },
    ...varied.map(({ name, value }) => ({ filters: { ...usual, [name]: value }, said: `, ${value}` })),
  ]
  return set.indicators.flatMap((indicator) => breakdowns.map(({ filters, said }) => measureOf(set, indicator, filters, said)))
}

function measureOf(set: DataSet, indicator: DataSetIndicator, filters: Readonly<Record<string, string>>, said: string): StatisticMeasure {
  const changed = set.filters.flatMap(({ name, usual }) => {
    const value = filters[name] ?? usual
    return value === usual ? [] : [`${name}=${value.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}`]
  })
  const newest = set.files[0]
  return {
    key: ['data', set.key, indicator.name, ...changed].join(':'),
    from: 'statistics',
    set,
    indicator: indicator.name,
    filters,
    title: `${indicator.label}${said}`,
    unit: indicator.unit,
    decimals: indicator.decimals,
    group: set.title,
    breaks: [],
    source: `${set.publication ?? 'Explore education statistics'}: ${set.title}. ${newest ? `Newest file ${newest.file}, imported ${inWords(dayInLondon(newest.imported_at))}.` : ''}`,
    years: set.periods.map((period, i) => yearOf(period, i === set.periods.length - 1)),
  }
}

/** Years of one kind go by the year they end in; parts of years, such as terms and weeks, each by themselves. */
function yearOf({ year, identifier, label, endsIn, sorts }: StatisticPeriod, latest: boolean): YearOfMeasure {
  const whole = /year$/i.test(identifier) || identifier === ''
  return { key: whole ? String(endsIn) : `${endsIn} ${String(sorts).padStart(9, '0')} ${year}`, label, endsIn, latest }
}

/** The figures of those measures, one question for each data set and breakdown. */
export async function statisticFigures(
  reads: Reads,
  { measures, places }: FiguresWanted<StatisticMeasure>,
): Promise<readonly (readonly [string, TabledFigure])[]> {
  const asked = [...Map.groupBy(measures, ({ measure }) => `${measure.set.key} ${JSON.stringify(measure.filters)}`).values()]
  const found: (readonly [string, TabledFigure])[] = []
  for (const of of asked) found.push(...(await figuresOfBreakdown(reads, of, places.map(({ code }) => code)))) // prettier-ignore
  return found
}

async function figuresOfBreakdown(reads: Reads, of: FiguresWanted<StatisticMeasure>['measures'], areas: readonly string[]) {
  const first = of[0]?.measure
  if (!first) return []
  const rows = await statisticsOf(reads, first.set, areas, {
    filters: first.filters,
    indicators: of.map(({ measure }) => measure.indicator),
  })
  return rows.flatMap(({ area, period, cells }) =>
    of.flatMap(({ measure, years }): (readonly [string, TabledFigure])[] => {
      const cell = cells[measure.indicator]
      const { key } = yearOf(period, false)
      if (!cell || !years.some((year) => year.key === key)) return []
      return [[figureKey(measure.key, area, key), { published: cell.published, value: cell.value }]]
    }),
  )
}
