import type { Chart } from '../charts/chart.ts'
import type { CountsFacts } from '../charts/counts.ts'
import { withImages } from '../charts/image.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { daysBetween, inWords, type Day } from '../lib/day.ts'
import { paging, withQuery } from '../lib/paging.ts'
import { paths } from '../paths.ts'
import { termInShort, termsShown, type Calendar } from '../terms/term.ts'
import { isOverdue, kinds, type Correspondence } from './correspondence.ts'
import { byKind, correspondenceSays } from './correspondence-says.ts'

/** What stands in the form: what was typed, or the entry that is changed, and what is wrong with it. */
export interface CorrespondenceForm {
  readonly typed: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly meanwhile?: Correspondence | 'gone' | undefined
}

export interface CorrespondenceFacts extends CorrespondenceForm {
  readonly entries: readonly Correspondence[]
  readonly schools: readonly { readonly urn: Urn; readonly name: string }[]
  readonly may: boolean
  readonly today: Day
  readonly calendar: Calendar
  readonly chart: Chart | undefined
  /** The school about which alone entries are listed. */
  readonly school: Urn | undefined
  readonly page: number
}

const onAPage = 50

/** The register of what came from the department, the latest first. */
export function correspondenceView({ entries: all, schools, may, today, calendar, chart, school, page, ...rest }: CorrespondenceFacts) {
  const { typed, problems, meanwhile } = rest
  const names = new Map(schools.map(({ urn, name }) => [urn, name]))
  const listed = all.filter(({ urn }) => school === undefined || urn === school)
  const pages = Math.max(1, Math.ceil(listed.length / onAPage))
  const shown = Math.min(page, pages)
  return {
    title: 'Directions and correspondence from the department',
    may,
    says: correspondenceSays(all, { on: today, calendar, officer: true }).join(' '),
    chart: chart && withImages(chart),
    rows: listed.slice((shown - 1) * onAPage, shown * onAPage).map((entry) => rowOf(entry, names, today)),
    pages: paging(shown, pages, (other) => withQuery(paths.correspondence(), { school, page: other })),
    only: school && (names.get(school) ?? `School ${school}`),
    csv: withQuery(paths.correspondenceCsv(), { school }),
    form: formOf(typed, names, Math.max(0, ...all.map(({ id }) => id))),
    meanwhile: meanwhileSays(meanwhile, names, today),
    problems,
  }
}

function formOf(typed: Readonly<Record<string, string>>, names: ReadonlyMap<Urn, string>, newest: number) {
  const own = typed.urn !== undefined && typed.urn !== '' && ![...names.keys()].some((urn) => urn === typed.urn)
  return {
    ...typed,
    // What was newest when the form was first shown stays with it, so that sending it twice is known.
    seen: typed.seen ?? String(newest),
    changing: (typed.id ?? '') !== '',
    kinds: kinds.map(({ key, text }) => ({ value: key, text })),
    schools: [
      ...(own ? [{ value: typed.urn ?? '', text: `School ${typed.urn ?? ''}` }] : []),
      ...[...names].map(([urn, name]) => ({ value: urn, text: name })),
    ],
  }
}

/** What the picture of the register shows: how much came in each of six terms, by what it is. Undefined without anything. */
export function correspondenceChartFacts(all: readonly Correspondence[], on: Day, calendar: Calendar): CountsFacts | undefined {
  const terms = termsShown(on, calendar)
  const rows = byKind(
    all.filter(({ received_on: received }) => received <= on),
    terms,
  )
  if (rows.length === 0) return undefined
  return {
    caption: 'What came from the department in each term',
    of: 'What it is',
    rows: rows.map(({ text }) => text),
    columns: terms.map(termInShort),
    counts: rows.map(({ counts }) => counts),
    says: correspondenceSays(all, { on, calendar, officer: true }).join(' '),
  }
}

function rowOf(entry: Correspondence, names: ReadonlyMap<Urn, string>, today: Day) {
  const { id, received_on, kind, sender, subject, urn, says, due_on, answered_on, entered_by } = entry
  const due = due_on === null ? 'No answer is due' : `Due by ${inWords(due_on)}${isOverdue(entry, today) ? ', overdue' : ''}`
  return {
    received: inWords(received_on),
    kind: kinds.find(({ key }) => key === kind)?.text ?? kind,
    sender,
    subject,
    school: urn === null ? '' : (names.get(urn) ?? `School ${urn}`),
    href: urn !== null && names.has(urn) ? paths.school(urn) : '',
    says,
    answer:
      answered_on === null ? due : `Answered on ${inWords(answered_on)}, after ${counted(daysBetween(received_on, answered_on), 'day')}`,
    by: entered_by,
    change: `${paths.correspondence()}?change=${id}`,
  }
}

function meanwhileSays(meanwhile: CorrespondenceForm['meanwhile'], names: ReadonlyMap<Urn, string>, today: Day): string {
  if (meanwhile === undefined) return ''
  if (meanwhile === 'gone') return 'Somebody took this entry out meanwhile. Yours is below and is not kept.'
  const { by, kind, received, sender, subject, answer } = rowOf(meanwhile, names, today)
  return `${by} changed this entry meanwhile: ${kind} from ${sender}, received ${received}, about ${subject}. ${answer}. Yours is below and is not kept yet.`
}

/** An entry as its form shows it. */
export function typedOf(entry: Correspondence): Readonly<Record<string, string>> {
  const { id, version, received_on, kind, sender, subject, urn, says, due_on, answered_on } = entry
  const days = { received: received_on, due: due_on ?? '', answered: answered_on ?? '' }
  return { id: String(id), version: String(version), kind, sender, subject, urn: urn ?? '', says, ...days }
}

/** The headings of the file of the register. */
export const csvHead = [
  'Received',
  'What it is',
  'From',
  'Subject',
  'URN',
  'School',
  'What it says',
  'Answer due',
  'Answered',
  'Entered by',
]

/** The entries of the register as rows of a file, in the order of the list. */
export function csvRows(entries: readonly Correspondence[], names: ReadonlyMap<Urn, string>) {
  return entries.map((one) => [
    one.received_on,
    kinds.find(({ key }) => key === one.kind)?.text ?? one.kind,
    one.sender,
    one.subject,
    one.urn,
    one.urn === null ? null : (names.get(one.urn) ?? null),
    one.says,
    one.due_on,
    one.answered_on,
    one.entered_by,
  ])
}
