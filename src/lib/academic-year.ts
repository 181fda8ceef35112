import type { Day } from './day.ts'

/**
 * Reads an academic year as people and publishers write it, as the calendar year in which it ends: `2018/19`, `2018-19`,
 * `2018-2019`, `2018 to 2019`, `201819`; or that calendar year itself, `2019`.
 *
 * @example
 * parseAcademicYear('2018/19') // => 2019
 * parseAcademicYear('2018 to 2019') // => 2019
 * parseAcademicYear('2019') // => 2019
 * parseAcademicYear('2018/20') // => undefined
 */
export function parseAcademicYear(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^20\d\d$/.test(trimmed)) return Number(trimmed)
  const [, starts, ends] = /^(20\d\d)(?:\s*(?:\/|-|–|to|_)\s*)?((?:20)?\d\d)$/.exec(trimmed) ?? []
  const endsIn = Number(starts) + 1
  return ends !== undefined && String(endsIn).endsWith(ends) ? endsIn : undefined
}

/**
 * An academic year as pages print it, by the calendar year in which it ends.
 *
 * @example
 * academicYearInWords(2019) // => '2018 to 2019'
 */
export function academicYearInWords(endsIn: number): string {
  return `${endsIn - 1} to ${endsIn}`
}

/**
 * Whether an academic year, by the calendar year in which it ends, has begun on a day: they begin on 1 September.
 *
 * @example
 * hasBegun(2027, '2026-09-01') // => true
 * hasBegun(2027, '2026-08-31') // => false
 */
export function hasBegun(endsIn: number, today: Day): boolean {
  return today >= `${endsIn - 1}-09-01`
}
