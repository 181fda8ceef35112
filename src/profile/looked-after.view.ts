import { printed } from '../charts/amount.ts'
import type { Table } from '../charts/chart.ts'
import { count } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import { dayInLondon } from '../lib/london.ts'
import { socialCareGroups, type FigureBeside, type LookedAfterChildren } from '../statistics/looked-after.ts'
import type { StatisticCell } from '../statistics/statistic-cell.ts'

/** The virtual school's figures as tables, with what the marks in them mean. */
export interface LookedAfterTables {
  readonly groups: readonly { readonly name: string; readonly caption: string; readonly table: Table }[]
  readonly marks: readonly string[]
  readonly source: string
}

interface Line {
  readonly label: string
  readonly unit: string
  readonly decimals: number
  readonly years: readonly FigureBeside[]
}

/** How many of the newest periods a table shows. */
const periodsShown = 4

/**
 * How looked-after children and others whom a social worker supports do, a table for each group, and how many moved school.
 *
 * Each figure stands with how many children it rests on; these are few, and one child can change a figure by several points.
 */
export function lookedAfterTables(found: LookedAfterChildren, { authorityName }: { readonly authorityName: string }): LookedAfterTables {
  const beside = { country: found.country.name, region: found.region?.name, authorityName }
  const outcomes = socialCareGroups.map(({ name, published }) => ({
    name,
    lines: found.outcomes
      .filter(({ group }) => group.published === published)
      .map(({ measure, years }) => ({ ...measure, unit: measure.unit === 'percent' ? '%' : measure.unit, years })),
  }))
  const moves = { name: 'Looked-after children who moved school', lines: found.moves.map((one) => ({ ...one, unit: '%', decimals: 0 })) }
  const groups = [...outcomes, moves].flatMap(({ name, lines }) => {
    const table = tableOf(lines, beside)
    return table ? [{ name, caption: `${name}: the newest years, with how many children each figure is of`, table }] : []
  })
  const years = [...found.outcomes, ...found.moves].flatMap((one) => one.years)
  return { groups, marks: marksIn(years), source: sourceOf(found) }
}

interface Beside {
  readonly country: string
  readonly region: string | undefined
  readonly authorityName: string
}

/** Undefined where nothing is held of the group. A line that has never had a cell of ours is left out. */
function tableOf(all: readonly Line[], { country, region, authorityName }: Beside): Table | undefined {
  const lines = all.filter(({ years }) => years.some(({ ours }) => ours !== undefined))
  const periods = [...new Map(lines.flatMap(({ years }) => years.map(({ period }) => [period.sorts, period]))).values()]
    .toSorted((a, b) => b.sorts - a.sorts)
    .slice(0, periodsShown)
  const [newest] = periods
  if (!newest) return undefined
  const head = [
    'Measure',
    ...periods.map(({ label }) => `${authorityName} ${label}`),
    ...(region === undefined ? [] : [`${region} ${newest.label}`]),
    `${country} ${newest.label}`,
  ]
  const rows = lines.map((line) => {
    const at = (sorts: number) => line.years.find(({ period }) => period.sorts === sorts)
    const latest = at(newest.sorts)
    return [
      line.label,
      ...periods.map(({ sorts }) => ourCell(at(sorts), line)),
      ...(region === undefined ? [] : [cell(latest?.region, line)]),
      cell(latest?.country, line),
    ]
  })
  return { head, rows, numeric: head.map((_, i) => i).slice(1) }
}

function ourCell(year: FigureBeside | undefined, line: Line): string {
  const of = year?.cohort?.value ?? null
  return `${cell(year?.ours, line)}${of === null ? '' : ` of ${count(of)}`}`
}

const cell = (found: StatisticCell | undefined, line: Line): string =>
  found === undefined ? 'no row' : found.value === null ? found.published : printed(found.value, line)

function marksIn(years: readonly FigureBeside[]): readonly string[] {
  const cells = years.flatMap(({ ours, region, country }) => [ours, region, country])
  const marks = new Map(cells.flatMap((one) => (one && one.why !== null ? [[one.published, one.why] as const] : [])))
  return [...marks].map(([mark, why]) => `${mark === '' ? 'An empty cell' : mark}: ${why}.`)
}

function sourceOf({ files }: LookedAfterChildren): string {
  if (files.length === 0) return ''
  const named = files.map(({ file, imported_at }) => `${file}, imported ${inWords(dayInLondon(imported_at))}`)
  return `Department for Education, Explore education statistics (${named.join('; ')}).`
}
