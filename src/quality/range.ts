import { counted } from '../lib/count.ts'
import {
  cellAt,
  placesIn,
  printedNumber,
  type Looking,
  type Naming,
  type PublishedRow,
  type PublishedTable,
  type TableHead,
} from './published-table.ts'
import { heaping, type Heap, type QualityFinding, type RuleReport } from './quality-finding.ts'
import type { RangeRule, TableRule } from './table-rule.ts'

/**
 * The bounds of a table's columns: those that are written down, percentages of pupils from 0 to 100, and counts of pupils from 0.
 *
 * @example
 * boundsOf({ table: 'absence', from: 0, until: 9999, type: undefined, pupils: 'P', nobody: [], rows: [], counts: [{ column: 'P', most: 'P' }], rates: [], shares: [], ranges: [] }) // => [{ column: 'P', low: 0, high: Infinity }]
 */
export function boundsOf(rule: TableRule): readonly RangeRule[] {
  const known = new Set(rule.ranges.map(({ column }) => column))
  const percentages = rule.rates
    .filter(({ column, ofPupils }) => ofPupils && !known.has(column))
    .map(({ column }) => ({ column, low: 0, high: 100 }))
  const counts = rule.counts.map(({ column }) => ({ column, low: 0, high: Infinity }))
  return [...rule.ranges, ...percentages, ...counts]
}

/** Figures of a table that lie outside what a figure of their column can be. They are shown as printed and never changed. */
export function rangeReport(table: PublishedTable, rule: TableRule, naming: Naming): RuleReport {
  const looking = lookingAtRanges(table, rule)
  looking.add(table.rows)
  return looking.report(naming)
}

/** The same for a table that comes some rows at a time. */
export function lookingAtRanges(table: TableHead, rule: TableRule): Looking {
  const placeOf = placesIn(table.headings)
  const held = boundsOf(rule).flatMap((bounds) => {
    const place = placeOf(bounds.column)
    return place === undefined ? [] : [{ bounds, place, outside: heaping<Outside>() }]
  })
  let looked = 0
  return {
    add(rows) {
      for (const { bounds, place, outside } of held) {
        for (const row of rows) {
          const figure = printedNumber(cellAt(row, place))
          if (figure) looked += 1
          if (figure && (figure.value < bounds.low || figure.value > bounds.high)) outside.add({ row, printed: cellAt(row, place) })
        }
      }
    },
    report(naming) {
      const found = held.map(({ bounds, outside }) => ({ bounds, outside: outside.heap() })).filter(({ outside }) => outside.count > 0)
      return {
        rule: 'ranges',
        said: `${counted(looked, 'figure')} in ${counted(held.length, 'column')} held against what a figure of the kind can be.`,
        findings: found.map(({ bounds, outside }) => findingOf(table, bounds, outside, naming)),
      }
    },
  }
}

interface Outside {
  readonly row: PublishedRow
  readonly printed: string
}

function findingOf(
  table: TableHead,
  { column, low, high }: RangeRule,
  { count, first: outside }: Heap<Outside>,
  naming: Naming,
): QualityFinding {
  const [first] = outside
  const where = count === 1 && first ? naming.row(first.row) : counted(count, 'row')
  const bounds = Number.isFinite(high) ? `lies between ${low} and ${high}` : `cannot be below ${low}`
  const told = first ? (count === 1 ? first.printed : `${first.printed} for ${naming.row(first.row)}, for one`) : ''
  return {
    rule: 'ranges',
    weight: 'likely wrong',
    authority: count === 1 ? (first?.row.authority ?? null) : null,
    subject: `${naming.column(column)}, ${where}`,
    sentence: `${where}: ${naming.column(column)} is printed as ${told}, and such a figure ${bounds}. It is shown as printed; leave it out of anything you work out, and ask the publisher or the school.`,
    key: `ranges ${table.table} ${table.year} ${column} ${count} ${first?.row.code} ${first?.printed}`,
    rowsBehind: count,
    behind: outside.map(({ row, printed }) => ({
      line: row.line,
      code: row.code,
      name: naming.row(row),
      authority: row.authority,
      cells: [[naming.column(column), printed]],
    })),
  }
}
