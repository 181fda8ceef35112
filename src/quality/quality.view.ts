import type { AreaCode } from '../authorities/area.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { momentInWords } from '../lib/london.ts'
import { withQuery, type Paging } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { nameOfRule, qualityRules, type RowBehind, type Weight } from './quality-finding.ts'
import type { FindingsAsked } from './quality.form.ts'
import { shareFault, shareInWords, type PrintedShare } from './share.ts'

/** How each weight is printed: as a word in a tag, never by colour alone. */
const tags: Readonly<Record<Weight, string>> = { 'likely wrong': 'red', 'look into': 'yellow', 'to know': 'grey' }

/** A finding as the views need it. */
export interface FindingFacts {
  readonly id: number
  readonly run: number
  readonly rule: (typeof qualityRules)[number]['key']
  readonly weight: Weight
  readonly authority: AreaCode | null
  readonly subject: string
  readonly sentence: string
  readonly rowsBehind: number
  readonly behind: readonly RowBehind[]
  readonly explained: { readonly reason: string; readonly by: string; readonly at: Date } | undefined
}

function findingRow(finding: FindingFacts, ours: AreaCode | null) {
  const of = finding.behind.filter(({ authority }) => authority !== null && authority === ours).length
  return {
    href: paths.qualityFinding(finding.id),
    weight: capital(finding.weight),
    tag: tags[finding.weight],
    rule: nameOfRule(finding.rule),
    subject: finding.subject,
    sentence: finding.sentence,
    rows: finding.rowsBehind === 0 ? '' : counted(finding.rowsBehind, 'row'),
    ours: of === 0 ? '' : `${count(of)} of ours`,
    explained: finding.explained ? `${finding.explained.reason} (${finding.explained.by}, ${momentInWords(finding.explained.at)})` : '',
  }
}

interface ReportFacts {
  readonly checks: readonly { readonly rule: (typeof qualityRules)[number]['key']; readonly said: string }[]
  readonly findings: readonly FindingFacts[]
  readonly checkedAt: Date | undefined
}

/** What the page of an import says of its quality: what was found, the worst first, and what was checked. */
export function reportView(run: number, report: ReportFacts | undefined, ours: AreaCode | null) {
  if (!report) return undefined
  const open = report.findings.filter(({ explained }) => explained === undefined)
  return {
    said: saidOf(report.findings.length, open.length),
    findings: report.findings.map((finding) => findingRow(finding, ours)),
    checks: report.checks.map(({ rule, said }) => ({ name: nameOfRule(rule), said })),
    checked: report.checkedAt ? `Checked on ${momentInWords(report.checkedAt)}.` : '',
    csv: withQuery(paths.qualityCsv(), { run, show: 'all' }),
  }
}

function saidOf(found: number, open: number): string {
  if (found === 0) return 'Nothing was found that you should know before quoting its figures.'
  const explained = found - open
  const of =
    explained === 0 ? '' : explained === 1 ? ' One of them has been explained.' : ` ${count(explained)} of them have been explained.`
  return `${found === 1 ? 'One thing' : `${count(found)} things`} to know before quoting its figures.${of} Nothing was changed: figures are shown as published.`
}

interface QualityFacts {
  readonly findings: readonly (FindingFacts & { readonly file: string })[]
  readonly found: number
  readonly asked: FindingsAsked
  readonly pages: Paging
  readonly ours: AreaCode | null
  readonly share: Checked<PrintedShare> | undefined
  readonly typed: Readonly<Record<string, string>>
}

/** Findings of every import that stands. */
export function qualityView({ findings, found, asked, pages, ours, share, typed }: QualityFacts) {
  const problems: readonly Problem[] = share && !share.ok ? share.problems : []
  return {
    title: 'Data quality',
    found: found === 0 ? 'No findings' : counted(found, 'finding'),
    findings: findings.map((finding) => ({ ...findingRow(finding, ours), file: finding.file, run: paths.importRun(finding.run) })),
    asked,
    mayAskOurs: ours !== null,
    all: withQuery(paths.quality(), queryOf({ ...asked, ours: false })),
    rules: qualityRules.map(({ key, name }) => ({ value: key, text: name })),
    shows: [
      { value: 'open', text: 'Not explained' },
      { value: 'explained', text: 'Explained' },
      { value: 'all', text: 'All' },
    ],
    csv: withQuery(paths.qualityCsv(), queryOf(asked)),
    pages,
    problems,
    typed: { part: typed.part ?? '', whole: typed.whole ?? '', percent: typed.percent ?? '' },
    answer: share?.ok ? answerTo(share.value) : undefined,
  }
}

/** The filter of the findings as an address carries it. */
export function queryOf({ show, rule, run, ours }: FindingsAsked) {
  return { show: show === 'open' ? undefined : show, rule, run: run === 0 ? undefined : run, ours: ours ? 'yes' : 'no' }
}

/** Whether a percentage follows from its numbers, in a sentence. */
export function answerTo(share: PrintedShare): { readonly right: boolean; readonly said: string } {
  const fault = shareFault(share)
  if (!fault) return { right: true, said: `${share.percent}% is right: it follows from ${count(share.part)} of ${count(share.whole)}.` }
  return { right: false, said: `${share.percent}% does not follow: ${shareInWords(share, fault.should, share.decimals)}.` }
}

interface OneFacts {
  readonly finding: FindingFacts
  readonly file: string
  readonly history: readonly { readonly id: number; readonly reason: string | null; readonly by: string; readonly at: Date }[]
  readonly ours: AreaCode | null
  readonly mayExplain: boolean
  readonly reason: string
  readonly problems: readonly Problem[]
}

/** The most rows a page shows; the file has them all. */
const mostShown = 100

/** One finding: what is wrong, the rows behind it as published, ours first, and who said what of it. */
export function findingView({ finding, file, history, ours, mayExplain, reason, problems }: OneFacts) {
  const isOurs = ({ authority }: RowBehind) => authority !== null && authority === ours
  const rows = [...finding.behind.filter(isOurs), ...finding.behind.filter((row) => !isOurs(row))]
  const headings = [...new Set(rows.flatMap(({ cells }) => cells.map(([heading]) => heading)))]
  return {
    title: finding.subject,
    weight: capital(finding.weight),
    tag: tags[finding.weight],
    rule: nameOfRule(finding.rule),
    sentence: finding.sentence,
    file,
    run: paths.importRun(finding.run),
    headings,
    rows: tableRows(rows.slice(0, mostShown), headings, isOurs),
    groups: groupsOf(rows).map(({ name, same }) => ({
      said: `${name}: ${counted(same.length, 'row')}${finding.behind.length < finding.rowsBehind ? ' of those kept' : ''}`,
      rows: tableRows(same.slice(0, mostShown), headings, isOurs),
      more: same.length > mostShown ? `The first ${count(mostShown)}. The file has them all.` : '',
    })),
    shown: shownInWords(Math.min(rows.length, mostShown), finding.rowsBehind),
    csv: paths.qualityFindingCsv(finding.id),
    action: paths.qualityFinding(finding.id),
    explained: finding.explained?.reason,
    history: history.map((entry) => ({ ...entry, at: momentInWords(entry.at), reason: entry.reason ?? 'Opened again' })),
    seen: history[0]?.id ?? 0,
    mayExplain,
    reason,
    problems,
  }
}

function tableRows(rows: readonly RowBehind[], headings: readonly string[], isOurs: (row: RowBehind) => boolean) {
  return rows.map((row) => ({
    ...row,
    ours: isOurs(row),
    line: row.line === null ? '' : count(row.line),
    cells: headings.map((heading) => row.cells.find(([name]) => name === heading)?.[1] ?? ''),
  }))
}

/**
 * Rows in groups by what explains them and their type, the largest first; none where they are all alike, or are too few to need it.
 */
function groupsOf(rows: readonly RowBehind[]): readonly { readonly name: string; readonly same: readonly RowBehind[] }[] {
  const cell = (row: RowBehind, heading: string) => row.cells.find(([name]) => name === heading)?.[1]
  const named = Map.groupBy(rows, (row) => {
    const because = cell(row, 'explained by')
    if (because === undefined) return ''
    const kind = because === 'nothing' ? 'Not explained' : capital(/^(opened|closed)\b/.exec(because)?.[1] ?? 'became another school')
    return [kind, cell(row, 'type')].filter(Boolean).join(', ')
  })
  if (rows.length < 10 || named.size < 2) return []
  return [...named].map(([name, same]) => ({ name, same })).toSorted((a, b) => b.same.length - a.same.length)
}

function shownInWords(shown: number, of: number): string {
  if (of === 0) return ''
  return shown === of ? counted(of, 'row') : `The first ${count(shown)} of ${counted(of, 'row')}, ours first`
}

/** The findings as a file: one line a row behind, or one a finding that has none. */
export function findingsTable(findings: readonly (FindingFacts & { readonly file?: string })[]) {
  const head = [
    'finding',
    'import',
    'file',
    'rule',
    'weight',
    'subject',
    'sentence',
    'explained',
    'line',
    'code',
    'name',
    'authority',
    'cells',
  ]
  const rows = findings.flatMap((finding) => {
    const { id, run, file, rule, weight, subject, sentence, explained } = finding
    const about = [id, run, file ?? '', nameOfRule(rule), weight, subject, sentence, explained?.reason ?? '']
    if (finding.behind.length === 0) return [[...about, null, '', '', '', '']]
    return finding.behind.map(({ line, code, name, authority, cells }) => [
      ...about,
      line,
      code,
      name,
      authority,
      cells.map(([heading, printed]) => `${heading}: ${printed}`).join('; '),
    ])
  })
  return { head, rows }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
