import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { latestSchools } from '../establishments/school.store.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readComplaint, readEntry } from './complaint.form.ts'
import { changeComplaint, complaints, complaintsCounted, enterComplaint } from './complaint.store.ts'
import { complaintsView, typedOf, type ComplaintForm } from './complaint.view.ts'

/** The register of qualifying complaints: for officers each entry, for others counts with small ones withheld. */
export const complaintPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/complaints',
    may: 'risk.see',
    async does({ reads, query, who, today }) {
      if (query.change === undefined) return register({ reads, who, today, typed: {}, problems: [] })
      if (!mayDo(who.role, 'complaints.see')) return missing
      const entry = (await complaints(reads, who.authority)).find(({ id }) => String(id) === query.change)
      return entry ? register({ reads, who, today, typed: typedOf(entry), problems: [] }) : missing
    },
  },
  {
    method: 'POST',
    path: '/complaints',
    may: 'complaints.record',
    async does({ db, reads, body, who, today, now }) {
      const form = readComplaint(body, today)
      if (!form.ok) return register({ reads, who, today, typed: body, problems: form.problems })
      const entry = readEntry(body)
      const meanwhile = entry
        ? await changeComplaint(db, who, { ...entry, given: form.value, now })
        : await enterComplaint(db, who, form.value, now)
      return meanwhile === undefined ? go(paths.complaints()) : clash({ reads, who, today, typed: body, meanwhile })
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
      return clash({ reads, who, today, typed: typedOf(meanwhile), meanwhile })
    },
  },
]

interface Register extends ComplaintForm {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
}

/** The version that stands is what a second try will be set against. */
function clash(asked: Omit<Register, 'problems'>): Promise<Outcome> {
  const { meanwhile, typed } = asked
  const problems = [{ field: 'urn', text: 'Somebody else changed this entry meanwhile. Read theirs, then keep yours again to confirm it' }]
  const standing = typeof meanwhile === 'object' ? { version: String(meanwhile.version) } : { id: '', version: '' }
  return register({ ...asked, typed: { ...typed, ...standing }, problems })
}

async function register({ reads, who, ...asked }: Register): Promise<Outcome> {
  const officer = mayDo(who.role, 'complaints.see')
  const view = complaintsView({
    ...asked,
    complaints: officer ? await complaints(reads, who.authority) : undefined,
    counted: await complaintsCounted(reads, who.authority),
    schools: officer ? ((await latestSchools(reads, who.authority))?.schools ?? []).toSorted((a, b) => a.name.localeCompare(b.name)) : [],
  })
  return show('complaints/complaints.njk', view, asked.problems.length > 0 ? 400 : 200)
}
