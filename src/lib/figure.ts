/**
 * Reads a number as spreadsheets leave it in published files: `62`, `2.0`, `-0.03`, `7.0000000000000007E-2`.
 *
 * The last is how a spreadsheet spells out the binary number nearest to 0.07, so reading it gives 0.07 again: nothing is
 * rounded here. Undefined for an empty cell or a mark.
 */
export function parseNumber(cell: string): number | undefined {
  const text = cell.trim()
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
