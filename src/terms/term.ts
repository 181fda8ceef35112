import { academicYearInWords } from '../lib/academic-year.ts'
import { academicYearOf, daysAfter, parseDay, type Day } from '../lib/day.ts'

/** The three terms of an academic year, in their order. */
export const termKeys = ['autumn', 'spring', 'summer'] as const

export type TermKey = (typeof termKeys)[number]

/** When the terms of one academic year begin and end, as an authority gave them. An end is the last day of school before the holidays. */
export type TermDates = Readonly<Record<TermKey, { readonly beginsOn: Day; readonly endsOn: Day | null }>>

/** When terms begin: by default, and in the academic years for which an authority gave its own days. */
export interface Calendar {
  readonly title: string
  /** What the default rests on, in a sentence. */
  readonly says: string
  /** The first academic year of which history is told. */
  readonly firstYear: number
  /** Month and day on which each term begins where nothing else is given: `09-01`. */
  readonly defaults: Readonly<Record<TermKey, string>>
  /** By the calendar year in which the academic year ends. */
  readonly own: ReadonlyMap<number, TermDates>
}

/** A term of one academic year. It lasts until the day before the next begins: holidays belong to the term before them. */
export interface Term {
  readonly key: TermKey
  /** The calendar year in which its academic year ends. */
  readonly year: number
  readonly beginsOn: Day
  readonly lastsUntil: Day
  /** Whether the authority gave the day on which it begins. */
  readonly own: boolean
}

/** A day no calendar gives a term: a fault of the calendar, which its reader refuses. */
const noTerm = (day: Day) => new Error(`No term of the calendar has ${day} in it`)

/**
 * The term a day belongs to: the last that began on or before it.
 *
 * A day in the holidays belongs to the term before them, so that every day has one term. Where an authority's autumn term
 * begins after 1 September, the days before are still of its summer term.
 *
 * @example
 * termOf('2025-08-31', { defaults: { autumn: '09-01', spring: '01-01', summer: '04-01' }, own: new Map() }).key // => 'summer'
 * termOf('2025-09-01', { defaults: { autumn: '09-01', spring: '01-01', summer: '04-01' }, own: new Map() }).year // => 2026
 */
export function termOf(day: Day, calendar: Pick<Calendar, 'defaults' | 'own'>): Term {
  const year = academicYearOf(day)
  const term = [year - 1, year, year + 1].flatMap((of) => termsOfYear(of, calendar)).findLast(({ beginsOn }) => beginsOn <= day)
  if (term === undefined) throw noTerm(day)
  return term
}

/** The three terms of an academic year, in order. */
export function termsOfYear(year: number, calendar: Pick<Calendar, 'defaults' | 'own'>): readonly Term[] {
  const beginnings = termKeys.map((key) => beginningOf(key, year, calendar))
  const next = [...beginnings.slice(1), beginningOf('autumn', year + 1, calendar)]
  return termKeys.map((key, i) => {
    const [beginsOn, nextBegins] = [beginnings[i], next[i]]
    if (beginsOn === undefined || nextBegins === undefined) throw new Error(`The ${key} term of ${year} has no beginning`)
    return { key, year, beginsOn, lastsUntil: daysAfter(nextBegins, -1), own: calendar.own.has(year) }
  })
}

/** Every term from that of one day to that of another, in order. */
export function termsBetween(from: Day, to: Day, calendar: Pick<Calendar, 'defaults' | 'own'>): readonly Term[] {
  const [first, last] = [termOf(from, calendar), termOf(to, calendar)]
  const years = Array.from({ length: last.year - first.year + 1 }, (_, i) => first.year + i)
  return years
    .flatMap((year) => termsOfYear(year, calendar))
    .filter(({ beginsOn }) => beginsOn >= first.beginsOn && beginsOn <= last.beginsOn)
}

/** The term so many terms before another. */
export function termBefore(term: Term, terms: number, calendar: Pick<Calendar, 'defaults' | 'own'>): Term {
  let before = term
  for (let back = 0; back < terms; back++) before = termOf(daysAfter(before.beginsOn, -1), calendar)
  return before
}

/** The six terms of a picture of what happened term by term: that of a day and the five before it. */
export function termsShown(on: Day, calendar: Pick<Calendar, 'defaults' | 'own'>): readonly Term[] {
  const last = termOf(on, calendar)
  return termsBetween(termBefore(last, 5, calendar).beginsOn, last.beginsOn, calendar)
}

/**
 * How many terms lie between two days, part terms counted: 1 when they are of the same term.
 *
 * @example
 * termsSpanned('2025-06-01', '2025-08-31', { defaults: { autumn: '09-01', spring: '01-01', summer: '04-01' }, own: new Map() }) // => 1
 * termsSpanned('2024-06-01', '2025-08-31', { defaults: { autumn: '09-01', spring: '01-01', summer: '04-01' }, own: new Map() }) // => 4
 */
export function termsSpanned(from: Day, to: Day, calendar: Pick<Calendar, 'defaults' | 'own'>): number {
  return termsBetween(from, to, calendar).length
}

/**
 * A term as people say it.
 *
 * @example
 * termInWords({ key: 'summer', year: 2025 }) // => 'summer term 2024 to 2025'
 */
export function termInWords({ key, year }: Pick<Term, 'key' | 'year'>): string {
  return `${key} term ${academicYearInWords(year)}`
}

/**
 * A term in short, by the calendar year it falls in: for a chart or a table.
 *
 * @example
 * termInShort({ key: 'autumn', year: 2025 }) // => 'Autumn 2024'
 * termInShort({ key: 'summer', year: 2025 }) // => 'Summer 2025'
 */
export function termInShort({ key, year }: Pick<Term, 'key' | 'year'>): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1)} ${key === 'autumn' ? year - 1 : year}`
}

/** A calendar in one line, equal for two that give every day the same term. */
export function calendarKey({ defaults, own }: Pick<Calendar, 'defaults' | 'own'>): string {
  const years = [...own].toSorted(([a], [b]) => a - b).map(([year, dates]) => [year, ...termKeys.map((key) => dates[key].beginsOn)])
  return [...termKeys.map((key) => defaults[key]), ...years].join(' ')
}

function beginningOf(key: TermKey, year: number, { defaults, own }: Pick<Calendar, 'defaults' | 'own'>): Day {
  const given = own.get(year)?.[key].beginsOn
  const day = given ?? parseDay(`${key === 'autumn' ? year - 1 : year}-${defaults[key]}`)
  if (day === undefined) throw new Error(`The calendar gives no day on which the ${key} term of ${year} begins`)
  return day
}
