import type { Chart, Table } from './chart.ts'
import { wrapped } from './label.ts'
import { element, picture, short, textAt, type Element } from './svg.ts'

/** How often something happened, by what it was and by when. Counts are by row, then by column. */
export interface CountsFacts {
  readonly caption: string
  /** What a row is: `About`. */
  readonly of: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly counts: readonly (readonly number[])[]
  /** The answer, in a sentence. */
  readonly says: string
}

const width = 680
const from = 214
const rowHeight = 46
const barHeight = 24
const headHeight = 34

/** Counts as a bar and a number in each place of a table, all of them below; a place where nothing happened says 0 and has no bar. */
export async function countsChart(facts: CountsFacts): Promise<Chart> {
  const { caption, says, columns } = facts
  const all = columns.map((_, column) => sumOf(facts.counts.map((row) => row[column] ?? 0)))
  const most = Math.max(1, ...facts.counts.flat())
  const wide = (width - from) / Math.max(1, columns.length)
  const lines = facts.rows.map((name, i) => ({ name, counts: facts.counts[i] ?? [], bars: true }))
  const rows = [...lines, { name: 'All', counts: all, bars: false }].flatMap((row, i) => rowOf(row, headHeight + i * rowHeight, { wide, most })) // prettier-ignore
  const heads = columns.flatMap((name, i) => textAt(from + i * wide, 14, wrapped(name, wide - 6, 2, 13), { 'font-size': 13 }))
  const height = headHeight + (facts.rows.length + 1) * rowHeight + 4
  const svg = picture({ width, height, title: caption, description: says }, [...heads, ...rows])
  return Promise.resolve({ svg, alternative: says, caption, table: tableOf(facts, all) })
}

interface Row {
  readonly name: string
  readonly counts: readonly number[]
  /** A sum has no bar: it would dwarf what it is the sum of. */
  readonly bars: boolean
}

function rowOf({ name, counts, bars }: Row, top: number, { wide, most }: { wide: number; most: number }): readonly Element[] {
  const words = wrapped(name, from - 16, 2)
  const weight: Element['attributes'] = bars ? {} : { 'font-weight': 'bold' }
  const line = element('line', { x1: 0, x2: width, y1: top, y2: top, stroke: bars ? '#b1b4b6' : '#0b0c0c' })
  const label = textAt(0, top + rowHeight / 2 + 5 - (words.length - 1) * 8.5, words, weight)
  return [line, label, ...counts.flatMap((count, i) => cellOf(count, from + i * wide, top, { wide, most, bars, weight }))]
}

function cellOf(
  count: number,
  left: number,
  top: number,
  { wide, most, bars, weight }: { wide: number; most: number; bars: boolean; weight: Element['attributes'] },
): readonly Element[] {
  const long = bars && count > 0 ? Math.max(3, (count / most) * (wide - 38)) : 0
  const bar = long === 0 ? [] : [element('rect', { x: short(left), y: top + (rowHeight - barHeight) / 2, width: short(long), height: barHeight, fill: '#1d70b8' })] // prettier-ignore
  const grey: Element['attributes'] = count === 0 ? { fill: '#505a5f' } : {}
  return [...bar, textAt(left + (long === 0 ? 0 : long + 5), top + rowHeight / 2 + 5, [String(count)], { ...weight, ...grey })]
}

function tableOf({ of, rows, columns, counts }: CountsFacts, all: readonly number[]): Table {
  const printed = (name: string, row: readonly number[]) => [name, ...row.map(String), String(sumOf(row))]
  return {
    head: [of, ...columns, 'All'],
    rows: [...rows.map((name, i) => printed(name, counts[i] ?? [])), printed('All', all)],
    numeric: Array.from({ length: columns.length + 1 }, (_, i) => i + 1),
  }
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
