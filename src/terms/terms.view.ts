import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import type { Problem } from '../lib/checked.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { termInShort, termInWords, termKeys, termOf, termsOfYear, type Calendar, type Term } from './term.ts'
import type { GivenTerms } from './term-dates.ts'

/** What the page of terms is made of. */
export interface TermsFacts {
  readonly calendar: Calendar
  readonly given: readonly GivenTerms[]
  readonly who: Person
  readonly today: Day
  /** The academic year whose form is open, by the calendar year it ends in. */
  readonly year: number
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile?: GivenTerms | undefined
}

/** The academic calendar: the terms of a few years, and the form for one of them. */
export function termsView({ calendar, given, who, today, year, typed, problems, meanwhile }: TermsFacts) {
  const now = termOf(today, calendar)
  const years = [...new Set([now.year - 1, now.year, now.year + 1, ...given.map((one) => one.year), year])].toSorted((a, b) => b - a)
  const chosen = given.find((one) => one.year === year)
  return {
    title: 'Terms',
    now: `Today, ${inWords(today)}, is in the ${termInWords(now)}.`,
    says: calendar.says,
    may: mayDo(who.role, 'terms.change'),
    table: {
      head: ['Term', 'Begins', 'Last day of school', 'Lasts until', 'From'],
      rows: years.flatMap((of) => termsOfYear(of, calendar).map((term) => rowOf(term, calendar))),
      numeric: [],
    },
    years: years.map((of) => ({ href: `${paths.terms()}?year=${of}`, text: academicYearInWords(of), current: of === year })),
    year: academicYearInWords(year),
    action: paths.changeTerms(year),
    back: paths.defaultTerms(year),
    own: chosen !== undefined && !chosen.removed,
    seen: chosen?.version ?? 0,
    changed: chosen && `${chosen.removed ? 'Taken back' : 'Given'} by ${chosen.by}.`,
    fields: termsOfYear(year, calendar).flatMap((term) => fieldsOf(term, calendar, typed)),
    meanwhile:
      meanwhile &&
      `${meanwhile.by} changed them meanwhile: ${meanwhile.removed ? 'back to the default' : termKeys.map((key) => `${key} from ${inWords(meanwhile.dates[key].beginsOn)}`).join(', ')}.`,
    problems,
  }
}

function rowOf(term: Term, { own }: Calendar): readonly string[] {
  const endsOn = own.get(term.year)?.[term.key].endsOn
  return [termInShort(term), inWords(term.beginsOn), endsOn ? inWords(endsOn) : 'not given', inWords(term.lastsUntil), term.own ? 'our own dates' : 'Fiveday’s default'] // prettier-ignore
}

function fieldsOf({ key, year, beginsOn }: Term, { own }: Calendar, typed: Readonly<Record<string, string>>) {
  const name = `${key.charAt(0).toUpperCase()}${key.slice(1)} term`
  return [
    { name: `${key}-begins`, label: `${name}: first day`, value: typed[`${key}-begins`] ?? beginsOn, hint: '' },
    {
      name: `${key}-ends`,
      label: `${name}: last day of school`,
      value: typed[`${key}-ends`] ?? own.get(year)?.[key].endsOn ?? '',
      hint: 'May be left empty',
    },
  ]
}
