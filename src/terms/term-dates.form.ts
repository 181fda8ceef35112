import type { Checked, Problem } from '../lib/checked.ts'
import { academicYearOf, daysAfter, readDay, type Day } from '../lib/day.ts'
import { termInWords, termKeys, type TermDates, type TermKey } from './term.ts'

/** The academic years a page may be asked to change, by the calendar year they end in. */
export function readYear(text: string | undefined): number | undefined {
  const year = /^\d{4}$/.test(text ?? '') ? Number(text) : 0
  return year >= 2000 && year <= 2100 ? year : undefined
}

/** The version of a year's days that their writer had seen; 0 where there were none. */
export const readSeen = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : 0)

/**
 * Reads the form of an academic year's terms.
 *
 * - Each term begins on a day; the last day of school before the holidays may be left empty.
 * - The autumn term begins from August to October, and everything lies within the academic year, a month to spare.
 * - Days come one after the other.
 */
export function readTermDates(body: Readonly<Record<string, string>>, year: number): Checked<TermDates> {
  const problems: Problem[] = []
  const dayIn = (field: string, what: string, needed: boolean): Day | null => {
    const typed = (body[field] ?? '').trim()
    const day = typed === '' ? null : readDay(typed)
    if (day === undefined || (day === null && needed)) problems.push({ field, text: `Enter the day on which the ${what}, like 03/09/2025` })
    return day ?? null
  }
  const read = termKeys.map((key) => {
    const words = termInWords({ key, year })
    return { key, beginsOn: dayIn(`${key}-begins`, `${words} begins`, true), endsOn: dayIn(`${key}-ends`, `${words} ends`, false) }
  })
  if (problems.length > 0) return { ok: false, problems }
  problems.push(...outOfPlace(read, year))
  const dates = datesIn(read)
  return problems.length > 0 || dates === undefined ? { ok: false, problems } : { ok: true, value: dates }
}

interface Read {
  readonly key: TermKey
  readonly beginsOn: Day | null
  readonly endsOn: Day | null
}

function datesIn(read: readonly Read[]): TermDates | undefined {
  const of = (wanted: TermKey) => {
    const term = read.find(({ key }) => key === wanted)
    return term === undefined || term.beginsOn === null ? undefined : { beginsOn: term.beginsOn, endsOn: term.endsOn }
  }
  const [autumn, spring, summer] = [of('autumn'), of('spring'), of('summer')]
  return autumn && spring && summer ? { autumn, spring, summer } : undefined
}

function outOfPlace(read: readonly Read[], year: number): readonly Problem[] {
  const days = read.flatMap(({ key, beginsOn, endsOn }) => [
    ...(beginsOn ? [{ field: `${key}-begins`, on: beginsOn, what: `The first day of the ${key} term` }] : []),
    ...(endsOn ? [{ field: `${key}-ends`, on: endsOn, what: `The last day of the ${key} term` }] : []),
  ])
  const [first] = days
  if (first && (academicYearOf(daysAfter(first.on, 31)) !== year || first.on > `${year - 1}-10-31`))
    return [{ field: first.field, text: `${first.what} must be from August to October ${year - 1}` }]
  return days.flatMap(({ field, on, what }, i) => {
    const before = days[i - 1]
    if (before && on <= before.on)
      return [{ field, text: `${what} must come after ${before.what.charAt(0).toLowerCase()}${before.what.slice(1)}` }]
    return on > `${year}-08-31` ? [{ field, text: `${what} must be by 31 August ${year}` }] : []
  })
}
