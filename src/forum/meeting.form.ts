import type { Checked, Problem } from '../lib/checked.ts'
import { readDay, type Day } from '../lib/day.ts'
import { writtenFields, type AgendaItem, type Written } from './forum-meeting.ts'

type Body = Readonly<Record<string, string>>

// A text as it is kept: lines end alike, and what no keyboard types is left out.
const cleaned = (text: string | undefined) =>
  (text ?? '').replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '').toWellFormed().trim() // prettier-ignore

/** When and where a meeting is. */
export interface MeetingPlanned {
  readonly meets_on: Day
  readonly place: string
}

/** Reads when and where a meeting is. */
export function readMeeting(body: Body): Checked<MeetingPlanned> {
  const problems: Problem[] = []
  const on = readDay(body.meets_on ?? '')
  if (!on) problems.push({ field: 'meets_on', text: 'Enter the day of the meeting, like 27/11/2026' })
  const place = cleaned(body.place)
  if (place.length > 200) problems.push({ field: 'place', text: 'The place must be 200 characters or fewer' })
  return on && problems.length === 0 ? { ok: true, value: { meets_on: on, place } } : { ok: false, problems }
}

/** Reads what the form of a meeting showed when it was opened. */
export const readMeetingWas = (body: Body) => ({ meets_on: cleaned(body['was-meets_on']), place: cleaned(body['was-place']) })

/** Reads an item that somebody enters by itself. */
export function readItem(body: Body): Checked<string> {
  const title = cleaned(body.title)
  if (title === '') return { ok: false, problems: [{ field: 'title', text: 'Enter what the item is about' }] }
  if (title.length > 500) return { ok: false, problems: [{ field: 'title', text: 'The item must be 500 characters or fewer' }] }
  return { ok: true, value: title }
}

const longest: Readonly<Record<string, readonly [most: number, says: string]>> = {
  present: [2000, 'Who was present must be 2,000 characters or fewer'],
  minutes: [40_000, 'The minutes must be 40,000 characters or fewer'],
}

/** Reads what is written of a meeting: who was present, the minutes, and what was decided on each item. */
export function readWritten(body: Body, items: readonly AgendaItem[]): Checked<Written> {
  const said = writtenFields(items).map((field) => [field, cleaned(body[field])] as const)
  const problems = said.flatMap(([field, text]) => {
    const [most, says] = longest[field] ?? [2000, 'A decision must be 2,000 characters or fewer']
    return text.length > most ? [{ field, text: says }] : []
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: Object.fromEntries(said) }
}

/** Reads what the page showed of each field when it was opened. An item that came since had nothing written of it. */
export function readWrittenWas(body: Body, items: readonly AgendaItem[]): Written {
  return Object.fromEntries(writtenFields(items).map((field) => [field, cleaned(body[`was-${field}`])]))
}
