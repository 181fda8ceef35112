/** A calendar day, written `2026-11-23`. It has no clock and no time zone, so two of them compare as text. */
export type Day = string & { readonly _day: never }

/** Reads `2025-08-31`. Undefined for anything that is not a day of the calendar. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one parser of days
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? (text as Day) : undefined
}

/** Reads a day as Ofsted and the Department for Education print it: `31/08/2025`, and in the register `31-08-2025`. */
export function parsePublishedDay(text: string): Day | undefined {
  const parts = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4})$/.exec(text.trim())
  if (!parts) return undefined
  const [, day = '', , month = '', year = ''] = parts
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/**
 * Reads a day as somebody types it, as people write it in Britain or as computers do.
 *
 * @example
 * readDay('31/08/2025') // => '2025-08-31'
 * readDay(' 2025-08-31') // => '2025-08-31'
 * readDay('08/31/2025') // => undefined
 */
export function readDay(text: string): Day | undefined {
  return parseDay(text.trim()) ?? parsePublishedDay(text)
}

/**
 * Reads a day as a workbook keeps it: how many days after 30 December 1899.
 *
 * @example
 * parseWorkbookDay('43312') // => '2018-07-31'
 * parseWorkbookDay('31 July') // => undefined
 */
export function parseWorkbookDay(text: string): Day | undefined {
  // From March 1900, before which workbooks miscount, to the end of 2199.
  if (!/^\d{2,6}(\.0+)?$/.test(text) || Number(text) < 61 || Number(text) > 109_574) return undefined
  return calendarDay(1899, 12, 30 + Number(text))
}

/** The last day of the month a day is in. `endOfMonth('2024-02-10')` is `2024-02-29`. */
export function endOfMonth(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return calendarDay(year, month + 1, 0)
}

/** The same day of the year before; 29 February becomes 28 February. */
export function yearBefore(day: Day): Day {
  const year = Number(day.slice(0, 4)) - 1
  return parseDay(`${year}${day.slice(4)}`) ?? calendarDay(year, 2, 28)
}

/** Before this day there were no inspections of schools such as today's, and no files of any. */
const earliest = calendarDay(1992, 9, 1)

/**
 * Why nothing can be told as at a day; undefined where it can: it has not come yet, or lies before anything was published.
 *
 * @example
 * whyNoAsAt('9999-12-31', '2026-11-23') // => '31 December 9999 has not come yet: give a day up to 23 November 2026'
 * whyNoAsAt('2025-08-31', '2026-11-23') // => undefined
 */
export function whyNoAsAt(day: Day, today: Day): string | undefined {
  if (day > today) return `${inWords(day)} has not come yet: give a day up to ${inWords(today)}`
  return day < earliest ? `Nothing was published as long ago as ${inWords(day)}: give a day from ${inWords(earliest)}` : undefined
}

/** As people read it: `31 August 2025`. */
export function inWords(day: Day): string {
  return words.format(new Date(`${day}T00:00:00Z`))
}

const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** The academic year a day falls in, by the calendar year it ends in: 1 September 2024 to 31 August 2025 is 2025. */
export function academicYearOf(day: Day): number {
  return Number(day.slice(0, 4)) + (day.slice(5) >= '09-01' ? 1 : 0)
}

/**
 * The day so many days later, or earlier when the number is below 0.
 *
 * @example
 * daysAfter('2024-02-28', 2) // => '2024-03-01'
 */
export function daysAfter(day: Day, days: number): Day {
  const [year = 0, month = 0, ofMonth = 0] = day.split('-').map(Number)
  return calendarDay(year, month, ofMonth + days)
}

/** A day by year, month (1 to 12) and day of the month; day 0 is the last of the month before. */
export function calendarDay(year: number, month: number, day: number): Day {
  const found = parseDay(new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10))
  if (!found) throw new Error(`Not a day: ${year}-${month}-${day}`)
  return found
}

/**
 * How many days lie from one day to another; below 0 where the other comes first.
 *
 * @example
 * daysBetween('2025-08-30', '2025-09-02') // => 3
 */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
