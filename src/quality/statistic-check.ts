import { count, counted } from '../lib/count.ts'
import { areaSum, seeingRounded } from './area-sum.ts'
import {
  cellAt,
  mostDecimals,
  placesIn,
  printedNumber,
  type Naming,
  type PublishedRow,
  type PublishedTable,
  type TableHead,
} from './published-table.ts'
import { heaping, type Heap, type QualityFinding, type RuleReport } from './quality-finding.ts'
import type { Agreement } from './reproduction.ts'
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
  const seeing = seeingStatistics(table)
  seeing.add(table.rows)
  return seeing.rule()
}

/** The same of statistics that come some rows at a time, and to how many decimals a column gives its figures. */
export function seeingStatistics(table: TableHead) {
  const shares = sharesAmong(table.headings)
  const counts = [...new Set(shares.flatMap(({ part, whole }) => [whole, part]))]
  const percents = new Map(shares.map(({ percent }) => [percent, 0]))
  const levels = new Map<string, Map<string, ReturnType<typeof seeingRounded>>>()
  const most = (column: string) => shares.find(({ part }) => part === column)?.whole ?? column
  return {
    add(rows: readonly PublishedRow[]): void {
      for (const [level, ofLevel] of Map.groupBy(rows, (row) => row.level)) {
        const seen = levels.get(level) ?? new Map(counts.map((column) => [column, seeingRounded()]))
        levels.set(level, seen)
        for (const [column, rounded] of seen) rounded.add(ofLevel.map((row) => cellOf(table, row, column)))
      }
      for (const [percent, decimals] of percents)
        percents.set(percent, Math.max(decimals, mostDecimals(rows.map((row) => cellOf(table, row, percent)))))
    },
    decimalsOf: (heading: string): number => percents.get(heading) ?? 0,
    rule: (): TableRule => ({
      table: table.table,
      from: 0,
      until: 9999,
      type: undefined,
      pupils: counts[0] ?? '',
      nobody: [],
      rows: [...levels].map(([level, seen]) => {
        const rounded = [...seen].map(([column, one]) => ({ columns: [column], to: one.to() })).filter(({ to }) => to > 1)
        return { level, covers: '', types: undefined, without: [], but: [], rounded, says: '' }
      }),
      counts: counts.map((column) => ({ column, most: most(column) })),
      rates: [],
      shares,
      ranges: shares.map(({ percent }) => ({ column: percent, low: 0, high: 100 })),
    }),
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
  const looking = lookingAtSums(table, rule, splitOf)
  looking.add(table.rows)
  return looking.report(naming)
}

/** The same for statistics that come some rows at a time; rows that belong together come together. */
export function lookingAtSums(table: TableHead, rule: TableRule, splitOf: (row: PublishedRow) => string) {
  const tally = { exact: 0, within: 0, differs: 0, open: 0 }
  const differing = heaping<Differing>()
  let furthest: Differing | undefined
  return {
    add(rows: readonly PublishedRow[]): void {
      for (const { agreement, differs } of sumsIn({ ...table, rows }, rule, splitOf)) {
        tally[agreement] += 1
        if (!differs) continue
        differing.add(differs)
        if (furthest === undefined || shareOf(differs) > shareOf(furthest)) furthest = differs
      }
    },
    report(naming: Naming): RuleReport | undefined {
      const looked = tally.exact + tally.within + tally.differs + tally.open
      if (looked === 0) return undefined
      const said = `${counted(looked, 'count')} of the country held against the sum of the authorities: ${count(tally.exact)} exact, ${count(tally.within)} within what rounded and withheld ones leave, ${count(tally.differs)} different, ${count(tally.open)} that nothing printed can bound.`
      const findings = furthest ? [findingOf(table, furthest, differing.heap(), { ...naming, row: splitOf })] : []
      return { rule: 'sums', said, findings }
    },
  }
}

interface Sum {
  readonly agreement: Agreement
  readonly differs: Differing | undefined
}

function sumsIn(table: PublishedTable, rule: TableRule, splitOf: (row: PublishedRow) => string): readonly Sum[] {
  const within = Map.groupBy(table.rows.filter(({ level }) => level === 'authority'), splitOf) // prettier-ignore
  const countries = table.rows.filter((row) => row.level === 'country' && (within.get(splitOf(row))?.length ?? 0) > 1)
  return rule.counts.flatMap(({ column, most }) => {
    const to = (level: string) =>
      rule.rows.find((row) => row.level === level)?.rounded.find(({ columns }) => columns.includes(column))?.to ?? 1
    const rounded = { wider: to('country'), within: to('authority') }
    return countries.flatMap((row): readonly Sum[] => {
      const areas = within.get(splitOf(row)) ?? []
      const cells = areas.map((area) => cellOf(table, area, column))
      const bounds = areas.map((area) => (most === column ? '' : cellOf(table, area, most)))
      const made = areaSum({ wider: cellOf(table, row, column), within: cells, most: bounds, rounded })
      if (!made) return []
      if (made.agreement !== 'differs') return [{ agreement: made.agreement, differs: undefined }]
      const sum = cells.reduce((total, cell) => total + (printedNumber(cell)?.value ?? 0), 0)
      const differs = { row, column, published: cellOf(table, row, column), sum, apart: made.apart }
      return [{ agreement: made.agreement, differs }]
    })
  })
}

interface Differing {
  readonly row: PublishedRow
  readonly column: string
  readonly published: string
  readonly sum: number
  readonly apart: number
}

const shareOf = ({ apart, sum }: Differing) => Math.abs(apart) / Math.max(1, sum)

function findingOf(table: TableHead, furthest: Differing, { count: rows, first }: Heap<Differing>, naming: Naming): QualityFinding {
  const { row, column, published, sum } = furthest
  const told = (cell: string) => (/^\d+$/.test(cell) ? count(Number(cell)) : cell)
  return {
    rule: 'sums',
    weight: shareOf(furthest) < 0.01 ? 'to know' : 'look into',
    authority: null,
    subject: `${counted(rows, 'count')} of the country`,
    sentence:
      `${counted(rows, 'count')} of the country ${rows === 1 ? 'is' : 'are'} not the sum of the authorities’. The furthest is ${naming.column(column)}, ${naming.row(row)}: ` +
      `${told(published)} is printed, and the authorities’ add up to ${count(Math.round(sum))}. Some may be counted in two authorities or in none: ` +
      `quote the publisher’s own figure for the country, and do not add authorities up.`,
    key: `sums ${table.table} ${table.year} ${rows} ${column} ${published} ${Math.round(sum)}`,
    rowsBehind: rows,
    behind: first.map((one) => ({
      line: one.row.line,
      code: one.row.code,
      name: naming.row(one.row),
      authority: null,
      cells: [
        ['column', naming.column(one.column)],
        ['published', told(one.published)],
        ['sum of the authorities', count(Math.round(one.sum))],
      ],
    })),
  }
}

const places = new WeakMap<readonly string[], (heading: string) => number | undefined>()

function cellOf({ headings }: TableHead, row: PublishedRow, column: string): string {
  const placeOf = places.get(headings) ?? placesIn(headings)
  places.set(headings, placeOf)
  return cellAt(row, placeOf(column))
}
