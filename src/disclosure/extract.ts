import { withheldMark, type ControlledTable, type Told } from './pupil-table.ts'

/**
 * Some rows and columns of a controlled table, in the order asked for. Totals stay those of the whole table, and what was
 * withheld stays withheld: nothing is decided anew, so no two extracts can be set against each other.
 *
 * @example
 * extract({ rows: ['Ash', 'Beech'], columns: ['met'], cells: [['c'], [30]], rowTotals: ['c', 30], columnTotals: ['c'], total: 'c' }, { rows: [1], columns: [0] }).cells // => [[30]]
 */
export function extract(
  table: ControlledTable,
  { rows, columns }: { rows: readonly number[]; columns: readonly number[] },
): ControlledTable {
  const some = <T>(of: readonly T[], places: readonly number[]): T[] => places.flatMap((place) => of.slice(place, place + 1))
  return {
    rows: some(table.rows, rows),
    columns: some(table.columns, columns),
    cells: some(table.cells, rows).map((cells) => some(cells, columns)),
    rowTotals: some(table.rowTotals, rows),
    columnTotals: some(table.columnTotals, columns),
    total: table.total,
  }
}

/**
 * The same table with its rows gathered into groups, such as schools into phases. A group's count is the sum of counts that are
 * told; where one of them is withheld so is the sum, or the sum would give it away beside the table it came from.
 *
 * @example
 * gathered({ rows: ['Ash', 'Beech', 'Cedar'], columns: ['met'], cells: [['c'], [30], [8]], rowTotals: ['c', 30, 8], columnTotals: ['c'], total: 'c' }, ([a]) => a < 'B' ? 'A' : 'others').cells // => [['c'], [38]]
 */
export function gathered(table: ControlledTable, groupOf: (row: string) => string): ControlledTable {
  const groups = [...Map.groupBy(table.rows.keys(), (row) => groupOf(table.rows[row] ?? ''))]
  return {
    ...table,
    rows: groups.map(([name]) => name),
    cells: groups.map(([, rows]) => table.columns.map((_, column) => sumTold(rows.map((row) => table.cells[row]?.[column] ?? null)))),
    rowTotals: groups.map(([, rows]) => sumTold(rows.map((row) => table.rowTotals[row] ?? null))),
  }
}

/** The sum of counts that are all told. One that is withheld withholds it; one that is not held leaves it without a figure. */
export function sumTold(counts: readonly Told[]): Told {
  if (counts.includes(withheldMark)) return withheldMark
  return counts.reduce<Told>((sum, count) => (typeof sum === 'number' && typeof count === 'number' ? sum + count : null), 0)
}
