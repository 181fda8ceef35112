import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Problem } from '../lib/checked.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { shippedTerms } from './calendar.import.ts'
import { termOf } from './term.ts'
import { readSeen, readTermDates, readYear } from './term-dates.form.ts'
import { withGiven, type GivenTerms } from './term-dates.ts'
import { changeTerms, givenTerms } from './term-dates.store.ts'
import { termsView } from './terms.view.ts'

/** The academic calendar, and the form by which an authority gives its own days. */
export const termPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/risk/terms',
    may: 'risk.see',
    does({ reads, query, who, today }) {
      return terms({ reads, who, today, year: readYear(query.year), typed: {}, problems: [] })
    },
  },
  {
    method: 'POST',
    path: '/risk/terms/:year',
    may: 'terms.change',
    async does({ db, reads, params, body, who, today, now }) {
      const year = readYear(params.year)
      if (year === undefined) return missing
      const form = readTermDates(body, year)
      if (!form.ok) return terms({ reads, who, today, year, typed: body, problems: form.problems })

      const meanwhile = await changeTerms(db, who, { year, dates: form.value, seen: readSeen(body.seen), now })
      if (!meanwhile) return go(`${paths.terms()}?year=${year}`)
      const problems = [
        { field: 'autumn-begins', text: 'Somebody else changed these dates meanwhile. Read theirs, then keep yours again to confirm them' },
      ]
      return terms({ reads, who, today, year, typed: body, problems, meanwhile })
    },
  },
  {
    method: 'POST',
    path: '/risk/terms/:year/default',
    may: 'terms.change',
    async does({ db, reads, params, body, who, today, now }) {
      const year = readYear(params.year)
      if (year === undefined) return missing
      const meanwhile = await changeTerms(db, who, { year, dates: undefined, seen: readSeen(body.seen), now })
      if (!meanwhile) return go(`${paths.terms()}?year=${year}`)
      const problems = [{ field: 'autumn-begins', text: 'Somebody else changed these dates meanwhile. They are not taken back' }]
      return terms({ reads, who, today, year, typed: {}, problems, meanwhile })
    },
  },
]

interface Terms {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly year: number | undefined
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile?: GivenTerms
}

async function terms({ reads, year, ...asked }: Terms): Promise<Outcome> {
  const given = await givenTerms(reads, asked.who.authority)
  const calendar = withGiven(shippedTerms(), given)
  const view = termsView({ ...asked, calendar, given, year: year ?? termOf(asked.today, calendar).year })
  return show('terms/terms.njk', view, asked.problems.length > 0 ? 400 : 200)
}
