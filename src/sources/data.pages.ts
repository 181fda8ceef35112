import { mayDo } from '../accounts/permission.ts'
import type { SignedIn } from '../accounts/person.ts'
import type { Reads } from '../db/connect.ts'
import { parseAcademicYear } from '../lib/academic-year.ts'
import type { Problem } from '../lib/checked.ts'
import { csvOf } from '../lib/csv-text.ts'
import { paging, parsePage, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { file, go, missing, show, type Outcome, type Page, type Upload } from '../web/page.ts'
import { rowsStillHeld } from '../performance/performance-row.store.ts'
import { openFindings, reportOf } from '../quality/quality-report.store.ts'
import { reportView } from '../quality/quality.view.ts'
import { dataView, runView } from './data.view.ts'
import { parseRun, type ImportRun } from './import-run.ts'
import { held, refusedRows, run, runCount, runs } from './import-run.store.ts'
import { keptUntilImport } from './kept.store.ts'
import { ofOneAuthority } from './one-authority.store.ts'
import type { Source } from './source.ts'
import type { ImportsUnderWay } from './under-way.import.ts'

const runsOnPage = 25
const rowsOnPage = 100

/** For how many milliseconds an answer waits: for an import to begin, and for one to stop. */
const [shortly, aWhile] = [1_000, 5_000]

/**
 * What is held, bringing a published file, and what came of each import.
 *
 * Outside the fence: published facts belong to no single authority, and whoever has just brought the first real file has none.
 */
export function dataPages(sources: readonly Source[], imports: ImportsUnderWay): readonly Page[] {
  return [
    {
      method: 'GET',
      path: '/data',
      may: 'data.see',
      fenced: false,
      async does({ reads, query, who }) {
        return dataPage(reads, { sources, imports, who, page: parsePage(query.page), problems: [], year: '' })
      },
    },
    {
      // The import goes on when the page has answered.
      method: 'POST',
      path: '/data',
      may: 'data.import',
      fenced: false,
      takesFiles: true,
      async does({ db, reads, uploads, body, who }) {
        const problems = problemsWith(uploads, body.year ?? '')
        const [given, ...others] = uploads
        if (!given || problems.length > 0) return dataPage(reads, { sources, imports, who, page: 1, problems, year: body.year ?? '' })

        const year = parseAcademicYear(body.year ?? '')
        const several = others.length > 0 || (await imports.isArchive(given))
        const works = uploads.map((upload) => {
          const work = imports.start(
            db,
            { ...upload, mayTakeAway: false, ...(year === undefined ? {} : { year }) },
            { who: who?.name ?? '', account: who?.account ?? null },
          )
          upload.keepUntil(work.released)
          return work
        })
        // Each begins when the one before it has ended: an import that is under way may take minutes, and the page says so.
        const first = await within(shortly, works[0]?.begun)
        return go(several || first === undefined ? `${paths.data()}#imports` : paths.importRun(first))
      },
    },
    {
      method: 'GET',
      path: '/data/:run',
      may: 'data.see',
      fenced: false,
      async does({ reads, params, query, who }) {
        const found = await run(reads, parseRun(params.run))
        return found ? runPage(reads, found, { sources, imports, who, page: parsePage(query.page), problems: [], year: '' }) : missing
      },
    },
    {
      method: 'GET',
      path: '/data/:run/refused.csv',
      may: 'data.see',
      fenced: false,
      async does({ reads, params }) {
        const found = await run(reads, parseRun(params.run))
        if (!found) return missing

        const rows = await refusedRows(reads, found.id, { limit: found.rows_refused, offset: 0 })
        return file(
          `rows-not-used-${found.id}.csv`,
          'text/csv',
          csvOf(
            ['line', 'reason'],
            rows.map((row) => [row.line, row.reason]),
          ),
        )
      },
    },
    {
      // What was asked of a file before it can be used: the year it is of, or whether it may take the place of a fuller one.
      method: 'POST',
      path: '/data/:run/answer',
      may: 'data.import',
      fenced: false,
      async does({ db, reads, params, body, who }) {
        const found = await run(reads, parseRun(params.run))
        if (!found) return missing
        const asked = { sources, imports, who, page: 1, year: body.year ?? '' }
        const question = imports.question(found.id)
        const year = parseAcademicYear(asked.year)
        if (question === 'year' && year === undefined) {
          const text = asked.year.trim() === '' ? 'Enter the academic year' : 'Academic year must be two years, like 2018/19'
          return runPage(reads, found, { ...asked, problems: [{ field: 'year', text }] })
        }
        const answer = { only: found.file_name, ...(question === 'year' && year !== undefined ? { year } : { mayTakeAway: true }) }
        const work = imports.answer(db, found.id, answer, { who: who?.name ?? '', account: who?.account ?? null })
        return go(paths.importRun((await within(shortly, work?.begun)) ?? found.id))
      },
    },
    {
      method: 'POST',
      path: '/data/:run/cancel',
      may: 'data.import',
      fenced: false,
      async does({ params }) {
        const id = parseRun(params.run)
        // So that the page says how it ended, and not that it is under way.
        await within(aWhile, imports.cancel(id))
        return go(paths.importRun(id))
      },
    },
  ]
}

/** What is wrong with the form that brings files. */
function problemsWith(uploads: readonly Pick<Upload, 'name' | 'bytes'>[], year: string): readonly Problem[] {
  const problems: Problem[] = []
  if (year.trim() !== '' && parseAcademicYear(year) === undefined)
    problems.push({ field: 'year', text: 'Academic year must be two years, like 2018/19' })
  if (uploads.length === 0) problems.push({ field: 'file', text: 'Select a file' })
  else if (uploads.every(({ bytes }) => bytes === 0)) {
    problems.push({ field: 'file', text: uploads[0]?.name ? 'The selected file is empty' : 'Select a file' })
  }
  return problems
}

const stillHeld = keptUntilImport<ReadonlyMap<number, number>>(1)

/** What something comes to, if it does within so many milliseconds. */
async function within<T>(milliseconds: number, work: Promise<T> | undefined): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), milliseconds)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

interface Asked {
  readonly imports: ImportsUnderWay
  readonly sources: readonly Source[]
  readonly who: Pick<SignedIn, 'role' | 'authority'> | undefined
  readonly page: number
  readonly problems: readonly Problem[]
  readonly year: string
}

/** The first real file takes the made-up authority away with everything made up: which one is ours is asked again. */
function mustChoose(who: Asked['who']): boolean {
  return who?.authority === null && mayDo(who.role, 'settings.change')
}

async function runPage(reads: Reads, found: ImportRun, { sources, imports, who, page, problems, year }: Asked): Promise<Outcome> {
  const refused = await refusedRows(reads, found.id, { limit: rowsOnPage, offset: (page - 1) * rowsOnPage })
  const of = Math.ceil(found.rows_refused / rowsOnPage)
  const mayImport = mayDo(who?.role, 'data.import')
  const facts = {
    run: found,
    source: sources.find(({ key }) => key === found.source),
    refused,
    pages: paging(page, of, (p) => withQuery(paths.importRun(found.id), { page: p === 1 ? undefined : p })),
    mayImport,
    mustChoose: mustChoose(who),
    quality: reportView(found.id, await reportOf(reads, found.id), who?.authority ?? null),
    question: mayImport ? imports.question(found.id) : undefined,
    problems,
    year,
  }
  return show('sources/run.njk', runView(facts), problems.length > 0 ? 400 : 200)
}

async function dataPage(reads: Reads, { sources, imports, who, page, problems, year }: Asked): Promise<Outcome> {
  const of = Math.ceil((await runCount(reads)) / runsOnPage)
  const facts = {
    held: await held(reads),
    alone: await ofOneAuthority(reads),
    stillHeld: await stillHeld(reads, 'rows', () => rowsStillHeld(reads)),
    runs: await runs(reads, { limit: runsOnPage, offset: (page - 1) * runsOnPage }),
    pages: paging(page, of, (p) => withQuery(paths.data(), { page: p === 1 ? undefined : p })),
    sources,
    mayImport: mayDo(who?.role, 'data.import'),
    mustChoose: mustChoose(who),
    problems,
    year,
    waiting: imports.waiting(),
    question: imports.question,
    openFindings: await openFindings(reads),
  }
  return show('sources/data.njk', dataView(facts), problems.length > 0 ? 400 : 200)
}
