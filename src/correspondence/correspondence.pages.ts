import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import { countsChart } from '../charts/counts.ts'
import type { Reads } from '../db/connect.ts'
import { latestSchools } from '../establishments/school.store.ts'
import { parseUrn, type Urn } from '../establishments/urn.ts'
import { csvOf } from '../lib/csv-text.ts'
import type { Day } from '../lib/day.ts'
import { readEntry, readId } from '../lib/entry.ts'
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
      const names = new Map((await schoolsOf(reads, who)).map(({ urn, name }) => [urn, name]))
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
      return meanwhile === undefined ? go(paths.correspondence()) : clash({ reads, who, today, query: {}, typed: body, meanwhile })
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
      return clash({ reads, who, today, query: {}, typed: typedOf(meanwhile), meanwhile })
    },
  },
]

async function schoolsOf(reads: Reads, { authority }: Person) {
  return ((await latestSchools(reads, authority))?.schools ?? []).toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The schools an entry may be about: ours, and the one it was about before, which may have closed since. */
async function maybeAbout(reads: Reads, who: Person, changed: number | undefined): Promise<ReadonlySet<Urn>> {
  const ours = (await schoolsOf(reads, who)).map(({ urn }) => urn)
  const before = changed === undefined ? [] : (await correspondence(reads, who.authority)).filter(({ id }) => id === changed)
  return new Set([...ours, ...before.flatMap(({ urn }) => urn ?? [])])
}

interface Register extends CorrespondenceForm {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
  readonly query: Readonly<Record<string, string>>
}

/** The version that stands is what a second try will be set against; an entry taken out meanwhile would be entered anew. */
function clash(asked: Omit<Register, 'problems'>): Promise<Outcome> {
  const { meanwhile, typed } = asked
  const gone = typeof meanwhile !== 'object'
  const text = gone
    ? 'Somebody else took this entry out meanwhile. Enter yours again if it belongs in the register'
    : 'Somebody else changed this entry meanwhile. Read theirs, then keep yours again to confirm it'
  const standing = gone ? { id: '', version: '' } : { version: String(meanwhile.version) }
  return register({ ...asked, typed: { ...typed, ...standing }, problems: [{ field: 'received', text }] })
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
    schools: await schoolsOf(reads, who),
    may: mayDo(who.role, 'correspondence.record'),
    school: parseUrn(query.school ?? ''),
    page: parsePage(query.page),
  })
  return show('correspondence/correspondence.njk', view, asked.problems.length > 0 ? 400 : 200)
}
