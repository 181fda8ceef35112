type Cell = string | number | null

/**
 * A table as comma-separated text (RFC 4180), for a spreadsheet or a program: headings, then rows, each ended by CRLF.
 *
 * - Null is an empty cell. A cell with a comma, a quotation mark or a line end is quoted.
 * - Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers, negative ones too, do not.
 *
 * ```
 * csvOf(['name', 'gap'], [['Ash, the', -0.5], ['=1+1', null]]) // => 'name,gap\r\n"Ash, the",-0.5\r\n\'=1+1,\r\n'
 * ```
 */
export function csvOf(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = csvLine(head)
  for (const row of rows) text += csvLine(row)
  return text
}

/** One row of comma-separated text, with its line end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(',')}\r\n`
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+@\t\r]/.test(cell) || /^-(?!\d)/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
