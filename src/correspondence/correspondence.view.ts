import type { Urn } from '../establishments/urn.ts'
import type { Problem } from '../lib/checked.ts'
import { counted } from '../lib/count.ts'
import { inWords, type Day } from '../lib/day.ts'
import { paths } from '../paths.ts'
import { isOverdue, kinds, type Correspondence } from './correspondence.ts'

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
}

/** The register of what came from the department, the latest first. */
export function correspondenceView({ entries, schools, may, today, typed, problems, meanwhile }: CorrespondenceFacts) {
  const names = new Map(schools.map(({ urn, name }) => [urn, name]))
  return {
    title: 'Directions and correspondence from the department',
    may,
    says: saysOf(entries, today),
    rows: entries.map((entry) => rowOf(entry, names, today)),
    form: {
      ...typed,
      changing: (typed.id ?? '') !== '',
      kinds: kinds.map(({ key, text }) => ({ value: key, text })),
      schools: [...names].map(([urn, name]) => ({ value: urn, text: name })),
    },
    meanwhile: meanwhileSays(meanwhile, names, today),
    problems,
  }
}

function saysOf(entries: readonly Correspondence[], today: Day): string {
  if (entries.length === 0) return 'Nothing is entered yet.'
  const directions = entries.filter(({ kind }) => kind === 'direction').length
  const overdue = entries.filter((entry) => isOverdue(entry, today)).length
  const waiting = entries.filter(({ due_on: due, answered_on: answered }) => due !== null && answered === null).length
  return [
    `${entries.length === 1 ? '1 entry' : `${entries.length} entries`}, ${directions === 0 ? 'none of them a direction' : `${counted(directions, 'direction')} among them`}.`,
    ...(waiting === 0 ? [] : [`${counted(waiting, 'answer')} due${overdue === 0 ? '' : `, ${overdue} overdue`}.`]),
  ].join(' ')
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
    answer: answered_on === null ? due : `Answered on ${inWords(answered_on)}`,
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
