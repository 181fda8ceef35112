import type { Day } from '../lib/day.ts'
import { merged, settledText } from '../position-statements/merge.ts'
import type { Matter } from './matter.ts'

/** How far a meeting of the forum has come. Agreed are its minutes, and then nothing of it is changed. */
export const meetingStates = ['planned', 'held', 'agreed'] as const

export type MeetingState = (typeof meetingStates)[number]

/** A meeting of the forum that oversees the self-evaluation. */
export interface Meeting {
  readonly id: number
  readonly meets_on: Day
  readonly place: string
  readonly state: MeetingState
  readonly present: string
  readonly minutes: string
  readonly version: number
  readonly planned_by: string
  readonly planned_at: Date
}

/** An item of an agenda, and what was decided on it. */
export interface AgendaItem extends Matter {
  readonly id: number
  readonly position: number
  readonly decided: string
}

/** What is written of a meeting, by the name of its field: who was present, the minutes, and what was decided on each item. */
export type Written = Readonly<Record<string, string>>

export const decidedField = (item: number) => `decided-${item}`

/** The fields in which a meeting is written up, in the order of the page. */
export function writtenFields(items: readonly AgendaItem[]): readonly string[] {
  return ['present', ...items.map(({ id }) => decidedField(id)), 'minutes']
}

/** What is written of a meeting as it stands. */
export function writtenOf({ present, minutes }: Meeting, items: readonly AgendaItem[]): Written {
  return { present, minutes, ...Object.fromEntries(items.map(({ id, decided }) => [decidedField(id), decided])) }
}

/**
 * Puts together what two people wrote of one meeting, field by field and line by line. Where both changed the same lines, each
 * in their way, the field collides: mine is left in its place, for its writer to settle.
 *
 * @example
 * writtenMerged(['minutes'], { minutes: 'a' }, { minutes: 'mine' }, { minutes: 'a' }) // => { said: { minutes: 'mine' }, collide: [] }
 * writtenMerged(['minutes'], { minutes: 'a' }, { minutes: 'mine' }, { minutes: 'theirs' }).collide // => ['minutes']
 */
export function writtenMerged(fields: readonly string[], base: Written, mine: Written, theirs: Written) {
  const texts = fields.map((field) => ({
    field,
    mine: mine[field] ?? '',
    both: merged(base[field] ?? '', mine[field] ?? '', theirs[field] ?? ''),
  }))
  return {
    said: Object.fromEntries(texts.map((one) => [one.field, one.both.clashes.length > 0 ? one.mine : settledText(one.both, [])])),
    collide: texts.filter(({ both }) => both.clashes.length > 0).map(({ field }) => field),
  }
}
