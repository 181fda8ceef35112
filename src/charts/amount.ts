/** How the figures of a chart are printed: the publisher's unit, and to how many decimals. */
export interface Amount {
  /** `percent`, `%` and anything beginning so prints `62%`; every other unit is printed beside the scale. */
  readonly unit: string
  /** At most so many: 62.0 prints as 62. */
  readonly decimals: number
}

/** A figure as printed. Rounding happens here and nowhere before. A true minus sign, so that it is read out. */
export function printed(value: number, amount: Amount): string {
  const { decimals } = amount
  return printedTo(value, { ...amount, decimals: (String(Number(Math.abs(value).toFixed(decimals))).split('.')[1] ?? '').length })
}

/** A figure printed to just so many decimals, as the marks of a scale are. */
export function printedTo(value: number, { unit, decimals }: Amount): string {
  const rounded = Math.abs(value).toFixed(decimals)
  const sign = value < 0 && Number(rounded) !== 0 ? '\u2212' : ''
  const grouped = rounded.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')
  return `${sign}${grouped}${isPercent(unit) ? '%' : ''}`
}

/** Percentage points are a distance, not a percentage. */
export function isPercent(unit: string): boolean {
  return /^(%|per ?cent(age)?s?\b(?! points?))/i.test(unit.trim())
}
