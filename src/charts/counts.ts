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

/** How wide a drawing is, where its columns begin, and how high a row is: with its name beside its bars, or above them. */
interface Shape {
  readonly width: number
  readonly from: number
  readonly rowHeight: number
  readonly names: 'beside' | 'above'
}

const wide: Shape = { width: 680, from: 214, rowHeight: 46, names: 'beside' }

/** As wide as the words of a page are on a phone of 375 pixels. */
const narrow: Shape = { width: 345, from: 0, rowHeight: 36, names: 'above' }

const lineHeight = 17
const barHeight = 24
const headHeight = 34

/** Counts as a bar and a number in each place of a table, all of them below; a place where nothing happened says 0 and has no bar. */
export async function countsChart(facts: CountsFacts): Promise<Chart> {
  const { caption, says, columns } = facts
  const all = columns.map((_, column) => sumOf(facts.counts.map((row) => row[column] ?? 0)))
  const drawing = (shape: Shape) => drawnAs(shape, facts, all)
  return Promise.resolve({ svg: drawing(wide), narrow: drawing(narrow), alternative: says, caption, table: tableOf(facts, all) })
}

function drawnAs(shape: Shape, { caption, says, columns, rows, counts }: CountsFacts, all: readonly number[]): string {
  const most = Math.max(1, ...counts.flat())
  const each = (shape.width - shape.from) / Math.max(1, columns.length)
  const lines = rows.map((name, i) => ({ name, counts: counts[i] ?? [], bars: true }))
  // Small enough for the name of a term where many stand beside each other.
  const size = each < 62 ? 11 : 13
  const drawn = columns.flatMap((name, i) => textAt(shape.from + i * each, 14, wrapped(name, each - 4, 2, size), { 'font-size': size }))
  let top = headHeight
  for (const row of [...lines, { name: 'All', counts: all, bars: false }]) {
    const name = wrapped(row.name, shape.names === 'above' ? shape.width - 4 : shape.from - 16, 2)
    drawn.push(...rowOf(row, name, top, { shape, each, most }))
    top += shape.rowHeight + (shape.names === 'above' ? name.length * lineHeight + 4 : 0)
  }
  return picture({ width: shape.width, height: top + 4, title: caption, description: says }, drawn)
}

interface Row {
  readonly name: string
  readonly counts: readonly number[]
  /** A sum has no bar: it would dwarf what it is the sum of. */
  readonly bars: boolean
}

interface Places {
  readonly shape: Shape
  /** How wide a column is. */
  readonly each: number
  readonly most: number
}

function rowOf({ counts, bars }: Row, name: readonly string[], top: number, places: Places): readonly Element[] {
  const { shape, each } = places
  const above = shape.names === 'above'
  const weight: Element['attributes'] = bars ? {} : { 'font-weight': 'bold' }
  const line = element('line', { x1: 0, x2: shape.width, y1: top, y2: top, stroke: bars ? '#b1b4b6' : '#0b0c0c' })
  const middle = top + shape.rowHeight / 2 + (above ? name.length * lineHeight + 4 : 0)
  const label = textAt(0, above ? top + lineHeight : middle + 5 - (name.length - 1) * 8.5, name, weight)
  return [line, label, ...counts.flatMap((count, i) => cellOf(count, shape.from + i * each, middle, { ...places, bars, weight }))]
}

function cellOf(
  count: number,
  left: number,
  middle: number,
  { each, most, bars, weight }: Places & { readonly bars: boolean; readonly weight: Element['attributes'] },
): readonly Element[] {
  const long = bars && count > 0 ? Math.max(3, (count / most) * (each - 38)) : 0
  const bar = long === 0 ? [] : [element('rect', { x: short(left), y: short(middle - barHeight / 2), width: short(long), height: barHeight, fill: '#1d70b8' })] // prettier-ignore
  const grey: Element['attributes'] = count === 0 ? { fill: '#505a5f' } : {}
  return [...bar, textAt(left + (long === 0 ? 0 : long + 5), middle + 5, [String(count)], { ...weight, ...grey })]
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
