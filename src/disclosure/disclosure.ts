import { fewest, withheldMark, type ControlledTable, type PupilTable, type Told } from './pupil-table.ts'
import { protectionOf, ringOf, type Edge, type Ring } from './ring.ts'

/**
 * What may be told of a table of pupils, decided with all its totals, whichever of them an export prints.
 *
 * 1. Small: a count of 1 to `atMost` pupils is withheld, a total too.
 * 2. Base: where a row is of 1 to `atMost` pupils, every count in it is withheld, a 0 too: in so small a group a 0 says who is not.
 * 3. Remainder: what is left when printed counts are taken from a printed total is a count as well. Where it would be `atMost` or
 *    fewer, the smallest other count of that row or column is withheld beside.
 * 4. Ring: where a withheld count could still be worked out from rows and columns together, the fewest and smallest other counts
 *    that prevent it are withheld; a total only where counts do not do.
 *
 * Otherwise a 0 is told, and so is a count equal to its base: nobody is there, or everybody. The same table always withholds the
 * same cells. See docs/methods/disclosure.md.
 *
 * @example
 * controlled({ rows: ['Ash', 'Beech'], columns: ['met', 'not met'], counts: [[3, 20], [30, 41]] }).cells // => [['c', 'c'], ['c', 'c']]
 * controlled({ rows: ['Ash', 'Beech'], columns: ['met', 'not met'], counts: [[0, 20], [30, 41]] }).cells // => [[0, 20], [30, 41]]
 */
export function controlled(table: PupilTable, atMost: number = fewest.pupils): ControlledTable {
  const places = placesOf(table)
  const ring = ringOf(edgesOf(table, places), places.grand + 1)
  const withheld = smallIn(table, places, { ring, atMost })
  // What is safe stays so: withholding more never makes anything easier to work out.
  const safe = new Set<number>()
  for (let before = -1; before !== withheld.size;) {
    before = withheld.size
    for (let point = 0; point < ring.points; point += 1) coverRemainder(ring, withheld, { point, atMost })
    for (const edge of [...withheld].sort((a, b) => a - b)) if (!safe.has(edge)) protect(ring, { withheld, safe }, edge)
  }
  const told = ring.edges.map(({ count }, edge): Told => (withheld.has(edge) ? withheldMark : count))
  return laidOut(table, places, told)
}

function protect(ring: Ring, { withheld, safe }: { withheld: Set<number>; safe: Set<number> }, edge: number) {
  for (const also of protectionOf(ring, withheld, edge)) {
    withheld.add(also)
    safe.add(also)
  }
  safe.add(edge)
}

/** Where things stand in the ring: points are rows, then the line of column totals, then columns, then the line of row totals. */
interface Places {
  readonly rows: number
  readonly columns: number
  readonly totalsRow: number
  readonly grand: number
}

function placesOf({ rows, columns, counts }: PupilTable): Places {
  const whole = counts.length === rows.length && counts.every((row) => row.length === columns.length)
  if (!whole) throw new Error('A table of pupils has a count, or null, for each row and column')
  const sound = counts.every((row) => row.every((count) => count === null || (Number.isSafeInteger(count) && count >= 0)))
  if (!sound) throw new Error('A count of pupils is a whole number, 0 or more')
  return { rows: rows.length, columns: columns.length, totalsRow: rows.length, grand: rows.length + 1 + columns.length }
}

/** Counts by row, each row followed by nothing; then row totals, column totals, and the total of all. */
function edgesOf({ counts, columns }: PupilTable, { totalsRow, grand }: Places): Edge[] {
  const point = (column: number) => totalsRow + 1 + column
  const cells = counts.flatMap((row, from) => row.map((count, column): Edge => ({ from, to: point(column), count, kind: 'cell' })))
  const rowTotals = counts.map((row, to): Edge => ({ from: grand, to, count: summed(row), kind: 'total' }))
  const columnTotals = columns.map((_, column): Edge => {
    return { from: point(column), to: totalsRow, count: summed(counts.map((row) => row[column] ?? null)), kind: 'total' }
  })
  const total = summed(rowTotals.map(({ count }) => count))
  return [...cells, ...rowTotals, ...columnTotals, { from: totalsRow, to: grand, count: total, kind: 'grand total' }]
}

function summed(counts: readonly (number | null)[]): number | null {
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0)
}

const isFew = (count: number | null, atMost: number): boolean => count !== null && count >= 1 && count <= atMost

/** The counts that rest on few pupils themselves: small ones, and all of a small row. */
function smallIn({ counts }: PupilTable, { columns }: Places, { ring, atMost }: { ring: Ring; atMost: number }): Set<number> {
  const withheld = new Set<number>()
  ring.edges.forEach(({ count }, edge) => {
    if (isFew(count, atMost)) withheld.add(edge)
  })
  counts.forEach((row, at) => {
    if (!isFew(summed(row), atMost)) return
    row.forEach((_, column) => withheld.add(at * columns + column))
  })
  return withheld
}

/** Withholds one count more of a row or column where its printed total, less its printed counts, would be a small count. */
function coverRemainder(ring: Ring, withheld: Set<number>, { point, atMost }: { point: number; atMost: number }) {
  const of = (edge: number) => ring.edges[edge]?.count ?? null
  const lines = ring.at[point] ?? []
  const total = lines.find((edge) => isTotalAt(ring, edge, point))
  if (total === undefined || withheld.has(total) || of(total) === null) return
  const parts = lines.filter((edge) => edge !== total)
  const remainder = parts.reduce((sum, edge) => sum + (withheld.has(edge) ? (of(edge) ?? 0) : 0), 0)
  if (!isFew(remainder, atMost)) return
  const printed = parts.filter((edge) => !withheld.has(edge) && (of(edge) ?? 0) > 0)
  const smallest = printed.toSorted((a, b) => (of(a) ?? 0) - (of(b) ?? 0) || a - b)[0]
  if (smallest !== undefined) withheld.add(smallest)
}

/** The total of a line is what flows the other way: into a row, out of a column. */
function isTotalAt({ edges, points }: Ring, edge: number, point: number): boolean {
  const { kind, from, to } = edges[edge] ?? { kind: 'cell', from: -1, to: -1 }
  if (kind === 'cell') return false
  const grand = points - 1
  if (kind === 'grand total') return point === from || point === to
  return from === grand ? to === point : from === point
}

function laidOut({ rows, columns }: PupilTable, places: Places, told: readonly Told[]): ControlledTable {
  const cells = rows.map((_, row) => told.slice(row * places.columns, (row + 1) * places.columns))
  const from = places.rows * places.columns
  return {
    rows,
    columns,
    cells,
    rowTotals: told.slice(from, from + places.rows),
    columnTotals: told.slice(from + places.rows, -1),
    total: told.at(-1) ?? null,
  }
}
