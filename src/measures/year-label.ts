/** A year as a publisher labels it, with what can be told from the label. */
export interface YearLabel {
  /** As printed: `2024/25`, `2025 (prov)`. */
  readonly label: string
  /** The calendar year the label opens with. */
  readonly startsIn: number
  /** The calendar year the label closes with: for an academic year, the one it is named after. */
  readonly endsIn: number
  /** How the period is written and how long it is. Two labels of different styles are never a year apart. */
  readonly style: string
}

/**
 * Reads the year labels of the Local Authority Interactive Tool.
 *
 * - One year: `2025`. Two: `2024/25`, `2024-25`. Rolling: `2014-16`, `2014/15-16/17`.
 * - `(prov)`, `(Rev)` and `(Final)` say how settled the figures are, not what they cover, so they are no part of the style:
 *   a provisional year follows a revised one.
 * - `(OT)` (outturn) says what was counted, so it is part of the style.
 * - Undefined for anything else: the tool's file has 170 rows of the year `0`.
 *
 * @example
 * parseYearLabel('2024/25') // => { label: '2024/25', startsIn: 2024, endsIn: 2025, style: 'yyyy/yy 1' }
 * parseYearLabel('2025 (prov)')?.style // => 'yyyy 0'
 * parseYearLabel('2014/15-16/17')?.endsIn // => 2017
 * parseYearLabel('2024-25 (OT)')?.style // => 'yyyy-yy 1 (OT)'
 * parseYearLabel('0') // => undefined
 */
export function parseYearLabel(text: string): YearLabel | undefined {
  const label = text.trim()
  const parts = /^((?:19|20)\d\d)(?:[/-](\d\d))?(?:-\d\d\/(\d\d))?(?: \((prov|Rev|Final|OT)\))?$/i.exec(label)
  if (!parts) return undefined

  const startsIn = Number(parts[1])
  const closing = parts[3] ?? parts[2]
  const endsIn = closing === undefined ? startsIn : yearAfter(startsIn, Number(closing))
  const period = label.replace(/ \(.*\)$/, '').replaceAll(/\d/g, 'y')
  const outturn = parts[4]?.toUpperCase() === 'OT' ? ' (OT)' : ''
  return { label, startsIn, endsIn, style: `${period} ${endsIn - startsIn}${outturn}` }
}

/**
 * Oldest first; labels that open with the same year keep the order of their text.
 *
 * @example
 * ['2025 (prov)', '2023', '2024'].flatMap((text) => parseYearLabel(text) ?? []).sort(byYear).map((year) => year.label) // => ['2023', '2024', '2025 (prov)']
 */
export function byYear(a: YearLabel, b: YearLabel): number {
  return a.startsIn - b.startsIn || (a.label < b.label ? -1 : Number(a.label > b.label))
}

/** The first year ending with two given digits that is not before `from`: 16 after 2014 is 2016, 00 after 1999 is 2000. */
function yearAfter(from: number, digits: number): number {
  const sameCentury = from - (from % 100) + digits
  return sameCentury < from ? sameCentury + 100 : sameCentury
}
