import { parseUrn, type Urn } from '../establishments/urn.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { kinds, type CorrespondenceGiven } from './correspondence.ts'

/** Reads the form of a letter, request or direction: when it came, what it is, from whom and about what, and its answer. */
export function readCorrespondence(
  body: Readonly<Record<string, string>>,
  { today, schools }: { readonly today: Day; readonly schools: ReadonlySet<Urn> },
): Checked<CorrespondenceGiven> {
  const problems: Problem[] = []
  const received = readDay(body.received ?? '')
  if (!received) problems.push({ field: 'received', text: 'Enter the day it was received, like 27/11/2026' })
  else if (received > today) problems.push({ field: 'received', text: 'The day it was received must be today or in the past' })
  const kind = kinds.find(({ key }) => key === body.kind)
  if (!kind) problems.push({ field: 'kind', text: 'Choose what it is' })
  const sender = textIn(body, 'sender', { most: 200, needed: 'Enter who it is from' }, problems)
  const subject = textIn(body, 'subject', { most: 300, needed: 'Enter what it is about' }, problems)
  const says = textIn(body, 'says', { most: 4000, needed: '' }, problems)
  const urn = (body.urn ?? '') === '' ? null : parseUrn(body.urn ?? '')
  if (urn === undefined || (urn !== null && !schools.has(urn))) problems.push({ field: 'urn', text: 'Choose the school, or none' })
  const due = dayIn(body, 'due', 'an answer is due', problems)
  const answered = dayIn(body, 'answered', 'it was answered', problems)
  if (answered && answered > today) problems.push({ field: 'answered', text: 'The day it was answered must be today or in the past' })
  if (received && due && due < received) problems.push({ field: 'due', text: 'An answer cannot be due before it was received' })
  if (received && answered && answered < received) problems.push({ field: 'answered', text: 'It cannot have been answered before it was received' }) // prettier-ignore
  if (!received || !kind || urn === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { received_on: received, kind: kind.key, sender, subject, urn, says, due_on: due, answered_on: answered } }
}

function textIn(
  body: Readonly<Record<string, string>>,
  field: string,
  { most, needed }: { readonly most: number; readonly needed: string },
  problems: Problem[],
): string {
  const text = (body[field] ?? '').trim()
  if (text === '' && needed !== '') problems.push({ field, text: needed })
  if (text.length > most) problems.push({ field, text: `It must be ${most.toLocaleString('en-GB')} characters or fewer` })
  return text
}

function dayIn(body: Readonly<Record<string, string>>, field: string, what: string, problems: Problem[]): Day | null {
  const typed = (body[field] ?? '').trim()
  const day = typed === '' ? null : readDay(typed)
  if (day === undefined) problems.push({ field, text: `Enter the day ${what}, like 27/11/2026, or leave it empty` })
  return day ?? null
}
