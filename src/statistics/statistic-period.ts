/** A period that statistics are published for. */
export interface StatisticPeriod {
  /** `time_period` in digits, and `time_identifier`, as published: `202425`, `Academic year`. */
  readonly year: string
  readonly identifier: string
  /** As printed: `2024/25`, `2015-16`, `Autumn term 2024/25`, `2025 week 37`. */
  readonly label: string
  /** The calendar year that the year ends in. */
  readonly endsIn: number
  /** Later periods have the greater number; a whole year comes after its parts. */
  readonly sorts: number
}

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const terms = ['autumn term', 'spring term', 'autumn and spring term', 'summer term']
const wholeYears = ['', 'academic year', 'calendar year', 'financial year', 'reporting year', 'tax year']

/**
 * Reads the period of a row.
 *
 * - Six digits are a year that begins in one calendar year and ends in the next: `202425`. Four are one calendar year.
 * - A stroke between them is let pass: `2024/25`, `2024/2025`.
 * - `time_identifier` says what kind of year it is, or which part of it. A file without one speaks of whole years.
 *
 * @example
 * parsePeriod('202425', 'Academic year')?.label // => '2024/25'
 * parsePeriod('201516', 'Financial year')?.label // => '2015-16'
 * parsePeriod('2024', 'Reporting year')?.label // => '2024'
 * parsePeriod('2025', 'Week 37')?.label // => '2025 week 37'
 * parsePeriod('202425', 'Autumn term')?.label // => 'Autumn term 2024/25'
 * parsePeriod('202427', 'Academic year') // => undefined
 */
export function parsePeriod(timePeriod: string, timeIdentifier: string): StatisticPeriod | undefined {
  const year = digitsOf(timePeriod.trim())
  const identifier = timeIdentifier.trim().replaceAll(/\s+/g, ' ')
  if (year === undefined) return undefined
  const starts = Number(year.slice(0, 4))
  const endsIn = year.length === 6 ? starts + 1 : starts
  return { year, identifier, label: labelOf(year, identifier), endsIn, sorts: starts * 1000 + within(identifier.toLowerCase()) }
}

/** Whether two periods are one. */
export function isSamePeriod(a: Pick<StatisticPeriod, 'year' | 'identifier'>, b: Pick<StatisticPeriod, 'year' | 'identifier'>): boolean {
  return a.year === b.year && a.identifier.toLowerCase() === b.identifier.toLowerCase()
}

function digitsOf(text: string): string | undefined {
  const parts = /^((?:19|20)\d\d)(?:[/-]?(\d\d|\d{4}))?$/.exec(text)
  if (!parts) return undefined
  const [, from = '', until] = parts
  if (until === undefined) return from
  const next = Number(from) + 1
  const right = until.length === 2 ? Number(until) === next % 100 : Number(until) === next
  return right ? `${from}${String(next).slice(2)}` : undefined
}

function labelOf(year: string, identifier: string): string {
  const kind = identifier.toLowerCase()
  const printed = year.length === 4 ? year : `${year.slice(0, 4)}${/^(financial|tax) /.test(kind) ? '-' : '/'}${year.slice(4)}`
  if (wholeYears.includes(kind)) return printed
  if (/^week \d/.test(kind)) return `${printed} ${kind}`
  return `${identifier} ${printed}`
}

/** The place of a part within its year; a whole year is last. */
function within(kind: string): number {
  if (wholeYears.includes(kind)) return 999
  const week = /^week (\d{1,2})$/.exec(kind)?.[1]
  const quarter = /\bq(\d)(?:\s*(?:to|-)\s*q?(\d))?$/.exec(kind)
  const part = /^part (\d)/.exec(kind)?.[1]
  if (week !== undefined) return Number(week)
  if (quarter) return 100 + Number(quarter[2] ?? quarter[1]) * 10 + (quarter[2] === undefined ? 0 : 5)
  if (part !== undefined) return 200 + Number(part)
  if (months.includes(kind)) return 300 + months.indexOf(kind)
  if (terms.includes(kind)) return 400 + terms.indexOf(kind)
  return 900
}
