import { mayDo } from '../accounts/permission.ts'
import type { Person } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Day } from '../lib/day.ts'
import { liveFigures } from '../position-statements/live-figure.import.ts'
import { statementsOf } from '../position-statements/position-statement.store.ts'
import { latestJudgements } from '../statements/criterion-judgement.store.ts'
import { frameworkAsked } from '../statements/framework-asked.import.ts'
import { missing, show, type Page } from '../web/page.ts'
import { coverageMap } from './coverage.chart.ts'
import { evidenceTies } from './coverage.store.ts'
import { citedKeys, coverageOf, overtaken } from './coverage.ts'
import { coverageView, mapFacts, narrowedCoverage } from './coverage.view.ts'

async function factsOf(reads: Reads, { authority }: Person, framework: Framework, today: Day) {
  const [judgements, ties, statements] = [
    await latestJudgements(reads, authority, framework.key),
    await evidenceTies(reads, authority, framework.key),
    await statementsOf(reads, authority, framework.key),
  ]
  const covered = coverageOf(framework, judgements, ties, today)
  const keys = citedKeys(statements)
  const [theme] = framework.themes
  // The figures of published data are the same for every theme.
  const live = keys.length > 0 && theme ? await liveFigures(reads, { authority, framework, theme, today }, keys) : []
  return { covered, overtaken: overtaken(statements, covered, Object.fromEntries(live.map((figure) => [figure.key, figure]))) }
}

/** How well the self-evaluation covers its framework. */
export const coveragePages: readonly Page[] = [
  {
    method: 'GET',
    path: '/self-evaluation/coverage',
    may: 'evaluation.see',
    async does({ reads, who, query, today }) {
      const asked = await frameworkAsked(reads, who.authority, query.framework)
      if (!asked) return missing
      const narrowed = { theme: query.theme ?? '', onlyWork: query.only === 'work' }
      const found = await factsOf(reads, who, asked.framework, today)
      const drawn = mapFacts(asked, narrowedCoverage(found.covered, narrowed))
      const chart = drawn && (await coverageMap(drawn))
      const acts = asked.current && mayDo(who.role, 'actions.change')
      return show('coverage/coverage.njk', coverageView({ asked, ...found, narrowed, chart, acts }))
    },
  },
]
