import type { DataSetIndicator, StatisticRow } from './data-set.ts'
import type { KnownDataSet } from './known-data-set.ts'
import { statisticLevels } from './statistic-area.ts'
import { labelOfColumn, unitOfColumn } from './statistic-column.ts'

/**
 * What a data set is called that nobody has named: its file's name, made readable.
 *
 * @example
 * titleOf('ks2_la.csv') // => 'KS2 la'
 * titleOf('statistics.zip: data/1_absence-by_region_2024.csv') // => 'Absence by region 2024'
 */
export function titleOf(file: string): string {
  const name = file.split(/[/\\]|: /).at(-1) ?? file
  const text = name
    .replace(/(\.(csv|gz|parquet|xlsx|ods))+$/i, '')
    .replace(/^\d{1,2}[_-]/, '')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/\b(ks\d|eyfsp?|la|sen|cla|mat|nfer|fsm)\b/gi, (word) => (word.toLowerCase() === 'la' ? word : word.toUpperCase()))
    .trim()
  return text === '' ? 'Unnamed statistics' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

/** The value of a filter to begin with: the one named, or that of everybody, or else the first. */
export function usualOf(values: readonly string[], named: string | undefined): string {
  if (named !== undefined && values.includes(named)) return named
  return values.find((value) => /^(total|all)\b/i.test(value)) ?? values.find((value) => /\btotal\b/i.test(value)) ?? values[0] ?? ''
}

/** What is said of an indicator, by whoever described it or by its column's name. */
export function indicatorOf(name: string, described: KnownDataSet | undefined): DataSetIndicator {
  const said = described?.indicators.find(({ column }) => column === name)
  const guessed = unitOfColumn(name)
  return {
    name,
    label: said?.label ?? labelOfColumn(name),
    unit: said?.unit ?? guessed.unit,
    decimals: said?.decimals ?? guessed.decimals,
    polarity: said?.polarity ?? '-',
    rate: said?.rate ?? guessed.rate,
    of: said?.of,
    headline: said?.headline ?? false,
  }
}

/** Indicators in the order that whoever described them gives, and then the rest as the publisher has them. */
export function inDescribedOrder(names: readonly string[], described: KnownDataSet | undefined): readonly string[] {
  const first = described?.indicators.flatMap(({ column }) => (names.includes(column) ? [column] : [])) ?? []
  return [...first, ...names.filter((name) => !first.includes(name))]
}

/** Rows with the newest period first, then from the country down, by area, and in the order of the breakdowns. */
export function inOrder(rows: readonly StatisticRow[], breakdownOf: (row: StatisticRow) => number): readonly StatisticRow[] {
  const placeOf = new Map(statisticLevels.map(({ key }, place) => [key, place]))
  return rows.toSorted(
    (a, b) =>
      b.period.sorts - a.period.sorts ||
      (placeOf.get(a.level) ?? 0) - (placeOf.get(b.level) ?? 0) ||
      (a.area < b.area ? -1 : Number(a.area > b.area)) ||
      breakdownOf(a) - breakdownOf(b),
  )
}
