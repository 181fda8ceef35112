import type { Table } from '../charts/chart.ts'
import { markMeans, withheldMark, type ControlledTable, type Told } from '../disclosure/pupil-table.ts'
import type { Urn } from '../establishments/urn.ts'
import { academicYearInWords } from '../lib/academic-year.ts'
import type { Problem } from '../lib/checked.ts'
import { count, counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { complaintsTold, daysToAnswer, outcomes, themes, yearsOf, type Complaint, type Counted } from './complaint.ts'

/** What stands in the form: what was typed, or the entry that is changed, and what is wrong with it. */
export interface ComplaintForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  /** What somebody else made of the entry meanwhile. */
  readonly meanwhile?: Complaint | 'gone' | undefined
}

export interface ComplaintsFacts extends ComplaintForm {
  /** Every complaint, for officers; undefined for whoever may only see counts. */
  readonly complaints: readonly Complaint[] | undefined
  readonly counted: readonly Counted[]
  readonly schools: readonly { readonly urn: Urn; readonly name: string }[]
  readonly today: Day
}

/** The register of qualifying complaints: for officers each entry, and for all how many there were in each academic year. */
export function complaintsView({ complaints, counted: all, schools, today, typed, problems, meanwhile }: ComplaintsFacts) {
  const names = new Map(schools.map(({ urn, name }) => [urn, name]))
  const years = yearsOf(all)
  return {
    title: 'Qualifying complaints to Ofsted',
    may: complaints !== undefined,
    says: complaints && saysOf(complaints, today),
    rows: complaints?.map((complaint) => rowOf(complaint, names)),
    form: complaints && formOf(typed, names),
    meanwhile: meanwhileSays(meanwhile, names),
    years: years.map((year) => ({ heading: academicYearInWords(year), table: toldTable(complaintsTold(all, year)) })),
    mark: `${withheldMark}: ${markMeans()}. A complaint stands for a person.`,
    problems,
  }
}

function saysOf(complaints: readonly Complaint[], today: Day): string {
  if (complaints.length === 0) return 'None is entered yet.'
  const days = complaints.flatMap((one) => daysToAnswer(one) ?? []).toSorted((a, b) => a - b)
  const middle = days.length === 0 ? undefined : ((days[(days.length - 1) >> 1] ?? 0) + (days[days.length >> 1] ?? 0)) / 2
  const open = complaints.filter(({ answered_on: on }) => on === null)
  const oldest = open.at(-1)
  return [
    `${counted(complaints.length, 'complaint')} ${complaints.length === 1 ? 'is' : 'are'} entered, of ${counted(new Set(complaints.map(({ urn }) => urn)).size, 'school')}.`,
    ...(middle === undefined ? [] : [`Half of those answered were answered within ${counted(Math.round(middle), 'day')}.`]),
    ...(oldest
      ? [`${count(open.length)} not answered yet, the oldest for ${counted(daysToAnswer({ ...oldest, answered_on: today }) ?? 0, 'day')}.`]
      : []),
  ].join(' ')
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

function formOf(typed: Readonly<Record<string, string>>, names: ReadonlyMap<Urn, string>) {
  const own = typed.urn !== undefined && typed.urn !== '' && ![...names.keys()].some((urn) => urn === typed.urn)
  return {
    ...typed,
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
