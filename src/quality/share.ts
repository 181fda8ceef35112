import { counted, count } from '../lib/count.ts'
import {
  cellAt,
  mostDecimals,
  placesIn,
  printedNumber,
  readerTo,
  type Looking,
  type Naming,
  type PublishedRow,
  type PublishedTable,
  type TableHead,
} from './published-table.ts'
import { heaping, type Heap, type QualityFinding, type RowBehind, type RuleReport } from './quality-finding.ts'
import { addends, type ShareRule, type TableRule } from './table-rule.ts'

/** A part of a whole, as numbers, and the percentage that was printed of it with so many decimals. */
export interface PrintedShare {
  readonly part: number
  readonly whole: number
  readonly percent: number
  readonly decimals: number
}

/**
 * What a printed percentage should have been, when it does not follow from the numbers it is of; undefined when it does.
 *
 * - It follows when the numbers, rounded to its decimals, give it: 70.5% of 285 is 201, and 79% is not.
 * - Twice rounded counts as right: 70.45 may have become 70.5, and then 71.
 * - Of no pupils there is no percentage, and nothing to check.
 *
 * @example
 * shareFault({ part: 201, whole: 285, percent: 79, decimals: 0 }) // => { should: 70.526315789, asFraction: false }
 * shareFault({ part: 201, whole: 285, percent: 71, decimals: 0 }) // => undefined
 * shareFault({ part: 201, whole: 285, percent: 70.5, decimals: 1 }) // => undefined
 * shareFault({ part: 68, whole: 1218, percent: 0.056, decimals: 3 }) // => { should: 5.582922824, asFraction: true }
 */
export function shareFault({
  part,
  whole,
  percent,
  decimals,
}: PrintedShare): { readonly should: number; readonly asFraction: boolean } | undefined {
  if (whole <= 0) return undefined
  const should = Math.round((part / whole) * 1e11) / 1e9
  if (isPrintedAs(should, percent, decimals)) return undefined
  return { should, asFraction: isPrintedAs(should / 100, percent, decimals) }
}

function isPrintedAs(value: number, printed: number, decimals: number): boolean {
  const unit = 10 ** -decimals
  return Math.abs(value - printed) <= unit * 0.55 + 1e-9
}

/** A printed percentage as a sentence tells it, against what its numbers give. */
export function shareInWords({ part, whole, percent }: PrintedShare, should: number, decimals: number): string {
  return `${count(part)} of ${count(whole)} is ${should.toFixed(Math.max(1, decimals))}%, and ${percent}% is printed`
}

interface Faulty {
  readonly row: PublishedRow
  readonly share: PrintedShare
  readonly should: number
  readonly asFraction: boolean
}

/**
 * Percentages of a table that do not follow from the numbers beside them: one finding for each column with some.
 *
 * A percentage of numbers that the publisher rounded is given their room: of 820 pupils to the nearest 5.
 */
export function shareReport(table: PublishedTable, rule: TableRule, naming: Naming): RuleReport {
  const placeOf = placesIn(table.headings)
  const looking = lookingAtShares(table, rule, (heading) => mostDecimals(table.rows.map((row) => cellAt(row, placeOf(heading)))))
  looking.add(table.rows)
  return looking.report(naming)
}

/** The same for a table that comes some rows at a time. `decimalsOf` says to how many decimals a column gives its percentages. */
export function lookingAtShares(table: TableHead, rule: TableRule, decimalsOf: (heading: string) => number): Looking {
  const placeOf = placesIn(table.headings)
  const held = rule.shares
    .filter(({ percent, part, whole }) => [percent, part, ...addends(whole)].every((heading) => placeOf(heading) !== undefined))
    .map((share) => {
      return { share, read: sharesRead(table, share, decimalsOf(share.percent)), faulty: heaping<Faulty>(), whole: { fractions: true } }
    })
  let looked = 0
  return {
    add(rows) {
      for (const { share, read, faulty, whole } of held) {
        for (const row of rows) {
          const printed = read(row)
          if (!printed) continue
          looked += 1
          const fault = faultWithRoom(printed, roomOf(row, share, rule))
          if (!fault) continue
          faulty.add({ row, share: printed, ...fault })
          whole.fractions &&= fault.asFraction
        }
      }
    },
    report(naming) {
      return {
        rule: 'shares',
        said: `${counted(looked, 'percentage')} in ${counted(held.length, 'column')} worked out again from the numbers beside them.`,
        findings: held.flatMap(({ share, faulty, whole }) =>
          faulty.heap().count === 0 ? [] : [findingOf(table, share, { ...faulty.heap(), asFraction: whole.fractions }, naming)],
        ),
      }
    },
  }
}

/** Reads the share of a row as numbers; undefined where one of them is withheld. */
function sharesRead({ headings }: TableHead, share: ShareRule, decimals: number): (row: PublishedRow) => PrintedShare | undefined {
  const placeOf = placesIn(headings)
  const [percentAt, partAt, wholesAt] = [placeOf(share.percent), placeOf(share.part), addends(share.whole).map(placeOf)]
  const read = readerTo(decimals)
  return (row) => {
    const percent = read(cellAt(row, percentAt))
    const part = percent && printedNumber(cellAt(row, partAt))
    if (!percent || !part) return undefined
    let whole = 0
    for (const place of wholesAt) {
      const addend = printedNumber(cellAt(row, place))
      if (!addend) return undefined
      whole += addend.value
    }
    return { part: part.value, whole, percent: percent.value, decimals: percent.decimals }
  }
}

/** To how many the publisher rounds the counts of a row, where it does. */
function roomOf(row: PublishedRow, { part, whole }: ShareRule, rule: TableRule): { readonly part: number; readonly whole: number } {
  const rounded = rule.rows.find(({ level, covers }) => level === row.level && covers === row.covers)?.rounded ?? []
  const of = (column: string) => (rounded.find(({ columns }) => columns.includes(column))?.to ?? 0) / 2
  return { part: of(part), whole: addends(whole).reduce((room, column) => room + of(column), 0) }
}

function faultWithRoom(share: PrintedShare, room: { readonly part: number; readonly whole: number }) {
  const fault = shareFault(share)
  if (!fault || (room.part === 0 && room.whole === 0)) return fault
  const low = (100 * (share.part - room.part)) / (share.whole + room.whole)
  const high = (100 * (share.part + room.part)) / Math.max(1, share.whole - room.whole)
  const half = 0.55 * 10 ** -share.decimals
  return low - half <= share.percent && share.percent <= high + half ? undefined : fault
}

interface FaultyRows extends Heap<Faulty> {
  /** Whether all of them are right as a fraction of 1. */
  readonly asFraction: boolean
}

function findingOf(
  table: TableHead,
  share: ShareRule,
  { count: rows, first: faulty, asFraction }: FaultyRows,
  naming: Naming,
): QualityFinding {
  const { percent, part } = share
  const of = [part, ...addends(share.whole)].map(naming.column).join(' and ')
  const placeOf = placesIn(table.headings)
  const columns = [part, ...addends(share.whole), percent]
  const [first] = faulty
  const behind = faulty.map(({ row, should, share: { decimals } }): RowBehind => {
    const printed = columns.map((heading) => [naming.column(heading), cellAt(row, placeOf(heading))] as const)
    const cells = [...printed, ['should be', `${should.toFixed(Math.max(1, decimals))}%`] as const]
    return { line: row.line, code: row.code, name: naming.row(row), authority: row.authority, cells }
  })
  const where = rows === 1 && first ? naming.row(first.row) : counted(rows, 'row')
  const example = first ? shareInWords(first.share, first.should, first.share.decimals) : ''
  const what = asFraction
    ? `${naming.column(percent)} is printed as a fraction of 1 under a heading that says percentage (${example}). Multiply it by 100, or work it out from ${of}, before using it.`
    : `${naming.column(percent)} does not follow from ${of}: ${example}. Quote the numbers, and not the percentage, until the publisher has put it right.`
  return {
    rule: 'shares',
    weight: 'likely wrong',
    authority: rows === 1 ? (first?.row.authority ?? null) : null,
    subject: `${naming.column(percent)}, ${where}`,
    sentence: rows === 1 ? `${where}: ${what}` : `In ${where} ${what}`,
    key: `shares ${table.table} ${table.year} ${percent} ${rows} ${first?.row.code} ${first?.share.percent}`,
    behind,
    rowsBehind: rows,
  }
}
