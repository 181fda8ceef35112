/** Why a publisher printed a mark where a number would be. */
export type Withheld = 'suppressed' | 'not-applicable' | 'not-available' | 'rounds-to-zero' | 'unreliable'

/**
 * One cell of a published table: a number, or the mark printed in its place and what the mark means.
 *
 * A suppressed figure is not zero and not missing. Keeping the mark stops us averaging over it, and lets the
 * page say why the cell is blank.
 */
export type Figure =
  { readonly known: true; readonly value: number } | { readonly known: false; readonly mark: string; readonly why: Withheld }

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
