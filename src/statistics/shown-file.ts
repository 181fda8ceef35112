import type { Shown } from './shown.ts'
import type { StatisticRow } from './data-set.ts'
import { statisticLevels } from './statistic-area.ts'

/** What is shown of a data set as rows of a file: each area and period, the cell as published, its number, and why there is none. */
export function statisticsFile(
  { set, choice, nameOf }: Pick<Shown, 'set' | 'choice' | 'nameOf'>,
  rows: readonly StatisticRow[],
): { readonly head: readonly string[]; readonly rows: readonly (readonly (string | number | null)[])[] } {
  const { indicator } = choice
  const filters = set.filters.map(({ name }) => name)
  return {
    head: [
      'period',
      'time_period',
      'time_identifier',
      'level',
      'area',
      'area_name',
      ...filters,
      'indicator',
      'published',
      'value',
      'why',
      'remarks',
    ],
    rows: rows.map((row) => {
      const cell = row.cells[indicator.name]
      return [
        row.period.label,
        row.period.year,
        row.period.identifier,
        statisticLevels.find(({ key }) => key === row.level)?.name ?? row.level,
        row.area,
        nameOf(row.area),
        ...filters.map((name) => row.filters[name] ?? ''),
        indicator.name,
        cell?.published ?? '',
        cell?.value ?? null,
        cell?.why ?? '',
        row.remarks,
      ]
    }),
  }
}
