import { authorityNamed } from '../authorities/authority.store.ts'
import { judgementsOf } from '../judgements/judgement.store.ts'
import { csvOf } from '../lib/csv-text.ts'
import { parsePage, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { file, go, missing, show, type Page } from '../web/page.ts'
import { schoolView } from './school-history.view.ts'
import { readSchoolFilter } from './school.form.ts'
import { facets, latestSchoolsFile, school, schools } from './school.store.ts'
import { csvHead, csvRows, schoolsOnAPage, schoolsView } from './school.view.ts'
import { writeSchoolFilter } from './school.ts'
import { parseUrn } from './urn.ts'

/** The schools of our authority, the same as a file, and one school of any authority. */
export const schoolPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/schools',
    may: 'schools.see',
    async does({ reads, who, query }) {
      const filter = readSchoolFilter(query)
      const page = parsePage(query.page)
      const latest = await latestSchoolsFile(reads)
      const named = await authorityNamed(reads, who.authority)
      const facts = { authority: named?.name ?? `authority ${who.authority}`, file: latest, filter, page }
      if (!latest) return show('establishments/schools.njk', schoolsView({ ...facts, ...nothing }))

      const asked = { authority: who.authority, asAt: latest.as_at, filter, limit: schoolsOnAPage, offset: (page - 1) * schoolsOnAPage }
      const found = await schools(reads, asked)
      if (page > 1 && found.count === 0) return go(withQuery(paths.schools(), writeSchoolFilter(filter)))

      const common = await facets(reads, who.authority, latest.as_at)
      return show('establishments/schools.njk', schoolsView({ ...facts, found, ...common }))
    },
  },
  {
    method: 'GET',
    path: '/schools.csv',
    may: 'schools.see',
    async does({ reads, who, query }) {
      const latest = await latestSchoolsFile(reads)
      if (!latest) return missing

      const { rows } = await schools(reads, { authority: who.authority, asAt: latest.as_at, filter: readSchoolFilter(query) })
      return file(`schools-${who.authority}-${latest.as_at}.csv`, 'text/csv', csvOf(csvHead, csvRows(rows, latest.as_at)))
    },
  },
  {
    method: 'GET',
    path: '/schools/:urn',
    may: 'schools.see',
    async does({ reads, who, params }) {
      const urn = parseUrn(params.urn ?? '')
      const found = urn && (await school(reads, urn))
      if (!found) return missing

      return show('establishments/school.njk', schoolView(found, await judgementsOf(reads, found.urn), found.authority === who.authority))
    },
  },
]

const nothing = { found: { rows: [], count: 0 }, standings: [], types: [], trusts: [], inCategory: 0 }
