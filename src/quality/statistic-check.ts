import { count, counted } from '../lib/count.ts'
import { areaSum, roundedToOf } from './area-sum.ts'
import { cellAt, placesIn, printedNumber, type PublishedRow, type Naming, type PublishedTable } from './published-table.ts'
import type { QualityFinding, RuleReport } from './quality-finding.ts'
import type { ShareRule, TableRule } from './table-rule.ts'

/** Indicators that count everybody whom a file's percentages are of, where one does for all. */
const everybody = ['children_number', 'pupils_number', 't_pupils', 'possible_sessions', 'cohort']

/**
 * Which indicators of a file of Explore education statistics are the percentage of which two others, as publishers name them.
 *
 * - `gld_percentage` is of `gld_number` and `children_number`.
 * - `pt_read_met_expected_standard` is of `t_read_met_expected_standard` and `t_read_eligible_pupils`, or `t_pupils`.
 * - `overall_absence_perc` is of `overall_absence` and `possible_sessions`.
 *
 * @example
 * sharesAmong(['children_number', 'gld_number', 'gld_percentage']) // => [{ percent: 'gld_percentage', part: 'gld_number', whole: 'children_number' }]
 * sharesAmong(['number', 'percentage']) // => []
 */
export function sharesAmong(indicators: readonly string[]): readonly ShareRule[] {
  const known = new Set(indicators)
  const whole = everybody.find((name) => known.has(name))
  const first = (names: readonly (string | undefined)[]) => names.find((name) => name !== undefined && known.has(name))
  return indicators.flatMap((percent) => {
    const stem = percent.replace(/_perc(entage)?$/, '')
    const subject = /^pt_([a-z0-9]+)_/.exec(percent)?.[1]
    const part = subject === undefined ? first([`${stem}_number`, stem, `overall_${stem}`]) : first([percent.slice(1)])
    const of = subject === undefined ? whole : first([`t_${subject}_eligible_pupils`, whole])
    return part !== undefined && part !== percent && of !== undefined && of !== part ? [{ percent, part, whole: of }] : []
  })
}

/** What can be checked in a file of statistics, as the performance tables' rules say it of theirs. */
export function ruleOfStatistics(table: PublishedTable): TableRule {
  const shares = sharesAmong(table.headings)
  const counts = [...new Set(shares.flatMap(({ part, whole }) => [whole, part]))]
  const levels = [...new Set(table.rows.map(({ level }) => level))]
  const rows = levels.map((level) => {
    const ofLevel = table.rows.filter((row) => row.level === level)
    const rounded = counts.map((column) => ({ columns: [column], to: roundedToOf(ofLevel.map((row) => cellOf(table, row, column))) }))
    return { level, covers: '', types: undefined, without: [], but: [], rounded: rounded.filter(({ to }) => to > 1), says: '' }
  })
  const most = (column: string) => shares.find(({ part }) => part === column)?.whole ?? column
  return {
    table: table.table,
    from: 0,
    until: 9999,
    type: undefined,
    pupils: counts[0] ?? '',
    nobody: [],
    rows,
    counts: counts.map((column) => ({ column, most: most(column) })),
    rates: [],
    shares,
    ranges: shares.map(({ percent }) => ({ column: percent, low: 0, high: 100 })),
  }
}

/**
 * Counts of the country against those of its authorities, for each value of each filter and each period: `splitOf` says which rows
 * belong together.
 */
export function areaSumReport(
  table: PublishedTable,
  rule: TableRule,
  splitOf: (row: PublishedRow) => string,
  naming: Naming,
): RuleReport | undefined {
  const within = Map.groupBy(table.rows.filter(({ level }) => level === 'authority'), splitOf) // prettier-ignore
  const countries = table.rows.filter((row) => row.level === 'country' && (within.get(splitOf(row))?.length ?? 0) > 1)
  const tally = { exact: 0, within: 0, differs: 0, open: 0 }
  const differing = rule.counts.flatMap(({ column, most }) => {
    const to = (level: string) =>
      rule.rows.find((row) => row.level === level)?.rounded.find(({ columns }) => columns.includes(column))?.to ?? 1
    const rounded = { wider: to('country'), within: to('authority') }
    return countries.flatMap((row): readonly Differing[] => {
      const areas = within.get(splitOf(row)) ?? []
      const cells = areas.map((area) => cellOf(table, area, column))
      const bounds = areas.map((area) => (most === column ? '' : cellOf(table, area, most)))
      const made = areaSum({ wider: cellOf(table, row, column), within: cells, most: bounds, rounded })
      if (made) tally[made.agreement] += 1
      const sum = cells.reduce((total, cell) => total + (printedNumber(cell)?.value ?? 0), 0)
      return made?.agreement === 'differs' ? [{ row, column, published: cellOf(table, row, column), sum, apart: made.apart }] : []
    })
  })
  const looked = tally.exact + tally.within + tally.differs + tally.open
  if (looked === 0) return undefined
  const said = `${counted(looked, 'count')} of the country held against the sum of the authorities: ${count(tally.exact)} exact, ${count(tally.within)} within what rounded and withheld ones leave, ${count(tally.differs)} different, ${count(tally.open)} that nothing printed can bound.`
  return { rule: 'sums', said, findings: differing.length === 0 ? [] : [findingOf(table, differing, { ...naming, row: splitOf })] }
}

interface Differing {
  readonly row: PublishedRow
  readonly column: string
  readonly published: string
  readonly sum: number
  readonly apart: number
}

function findingOf(table: PublishedTable, differing: readonly Differing[], naming: Naming): QualityFinding {
  const share = ({ apart, sum }: Differing) => Math.abs(apart) / Math.max(1, sum)
  const largest = differing.reduce((most, one) => (share(one) > share(most) ? one : most))
  const { row, column, published, sum } = largest
  const told = (cell: string) => (/^\d+$/.test(cell) ? count(Number(cell)) : cell)
  return {
    rule: 'sums',
    weight: share(largest) < 0.01 ? 'to know' : 'look into',
    authority: null,
    subject: `${counted(differing.length, 'count')} of the country`,
    sentence:
      `${counted(differing.length, 'count')} of the country ${differing.length === 1 ? 'is' : 'are'} not the sum of the authorities’. The furthest is ${naming.column(column)}, ${naming.row(row)}: ` +
      `${told(published)} is printed, and the authorities’ add up to ${count(Math.round(sum))}. Some may be counted in two authorities or in none: ` +
      `quote the publisher’s own figure for the country, and do not add authorities up.`,
    key: `sums ${table.table} ${table.year} ${differing.length} ${column} ${published} ${Math.round(sum)}`,
    behind: differing.map((one) => ({
      line: one.row.line,
      code: one.row.code,
      name: naming.row(one.row),
      authority: null,
      cells: [
        ['column', one.column],
        ['published', told(one.published)],
        ['sum of the authorities', count(Math.round(one.sum))],
      ],
    })),
  }
}

const places = new WeakMap<readonly string[], (heading: string) => number | undefined>()

function cellOf({ headings }: PublishedTable, row: PublishedRow, column: string): string {
  const placeOf = places.get(headings) ?? placesIn(headings)
  places.set(headings, placeOf)
  return cellAt(row, placeOf(column))
}
