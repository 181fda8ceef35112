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
import { readComplaint } from './complaint.form.ts'
import { changeComplaint, complaints, complaintsCounted, enterComplaint } from './complaint.store.ts'
import { complaintsChartFacts, complaintsView, countRows, csvHead, csvRows, typedOf, type ComplaintForm } from './complaint.view.ts'

/** The register of qualifying complaints: for officers each entry, for others counts with small ones withheld. */
export const complaintPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/complaints',
    may: 'risk.see',
    async does({ reads, query, who, today }) {
      const asked = { reads, who, today, query, problems: [] }
      if (query.change === undefined) return register({ ...asked, typed: query.of === undefined ? {} : { urn: query.of } })
      if (!mayDo(who.role, 'complaints.see')) return missing
      const entry = (await complaints(reads, who.authority)).find(({ id }) => String(id) === query.change)
      return entry ? register({ ...asked, typed: typedOf(entry) }) : missing
    },
  },
  {
    method: 'GET',
    path: '/complaints.csv',
    may: 'complaints.see',
    async does({ reads, query, who, today }) {
      const all = await complaints(reads, who.authority, parseUrn(query.school ?? ''))
      const names = new Map((await schoolsByName(reads, who.authority)).map(({ urn, name }) => [urn, name]))
      return file(`complaints-${who.authority}-${today}.csv`, 'text/csv', csvOf(csvHead, csvRows(all, names)))
    },
  },
  {
    method: 'GET',
    path: '/complaints/counts.csv',
    may: 'risk.see',
    async does({ reads, who, today }) {
      const { head, rows } = countRows(await complaintsCounted(reads, who.authority), today)
      return file(`complaint-counts-${who.authority}.csv`, 'text/csv', csvOf(head, rows))
    },
  },
  {
    method: 'POST',
    path: '/complaints',
    may: 'complaints.record',
    async does({ db, reads, body, who, today, now }) {
      const entry = readEntry(body)
      const form = readComplaint(body, { today, schools: await maybeAbout(reads, who, entry?.id) })
      if (!form.ok) return register({ reads, who, today, query: {}, typed: body, problems: form.problems })
      const meanwhile = entry
        ? await changeComplaint(db, who, { ...entry, given: form.value, now })
        : await enterComplaint(db, who, { given: form.value, seen: readId(body.seen), now })
      return meanwhile === undefined
        ? go(paths.complaints())
        : register({ reads, who, today, query: {}, ...clashWith(meanwhile, body, 'urn') })
    },
  },
  {
    method: 'POST',
    path: '/complaints/remove',
    may: 'complaints.record',
    async does({ db, reads, body, who, today, now }) {
      const entry = readEntry(body)
      if (!entry) return missing
      const meanwhile = await changeComplaint(db, who, { ...entry, given: undefined, now })
      if (meanwhile === undefined || meanwhile === 'gone') return go(paths.complaints())
      return register({ reads, who, today, query: {}, ...clashWith(meanwhile, typedOf(meanwhile), 'urn') })
    },
  },
]

/** The schools an entry may be about: ours, and the one it was about before. */
async function maybeAbout(reads: Reads, { authority }: Person, changed: number | undefined): Promise<ReadonlySet<Urn>> {
  const before = changed === undefined ? undefined : (await complaints(reads, authority)).find(({ id }) => id === changed)
  return schoolsForEntry(reads, authority, before?.urn)
}

interface Register extends ComplaintForm {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly query: Readonly<Record<string, string>>
}

async function register({ reads, who, query, ...asked }: Register): Promise<Outcome> {
  const officer = mayDo(who.role, 'complaints.see')
  const calendar = await calendarOf(reads, who.authority, shippedTerms())
  const all = officer ? await complaints(reads, who.authority) : undefined
  const counted = all ?? (await complaintsCounted(reads, who.authority))
  const drawn = officer ? complaintsChartFacts(counted, asked.today, calendar) : undefined
  const view = complaintsView({
    ...asked,
    complaints: all,
    counted,
    calendar,
    chart: drawn && (await countsChart(drawn)),
    schools: officer ? await schoolsByName(reads, who.authority) : [],
    school: parseUrn(query.school ?? ''),
    page: parsePage(query.page),
  })
  return show('complaints/complaints.njk', view, asked.problems.length > 0 ? 400 : 200)
}
