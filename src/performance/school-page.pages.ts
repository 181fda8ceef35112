import type { Reads } from '../db/connect.ts'
import { parseUrn, type Urn } from '../establishments/urn.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { missing, show, type Outcome, type Page } from '../web/page.ts'
import { namesOf } from './likeness.store.ts'
import { schoolKnown } from './school-about.store.ts'
import { shippedSchoolMeasures } from './school-measure.import.ts'
import { schoolFacts } from './school-page.store.ts'
import { performanceRowsOf } from './performance-row.store.ts'
import { columnLabels } from './school-published.store.ts'
import { publishedView } from './school-published.view.ts'
import { pageParts, resultsView } from './school-results.view.ts'
import { schoolsLikeView } from './schools-like.view.ts'

/** The pages of one school's figures: results, pupils, spending, the schools like it, and every figure as published. */
export const schoolFigurePages: readonly Page[] = [
  ...pageParts.map((part): Page => ({
    method: 'GET',
    path: `/schools/:urn/${part.key}`,
    may: 'schools.see',
    async does({ reads, params }) {
      return ofSchool(reads, params, part.key, async (urn) => {
        const facts = await factsOf(reads, urn, ({ group }) => part.groups.includes(group))
        return facts && show('performance/school-results.njk', await resultsView(facts, part))
      })
    },
  })),
  {
    method: 'GET',
    path: '/schools/:urn/like-it',
    may: 'schools.see',
    async does({ reads, params }) {
      return ofSchool(reads, params, 'like it', async (urn) => {
        const facts = await factsOf(reads, urn, ({ headline }) => headline)
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
      return ofSchool(reads, params, `published ${year}`, async (urn) => {
        const known = await schoolKnown(reads, urn)
        const rows = await performanceRowsOf(reads, [urn])
        const labels = await columnLabels(reads, [...new Set(rows.map(({ table }) => table))], year)
        return known && show('performance/school-published.njk', publishedView(known, year, rows, labels))
      })
    },
  },
]

// Everything on these pages is published, and the same for everybody until something is imported.
// As many as an authority has schools, so that who turns from one to the next finds them ready.
const kept = keptUntilImport<Outcome>(350)

async function ofSchool(
  reads: Reads,
  params: Readonly<Record<string, string>>,
  page: string,
  make: (urn: Urn) => Promise<Outcome | undefined>,
) {
  // prettier-ignore
  const urn = parseUrn(params['urn'] ?? '')
  return urn ? kept(reads, `${page} ${urn}`, async () => (await make(urn)) ?? missing) : missing
}

async function factsOf(reads: Reads, urn: Urn, asked: (measure: ReturnType<typeof shippedSchoolMeasures>[number]) => boolean) {
  const known = await schoolKnown(reads, urn)
  return known && schoolFacts(reads, { ...known, measures: shippedSchoolMeasures().filter(asked), depth: 'whole' })
}
