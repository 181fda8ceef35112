type Cell = string | number | null

/**
 * A table as comma-separated text (RFC 4180), for a spreadsheet or a program: headings, then rows, each ended by CRLF.
 *
 * - Null is an empty cell. A cell with a comma, a quotation mark or a line end is quoted.
 * - Text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers, negative ones too, do not, nor does a
 *   dash that stands alone: it is a publisher's mark, or a band's.
 *
 * @example
 * csvOf(['name', 'gap'], [['Ash, the', -0.5], ['=1+1', null]]) // => 'name,gap\r\n"Ash, the",-0.5\r\n\'=1+1,\r\n'
 * csvOf(['band', 'note'], [['-', '-A1']]) // => 'band,note\r\n-,\'-A1\r\n'
 * csvOf(['gap', 'note'], [['-1.5', '-1+A1']]) // => 'gap,note\r\n-1.5,\'-1+A1\r\n'
 */
export function csvOf(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = `${csvRow(head)}\r\n`
  for (const row of rows) text += `${csvRow(row)}\r\n`
  return text
}

/** One row of the same text without its line end, for what is printed line by line. */
export function csvRow(cells: readonly Cell[]): string {
  return cells.map(written).join(',')
}

function written(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+@\t\r]/.test(cell) || /^-(?!(\d+(\.\d+)?([eE][+-]?\d+)?%?)?$)/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
