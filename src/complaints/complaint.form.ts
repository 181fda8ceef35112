import { parseUrn, type Urn } from '../establishments/urn.ts'
import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { outcomes, themes, type ComplaintGiven } from './complaint.ts'

/** What a form is read against: today, and the schools a complaint may be about. */
export interface ReadAgainst {
  readonly today: Day
  readonly schools: ReadonlySet<Urn>
}

/** Reads the form of a complaint: its school, the day it came, its theme, what came of it, and the day it was answered, if it was. */
export function readComplaint(body: Readonly<Record<string, string>>, { today, schools }: ReadAgainst): Checked<ComplaintGiven> {
  const problems: Problem[] = []
  const urn = parseUrn(body.urn ?? '')
  if (!urn || !schools.has(urn)) problems.push({ field: 'urn', text: 'Choose the school' })
  const received = readDay(body.received ?? '')
  if (!received) problems.push({ field: 'received', text: 'Enter the day the complaint was received, like 27/11/2026' })
  else if (received > today) problems.push({ field: 'received', text: 'The day the complaint was received must be today or in the past' })
  const theme = themes.find(({ key }) => key === body.theme)
  if (!theme) problems.push({ field: 'theme', text: 'Choose what the complaint is about' })
  const outcome = outcomes.find(({ key }) => key === body.outcome)
  if (!outcome) problems.push({ field: 'outcome', text: 'Choose what came of it' })
  const answered = answeredIn(body.answered ?? '', received, today, problems)
  const note = (body.note ?? '').trim()
  if (note.length > 4000) problems.push({ field: 'note', text: 'The note must be 4,000 characters or fewer' })
  if (!urn || !received || !theme || !outcome || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { urn, received_on: received, theme: theme.key, outcome: outcome.key, answered_on: answered, note } }
}

function answeredIn(typed: string, received: Day | undefined, today: Day, problems: Problem[]): Day | null {
  if (typed.trim() === '') return null
  const answered = readDay(typed)
  if (!answered) problems.push({ field: 'answered', text: 'Enter the day it was answered, like 27/11/2026, or leave it empty' })
  else if (answered > today) problems.push({ field: 'answered', text: 'The day it was answered must be today or in the past' })
  else if (received && answered < received)
    problems.push({ field: 'answered', text: 'It cannot have been answered before it was received' })
  return answered ?? null
}
