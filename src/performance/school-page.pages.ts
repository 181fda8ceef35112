import type { Reads } from '../db/connect.ts'
import { parseUrn, type Urn } from '../establishments/urn.ts'
import { missing, show, type Outcome, type Page } from '../web/page.ts'
import { namesOf } from './likeness.store.ts'
import { schoolKnown } from './school-about.store.ts'
import type { SchoolMeasure } from './school-measure.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'
import { schoolFacts } from './school-page.store.ts'
import { performanceTables } from './performance-row.ts'
import { rowsHeld } from './school-rows.store.ts'
import { columnLabels } from './school-published.store.ts'
import { publishedView } from './school-published.view.ts'
import { pageParts, resultsView } from './school-results.view.ts'
import { keptBeside, sharedFacts, type SharedFacts } from './shared-facts.store.ts'
import { schoolsLikeView } from './schools-like.view.ts'

/** The pages of one school's figures: results, pupils, spending, the schools like it, and every figure as published. */
export const schoolFigurePages: readonly Page[] = [
  ...pageParts.map((part): Page => ({
    method: 'GET',
    path: `/schools/:urn/${part.key}`,
    may: 'schools.see',
    async does({ reads, params }) {
      return ofSchool(reads, params, part.key, async (urn, shared) => {
        const facts = await factsOf(reads, urn, shared, ({ group }) => part.groups.includes(group))
        return facts && show('performance/school-results.njk', await resultsView(facts, part))
      })
    },
  })),
  {
    method: 'GET',
    path: '/schools/:urn/like-it',
    may: 'schools.see',
    async does({ reads, params }) {
      return ofSchool(reads, params, 'like it', async (urn, shared) => {
        const facts = await factsOf(reads, urn, shared, ({ headline }) => headline)
        return (
          facts &&
          show(
            'performance/schools-like.njk',
            schoolsLikeView(facts, await namesOf(reads, facts.likeIt?.nearest.map((one) => one.urn) ?? [])),
          )
        )
      })
    },
  },
  {
    method: 'GET',
    path: '/schools/:urn/published/:year',
    may: 'schools.see',
    async does({ reads, params }) {
      const year = /^20\d\d$/.test(params['year'] ?? '') ? Number(params['year']) : undefined
      if (year === undefined) return missing
      return ofSchool(reads, params, `published ${year}`, async (urn, shared) => {
        const known = await schoolKnown(reads, urn, shared)
        const rows = await rowsHeld(reads, { codes: [urn], tables: performanceTables.map(({ key }) => key) }, shared)
        const labels = await columnLabels(reads, [...new Set(rows.map(({ table }) => table))], year)
        return known && show('performance/school-published.njk', publishedView(known, year, rows, labels))
      })
    },
  },
]

// Everything on these pages is published, and the same for everybody until something is imported. As many are kept as an
// authority has schools, so that who turns from one to the next finds them ready.
const kept = keptBeside<Outcome>(350)

type Make = (urn: Urn, shared: SharedFacts) => Promise<Outcome | undefined>

async function ofSchool(reads: Reads, params: Readonly<Record<string, string>>, page: string, make: Make): Promise<Outcome> {
  const urn = parseUrn(params['urn'] ?? '')
  if (!urn) return missing
  const shared = await sharedFacts(reads)
  return kept(shared, `${page} ${urn}`, async () => (await make(urn, shared)) ?? missing)
}

async function factsOf(reads: Reads, urn: Urn, shared: SharedFacts, asked: (measure: SchoolMeasure) => boolean) {
  const known = await schoolKnown(reads, urn, shared)
  return known && schoolFacts(reads, { ...known, measures: shippedSchoolMeasures().filter(asked), depth: 'whole' }, shared)
}
