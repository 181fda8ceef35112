import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { latestSchools } from '../establishments/school.store.ts'
import type { Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readCorrespondence, readEntry } from './correspondence.form.ts'
import { changeCorrespondence, correspondence, enterCorrespondence } from './correspondence.store.ts'
import { correspondenceView, typedOf, type CorrespondenceForm } from './correspondence.view.ts'

/** The register of directions and correspondence from the department. */
export const correspondencePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/correspondence',
    may: 'correspondence.see',
    async does({ reads, query, who, today }) {
      if (query.change === undefined) return register({ reads, who, today, typed: {}, problems: [] })
      const entry = (await correspondence(reads, who.authority)).find(({ id }) => String(id) === query.change)
      return entry ? register({ reads, who, today, typed: typedOf(entry), problems: [] }) : missing
    },
  },
  {
    method: 'POST',
    path: '/correspondence',
    may: 'correspondence.record',
    async does({ db, reads, body, who, today, now }) {
      const form = readCorrespondence(body, today)
      if (!form.ok) return register({ reads, who, today, typed: body, problems: form.problems })
      const entry = readEntry(body)
      const meanwhile = entry
        ? await changeCorrespondence(db, who, { ...entry, given: form.value, now })
        : await enterCorrespondence(db, who, form.value, now)
      return meanwhile === undefined ? go(paths.correspondence()) : clash({ reads, who, today, typed: body, meanwhile })
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
      return clash({ reads, who, today, typed: typedOf(meanwhile), meanwhile })
    },
  },
]

interface Register extends CorrespondenceForm {
  readonly reads: Reads
  readonly who: Person
  readonly today: Day
}

/** The version that stands is what a second try will be set against. */
function clash(asked: Omit<Register, 'problems'>): Promise<Outcome> {
  const { meanwhile, typed } = asked
  const problems = [
    { field: 'received', text: 'Somebody else changed this entry meanwhile. Read theirs, then keep yours again to confirm it' },
  ]
  const standing = typeof meanwhile === 'object' ? { version: String(meanwhile.version) } : { id: '', version: '' }
  return register({ ...asked, typed: { ...typed, ...standing }, problems })
}

async function register({ reads, who, ...asked }: Register): Promise<Outcome> {
  const schools = (await latestSchools(reads, who.authority))?.schools ?? []
  const view = correspondenceView({
    ...asked,
    entries: await correspondence(reads, who.authority),
    schools: schools.toSorted((a, b) => a.name.localeCompare(b.name)),
    may: mayDo(who.role, 'correspondence.record'),
  })
  return show('correspondence/correspondence.njk', view, asked.problems.length > 0 ? 400 : 200)
}
