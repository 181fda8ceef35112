import { mayDo } from '../accounts/permission.ts'
import type { SignedIn } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import type { Problem } from '../lib/checked.ts'
import { csvOf } from '../lib/csv-text.ts'
import { paging, parsePage, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { parseRun } from '../sources/import-run.ts'
import { run } from '../sources/import-run.store.ts'
import { file, go, missing, show, type Outcome, type Page } from '../web/page.ts'
import { readExplanation, readFindingsAsked, readShareAsked, type FindingsAsked } from './quality.form.ts'
import { explainFinding, explanationsOf, findingNumbered, reportOf, standingFindings, type HeldFinding } from './quality-report.store.ts'
import { findingsTable, findingView, qualityView, queryOf } from './quality.view.ts'

const findingsOnPage = 50

/**
 * What was found in imports that an officer should know before quoting their figures.
 *
 * Outside the fence, as the data pages are: published facts, and what is said of them, are the whole installation's.
 */
export const qualityPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/data/quality',
    may: 'data.see',
    fenced: false,
    async does({ reads, query, who }) {
      const asked = askedBy(query, who)
      const found = await findingsAsked(reads, asked, who)
      const page = parsePage(query.page)
      const share = readShareAsked(query)
      const facts = {
        findings: found.slice((page - 1) * findingsOnPage, page * findingsOnPage),
        found: found.length,
        asked,
        pages: paging(page, Math.ceil(found.length / findingsOnPage), (p) => withQuery(paths.quality(), { ...queryOf(asked), page: p === 1 ? undefined : p })), // prettier-ignore
        ours: who?.authority ?? null,
        share,
        typed: query,
      }
      return show('quality/quality.njk', qualityView(facts), share?.ok === false ? 400 : 200)
    },
  },
  {
    method: 'GET',
    path: '/data/quality.csv',
    may: 'data.see',
    fenced: false,
    async does({ reads, query, who }) {
      const { head, rows } = findingsTable(await findingsAsked(reads, askedBy(query, who), who))
      return file('data-quality.csv', 'text/csv', csvOf(head, rows))
    },
  },
  {
    method: 'GET',
    path: '/data/quality/:finding',
    may: 'data.see',
    fenced: false,
    async does({ reads, params, who }) {
      const found = await findingNumbered(reads, parseRun(params.finding))
      return found ? showFinding(reads, found, { who, reason: found.explained?.reason ?? '', problems: [] }) : missing
    },
  },
  {
    method: 'GET',
    path: '/data/quality/:finding/rows.csv',
    may: 'data.see',
    fenced: false,
    async does({ reads, params }) {
      const found = await findingNumbered(reads, parseRun(params.finding))
      if (!found) return missing
      const { head, rows } = findingsTable([found])
      return file(`data-quality-${found.id}.csv`, 'text/csv', csvOf(head, rows))
    },
  },
  {
    method: 'POST',
    path: '/data/quality/:finding',
    may: 'quality.explain',
    fenced: false,
    async does({ db, reads, params, body, who, now }) {
      const found = await findingNumbered(reads, parseRun(params.finding))
      if (!found || !who) return missing
      const form = readExplanation(body)
      if (!form.ok) return showFinding(reads, found, { who, reason: body.reason ?? '', problems: form.problems })
      if (await explainFinding(db, who, { finding: found, ...form.value, now })) return go(paths.qualityFinding(found.id))
      const problems = [{ field: 'reason', text: 'Somebody else said something of this finding meanwhile. Read it, then save yours again' }]
      return showFinding(reads, found, { who, reason: body.reason ?? '', problems })
    },
  },
]

/** Whoever has no authority has nothing of their own, and is shown all. */
function askedBy(query: Readonly<Record<string, string>>, who: SignedIn | undefined): FindingsAsked {
  const asked = readFindingsAsked(query)
  return who?.authority == null ? { ...asked, ours: false } : asked
}

async function findingsAsked(reads: Reads, { show: which, rule, run: only, ours }: FindingsAsked, who: SignedIn | undefined) {
  const standing = only === 0 ? await standingFindings(reads) : await findingsOfRun(reads, only)
  return standing
    .filter(({ explained }) => which === 'all' || (explained !== undefined) === (which === 'explained'))
    .filter((finding) => rule === undefined || finding.rule === rule)
    .filter(({ authority, behind }) => !ours || (who?.authority != null && (authority === who.authority || behind.some((row) => row.authority === who.authority)))) // prettier-ignore
}

async function findingsOfRun(reads: Reads, id: number) {
  const [report, found] = [await reportOf(reads, id), await run(reads, id)]
  return (report?.findings ?? []).map((finding) => ({ ...finding, file: found?.file_name ?? '' }))
}

interface Shown {
  readonly who: SignedIn | undefined
  readonly reason: string
  readonly problems: readonly Problem[]
}

async function showFinding(reads: Reads, finding: HeldFinding, { who, reason, problems }: Shown): Promise<Outcome> {
  const of = await run(reads, finding.run)
  const facts = {
    finding,
    file: of?.file_name ?? '',
    history: await explanationsOf(reads, finding.key),
    ours: who?.authority ?? null,
    mayExplain: mayDo(who?.role, 'quality.explain'),
    reason,
    problems,
  }
  return show('quality/finding.njk', findingView(facts), problems.length > 0 ? 400 : 200)
}
