import type { Table } from '../charts/chart.ts'

/** About how many characters of a table's print stand beside each other on a page, and the room about a cell in the same measure. */
const line = 112
const about = 2.5

/**
 * How wide each column of a printed table is: 0 as wide as its longest cell, else its share of the room that is left.
 *
 * - A table that fits the page has every column as wide as its longest cell.
 * - Otherwise short columns keep their width, and the others share the rest by how much they have to say; none is given less
 *   for its longest word than another for its own.
 */
export function sharesOf({ head, rows }: Table): readonly number[] {
  const columns = head.map((title, column) => measured([title, ...rows.map((row) => row[column] ?? '')]))
  const whole = columns.reduce((sum, { longest }) => sum + longest + about, 0)
  if (whole <= line) return columns.map(() => 0)
  return columns.map(({ longest, word }) => (longest <= 12 ? 0 : Math.max(word, Math.round(Math.min(longest, 200) ** 0.8))))
}

function measured(cells: readonly string[]) {
  let [longest, word] = [0, 0]
  for (const cell of cells) {
    longest = Math.max(longest, cell.length)
    if (cell.length > word) for (const part of cell.split(/[\s\u200b]+/)) word = Math.max(word, Math.min(part.length, 24))
  }
  return { longest, word }
}
