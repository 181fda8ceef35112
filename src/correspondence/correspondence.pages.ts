import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { countsChart } from '../charts/counts.ts'
import type { Reads } from '../db/connect.ts'
import { schoolsByName, schoolsForEntry } from '../establishments/schools-by-name.store.ts'
import { parseUrn, type Urn } from '../establishments/urn.ts'
import { csvOf } from '../lib/csv-text.ts'
import type { Day } from '../lib/day.ts'
import { clashWith, readEntry, readId } from '../lib/entry.ts'
import { parsePage } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { shippedTerms } from '../terms/calendar.import.ts'
import { calendarOf } from '../terms/term-dates.store.ts'
import { file, go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readCorrespondence } from './correspondence.form.ts'
import { changeCorrespondence, correspondence, enterCorrespondence } from './correspondence.store.ts'
import { correspondenceChartFacts, correspondenceView, csvHead, csvRows, typedOf, type CorrespondenceForm } from './correspondence.view.ts'

/** The register of directions and correspondence from the department. */
export const correspondencePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/correspondence',
    may: 'correspondence.see',
    async does({ reads, query, who, today }) {
      const asked = { reads, who, today, query, problems: [] }
      if (query.change === undefined) return register({ ...asked, typed: query.of === undefined ? {} : { urn: query.of } })
      const entry = (await correspondence(reads, who.authority)).find(({ id }) => String(id) === query.change)
      return entry ? register({ ...asked, typed: typedOf(entry) }) : missing
    },
  },
  {
    method: 'GET',
    path: '/correspondence.csv',
    may: 'correspondence.see',
    async does({ reads, query, who, today }) {
      const all = await correspondence(reads, who.authority, parseUrn(query.school ?? ''))
      const names = new Map((await schoolsByName(reads, who.authority)).map(({ urn, name }) => [urn, name]))
      return file(`correspondence-${who.authority}-${today}.csv`, 'text/csv', csvOf(csvHead, csvRows(all, names)))
    },
  },
  {
    method: 'POST',
    path: '/correspondence',
    may: 'correspondence.record',
    async does({ db, reads, body, who, today, now }) {
      const entry = readEntry(body)
      const form = readCorrespondence(body, { today, schools: await maybeAbout(reads, who, entry?.id) })
      if (!form.ok) return register({ reads, who, today, query: {}, typed: body, problems: form.problems })
      const meanwhile = entry
        ? await changeCorrespondence(db, who, { ...entry, given: form.value, now })
        : await enterCorrespondence(db, who, { given: form.value, seen: readId(body.seen), now })
      return meanwhile === undefined
        ? go(paths.correspondence())
        : register({ reads, who, today, query: {}, ...clashWith(meanwhile, body, 'received') })
    },
  },
  {
    method: 'POST',
    path: '/correspondence/remove',
    may: 'correspondence.record',
    async does({ db, reads, body, who, today, now }) {
      const entry = readEntry(body)
      if (!entry) return missing
      const meanwhile = await changeCorrespondence(db, who, { ...entry, given: undefined, now })
      if (meanwhile === undefined || meanwhile === 'gone') return go(paths.correspondence())
      return register({ reads, who, today, query: {}, ...clashWith(meanwhile, typedOf(meanwhile), 'received') })
    },
  },
]

/** The schools an entry may be about: ours, and the one it was about before. */
async function maybeAbout(reads: Reads, { authority }: Person, changed: number | undefined): Promise<ReadonlySet<Urn>> {
  const before = changed === undefined ? undefined : (await correspondence(reads, authority)).find(({ id }) => id === changed)
  return schoolsForEntry(reads, authority, before?.urn)
}

interface Register extends CorrespondenceForm {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly query: Readonly<Record<string, string>>
}

async function register({ reads, who, query, ...asked }: Register): Promise<Outcome> {
  const calendar = await calendarOf(reads, who.authority, shippedTerms())
  const entries = await correspondence(reads, who.authority)
  const drawn = correspondenceChartFacts(entries, asked.today, calendar)
  const view = correspondenceView({
    ...asked,
    entries,
    calendar,
    chart: drawn && (await countsChart(drawn)),
    schools: await schoolsByName(reads, who.authority),
    may: mayDo(who.role, 'correspondence.record'),
    school: parseUrn(query.school ?? ''),
    page: parsePage(query.page),
  })
  return show('correspondence/correspondence.njk', view, asked.problems.length > 0 ? 400 : 200)
}
