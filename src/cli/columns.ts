/** Lays rows out in columns for a terminal, each as wide as its longest cell; numbers stand to the right. */
export function inColumns(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) => rows.reduce((width, row) => Math.max(width, (row[i] ?? '').length), title.length))
  const numeric = head.map((_, i) => rows.length > 0 && rows.every((row) => /^([-+]?[\d.,]+%?|)$/.test(row[i] ?? '')))
  const line = (cells: readonly string[]) =>
    widths
      .map((width, i) => (numeric[i] ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width)))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}
