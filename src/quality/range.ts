import { counted } from '../lib/count.ts'
import { cellAt, placesIn, printedNumber, type PublishedRow, type Naming, type PublishedTable } from './published-table.ts'
import type { QualityFinding, RuleReport } from './quality-finding.ts'
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
  const placeOf = placesIn(table.headings)
  const held = boundsOf(rule).filter(({ column }) => placeOf(column) !== undefined)
  let looked = 0
  const findings = held.flatMap((bounds) => {
    const place = placeOf(bounds.column)
    const outside = table.rows.filter((row) => {
      const figure = printedNumber(cellAt(row, place))
      if (figure) looked += 1
      return figure !== undefined && (figure.value < bounds.low || figure.value > bounds.high)
    })
    return outside.length === 0 ? [] : [findingOf(table, bounds, outside.map((row) => ({ row, printed: cellAt(row, place) })), naming)] // prettier-ignore
  })
  const said = `${counted(looked, 'figure')} in ${counted(held.length, 'column')} held against what a figure of the kind can be.`
  return { rule: 'ranges', said, findings }
}

interface Outside {
  readonly row: PublishedRow
  readonly printed: string
}

function findingOf(table: PublishedTable, { column, low, high }: RangeRule, outside: readonly Outside[], naming: Naming): QualityFinding {
  const [first] = outside
  const where = outside.length === 1 && first ? naming.row(first.row) : counted(outside.length, 'row')
  const bounds = Number.isFinite(high) ? `lies between ${low} and ${high}` : `cannot be below ${low}`
  const told = first ? (outside.length === 1 ? first.printed : `${first.printed} for ${naming.row(first.row)}, for one`) : ''
  return {
    rule: 'ranges',
    weight: 'likely wrong',
    authority: outside.length === 1 ? (first?.row.authority ?? null) : null,
    subject: `${column}, ${where}`,
    sentence: `${where}: ${naming.column(column)} is printed as ${told}, and such a figure ${bounds}. It is shown as printed; leave it out of anything you work out, and ask the publisher or the school.`,
    key: `ranges ${table.table} ${table.year} ${column} ${outside.length} ${first?.row.code} ${first?.printed}`,
    behind: outside.map(({ row, printed }) => ({
      line: row.line,
      code: row.code,
      name: naming.row(row),
      authority: row.authority,
      cells: [[column, printed]],
    })),
  }
}
