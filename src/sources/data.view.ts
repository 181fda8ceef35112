import { academicYearInWords } from '../lib/academic-year.ts'
import type { Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { inWords } from '../lib/day.ts'
import type { Question } from '../lib/unusable.ts'
import { dayInLondon, momentInWords } from '../lib/london.ts'
import type { Paging } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import type { reportView } from '../quality/quality.view.ts'
import { states, timeOf, type ImportRun } from './import-run.ts'
import { limits } from './limits.ts'
import type { Refused, Source } from './source.ts'

const stages: Readonly<Record<string, string>> = { reading: 'Reading', checking: 'Checking', writing: 'Storing', comparing: 'Comparing' }

interface DataFacts {
  readonly held: readonly ImportRun[]
  /** Of imports whose rows later ones replace one by one, how many of each are held still. */
  readonly stillHeld: ReadonlyMap<number, number>
  /** Imports of one authority only, and which. */
  readonly alone: ReadonlyMap<number, string>
  readonly runs: readonly ImportRun[]
  readonly pages: Paging
  readonly sources: readonly Source[]
  readonly mayImport: boolean
  readonly mustChoose: boolean
  /** Findings of the files held that nobody has explained. */
  readonly openFindings: number
  /** Files that were brought and wait for the import under way to end, the next first. */
  readonly waiting: readonly string[]
  /** What has to be answered before the file of a run can be used. */
  readonly question: (run: number) => Question | undefined
  readonly problems: readonly Problem[]
  /** What was typed as the academic year of the files. */
  readonly year: string
}

/** What is held, as at when; what can be imported; and every import, the latest first. */
export function dataView({
  held,
  stillHeld,
  alone,
  runs,
  pages,
  sources,
  mayImport,
  mustChoose,
  problems,
  year,
  openFindings,
  waiting,
  question,
}: DataFacts) {
  const nameOf = (key: string | null) => sources.find((source) => source.key === key)?.name ?? 'Not recognised'
  return {
    title: 'Data',
    problems,
    year,
    mayImport,
    mustChoose,
    quality: openFindings === 0 ? 'Data quality: nothing open' : `Data quality: ${counted(openFindings, 'finding')} not explained`,
    missing: sources.filter(({ key }) => held.every((run) => run.source !== key)).map(({ name, publisher }) => ({ name, publisher })),
    largest: `${count(limits.bytes / 1e9)} GB`,
    sources: sources.map(({ name, publisher, gives }) => ({
      name,
      publisher,
      gives,
    })),
    held: held.map((run) => ({
      name: nameOf(run.source),
      asAt: timeOf(run) ?? 'Not dated by its publisher',
      rows: heldInWords(run, stillHeld.get(run.id)),
      only: alone.get(run.id),
      file: run.file_name,
      when: run.ended_at ? inWords(dayInLondon(run.ended_at)) : '',
      href: paths.importRun(run.id),
    })),
    runs: runs.map((run) => ({ ...runRow(run, question(run.id)), name: nameOf(run.source) })),
    waiting: waiting.map((name, place) => ({ name, place: place === 0 ? 'next' : `${count(place)} before it` })),
    working: runs.some((run) => run.state === 'running') || waiting.length > 0,
    pages,
  }
}

/** `331`, or `12 of 331` where later files took the place of the others. */
function heldInWords({ rows_used }: ImportRun, still: number | undefined): string {
  return still === undefined || still >= rows_used ? count(rows_used) : `${count(still)} of ${count(rows_used)}`
}

interface RunFacts {
  readonly run: ImportRun
  readonly source: Source | undefined
  readonly refused: readonly Refused[]
  readonly pages: Paging
  readonly mayImport: boolean
  readonly mustChoose: boolean
  /** What was made of it once it was kept; undefined while it has not been checked. */
  readonly quality: ReturnType<typeof reportView>
  /** What has to be answered before its file can be used. */
  readonly question: Question | undefined
  readonly problems: readonly Problem[]
  readonly year: string
}

/** One import: how far it is or how it ended, and each row that was not used, with line and reason. */
export function runView({ run, source, refused, pages, mayImport, mustChoose, quality, question, problems, year }: RunFacts) {
  const seconds = run.ended_at ? (run.ended_at.getTime() - run.started_at.getTime()) / 1000 : undefined
  return {
    title: `Import ${run.id}: ${run.file_name}`,
    run: runRow(run, question),
    question,
    problems,
    year,
    answer: paths.answerImport(run.id),
    data: paths.data(),
    working: run.state === 'running',
    // A browser without script asks again by itself.
    looksAgain: run.state === 'running',
    mustChoose,
    quality:
      run.state === 'done'
        ? (quality ?? { said: 'It has not been checked yet.', findings: [], checks: [], checked: '', csv: undefined })
        : undefined,
    mayCancel: mayImport && run.state === 'running',
    cancel: paths.cancelImport(run.id),
    csv: paths.refusedCsv(run.id),
    facts: [
      ['Published file', source ? `${source.name} (${source.publisher})` : 'Not recognised'],
      ['File', run.bytes === 0 ? run.file_name : `${run.file_name}, ${megabytes(run.bytes)}`],
      ...(run.as_at ? [['As at', inWords(run.as_at)]] : []),
      ...(run.year === null ? [] : [['Academic year', academicYearInWords(run.year)]]),
      ['Rows read', count(run.rows_read)],
      ['Rows used', count(run.rows_used)],
      ['Rows not used', count(run.rows_refused)],
      ['Started', `${momentInWords(run.started_at)} by ${run.started_by}`],
      ...(seconds === undefined ? [] : [['Took', seconds < 1 ? 'Less than a second' : `${seconds.toFixed(1)} seconds`]]),
      ...(run.checksum ? [['SHA-256 of the content', run.checksum]] : []),
    ],
    refused,
    pages,
  }
}

function runRow(run: ImportRun, question: Question | undefined) {
  const { text, tag } = question === undefined ? states[run.state] : { text: 'Waiting for your answer', tag: 'yellow' }
  return {
    id: run.id,
    href: paths.importRun(run.id),
    file: run.file_name,
    state: text,
    tag,
    stage: stages[run.stage] ?? run.stage,
    read: count(run.rows_read),
    used: count(run.rows_used),
    refused: count(run.rows_refused),
    message: run.message ?? '',
    when: momentInWords(run.started_at),
    by: run.started_by,
  }
}

const megabytes = (bytes: number) => (bytes < 100_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`)
