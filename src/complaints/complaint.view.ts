import type { Chart, Table } from '../charts/chart.ts'
import type { CountsFacts } from '../charts/counts.ts'
import { withImages } from '../charts/image.ts'
import { fewest, withheldMark, type ControlledTable, type Told } from '../disclosure/pupil-table.ts'
import type { Urn } from '../establishments/urn.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import type { Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paging, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { termInShort, termsShown, type Calendar } from '../terms/term.ts'
import { complaintsTold, daysToAnswer, outcomes, themes, yearsOver, type Complaint, type Counted } from './complaint.ts'
import { answersSay, asOn, byTheme, complaintsSay, complaintsSayOutside } from './complaints-say.ts'

/** What stands in the form: what was typed, or the entry that is changed, and what is wrong with it. */
export interface ComplaintForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** What somebody else made of the entry meanwhile. */
  readonly meanwhile?: Complaint | 'gone' | undefined
}

/** What the page of the register is made of. */
export interface ComplaintsFacts extends ComplaintForm {
  /** Every complaint, for officers; undefined for whoever may only see counts. */
  readonly complaints: readonly Complaint[] | undefined
  readonly counted: readonly Counted[]
  readonly schools: readonly { readonly urn: Urn; readonly name: string }[]
  readonly calendar: Calendar
  readonly chart: Chart | undefined
  readonly today: Day
  /** The school whose complaints alone are listed. */
  readonly school: Urn | undefined
  readonly page: number
}

const onAPage = 50

/** The register of qualifying complaints: for officers each entry, and for all how many there were in each academic year that is over. */
export function complaintsView({ complaints, counted: all, schools, calendar, chart, today, ...rest }: ComplaintsFacts) {
  const { typed, problems, meanwhile, school, page } = rest
  const names = new Map(schools.map(({ urn, name }) => [urn, name]))
  const listed = complaints?.filter(({ urn }) => school === undefined || urn === school) ?? []
  const pages = Math.max(1, Math.ceil(listed.length / onAPage))
  const shown = Math.min(page, pages)
  return {
    title: 'Qualifying complaints to Ofsted',
    may: complaints !== undefined,
    says: complaints ? complaintsSay(all, today, calendar).join(' ') : complaintsSayOutside(all, today).join(' '),
    chart: chart && withImages(chart),
    rows: listed.slice((shown - 1) * onAPage, shown * onAPage).map((complaint) => rowOf(complaint, names)),
    pages: paging(shown, pages, (other) => withQuery(paths.complaints(), { school, page: other })),
    only: school && (names.get(school) ?? `School ${school}`),
    bySchool: complaints && school === undefined ? bySchool(complaints, names, today) : [],
    csv: complaints ? withQuery(paths.complaintsCsv(), { school }) : '',
    countsCsv: paths.complaintCountsCsv(),
    form: complaints && formOf(typed, names, Math.max(0, ...complaints.map(({ id }) => id))),
    meanwhile: meanwhileSays(meanwhile, names),
    years: yearsOver(all, today).map((year) => ({ heading: academicYearInWords(year), table: toldTable(complaintsTold(all, year)) })),
    mark: `${withheldMark}: withheld. It stands for ${fewest.pupils} complaints or fewer, or would reveal such a number. A complaint stands for a person.`,
    problems,
  }
}

/** What the picture of the register shows, for officers: how many came in each of six terms, by theme. Undefined without any. */
export function complaintsChartFacts(all: readonly Counted[], on: Day, calendar: Calendar): CountsFacts | undefined {
  const terms = termsShown(on, calendar)
  const rows = byTheme(asOn(all, on), terms)
  if (rows.length === 0) return undefined
  return {
    caption: 'Qualifying complaints received in each term, by theme',
    of: 'About',
    rows: rows.map(({ text }) => text),
    columns: terms.map(termInShort),
    counts: rows.map(({ counts }) => counts),
    says: complaintsSay(all, on, calendar)[0] ?? '',
  }
}

function bySchool(complaints: readonly Complaint[], names: ReadonlyMap<Urn, string>, today: Day) {
  const groups = [...Map.groupBy(complaints, ({ urn }) => urn)]
  return groups
    .toSorted(([a, of], [b, others]) => others.length - of.length || (names.get(a) ?? a).localeCompare(names.get(b) ?? b))
    .map(([urn, of]) => ({
      school: names.get(urn) ?? `School ${urn}`,
      href: withQuery(paths.complaints(), { school: urn }),
      count: count(of.length),
      last: of[0] ? inWords(of[0].received_on) : '',
      answers: answersSay(of, today).join(' '),
    }))
}

const wordsOf = (list: readonly { readonly key: string; readonly text: string }[], key: string) => list.find((one) => one.key === key)?.text ?? key // prettier-ignore

function rowOf(complaint: Complaint, names: ReadonlyMap<Urn, string>) {
  const days = daysToAnswer(complaint)
  return {
    school: names.get(complaint.urn) ?? `School ${complaint.urn}`,
    href: names.has(complaint.urn) ? paths.school(complaint.urn) : '',
    received: inWords(complaint.received_on),
    theme: wordsOf(themes, complaint.theme),
    outcome: wordsOf(outcomes, complaint.outcome),
    answered: complaint.answered_on === null ? 'Not yet' : `${inWords(complaint.answered_on)}, after ${counted(days ?? 0, 'day')}`,
    note: complaint.note,
    by: complaint.entered_by,
    id: String(complaint.id),
    version: String(complaint.version),
    change: `${paths.complaints()}?change=${complaint.id}`,
  }
}

function formOf(typed: Readonly<Record<string, string>>, names: ReadonlyMap<Urn, string>, newest: number) {
  const own = typed.urn !== undefined && typed.urn !== '' && ![...names.keys()].some((urn) => urn === typed.urn)
  return {
    ...typed,
    // What was newest when the form was first shown stays with it, so that sending it twice is known.
    seen: typed.seen ?? String(newest),
    changing: (typed.id ?? '') !== '',
    schools: [
      ...(own ? [{ value: typed.urn ?? '', text: `School ${typed.urn ?? ''}` }] : []),
      ...[...names].map(([urn, name]) => ({ value: urn, text: name })),
    ],
    themes: themes.map(({ key, text }) => ({ value: key, text })),
    outcomes: outcomes.map(({ key, text }) => ({ value: key, text })),
  }
}

function meanwhileSays(meanwhile: ComplaintForm['meanwhile'], names: ReadonlyMap<Urn, string>): string {
  if (meanwhile === undefined) return ''
  if (meanwhile === 'gone') return 'Somebody took this entry out meanwhile. Yours is below and is not kept.'
  const { school, received, theme, outcome, answered, by } = rowOf(meanwhile, names)
  return `${by} changed this entry meanwhile: ${school}, received ${received}, ${theme}, ${outcome}, answered: ${answered}. Yours is below and is not kept yet.`
}

/** A controlled table as it is printed, its totals with it. */
export function toldTable({ rows, columns, cells, rowTotals, columnTotals, total }: ControlledTable): Table {
  const told = (one: Told | undefined) => (one === null || one === undefined ? '–' : String(one))
  return {
    head: ['About', ...columns, 'All'],
    rows: [
      ...rows.map((name, i) => [name, ...columns.map((_, column) => told(cells[i]?.[column])), told(rowTotals[i])]),
      ['All', ...columnTotals.map(told), told(total)],
    ],
    numeric: [...columns.keys(), columns.length].map((column) => column + 1),
  }
}

/** An entry as its form shows it. */
export function typedOf({ id, version, urn, received_on, theme, outcome, answered_on, note }: Complaint): Readonly<Record<string, string>> {
  return { id: String(id), version: String(version), urn, received: received_on, theme, outcome, answered: answered_on ?? '', note }
}

/** The headings of the file of the register. */
export const csvHead = ['URN', 'School', 'Received', 'About', 'Outcome', 'Answered', 'Days to answer', 'Note', 'Entered by']

/** The entries of the register as rows of a file, in the order of the list. For officers only. */
export function csvRows(complaints: readonly Complaint[], names: ReadonlyMap<Urn, string>) {
  return complaints.map((one) => [
    one.urn,
    names.get(one.urn) ?? '',
    one.received_on,
    wordsOf(themes, one.theme),
    wordsOf(outcomes, one.outcome),
    one.answered_on,
    daysToAnswer(one) ?? null,
    one.note,
    one.entered_by,
  ])
}

/** The counts that may leave officers' hands as rows of a file: each academic year that is over, by theme. */
export function countRows(
  all: readonly Counted[],
  today: Day,
): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const tables = yearsOver(all, today).map((year) => ({ year, table: toldTable(complaintsTold(all, year)) }))
  const head = toldTable(complaintsTold([], 0)).head
  return {
    head: ['Academic year', ...head],
    rows: tables.flatMap(({ year, table }) => table.rows.map((row) => [academicYearInWords(year), ...row])),
  }
}
