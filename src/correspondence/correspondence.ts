import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'

/** What came from the department, in our words. */
export const kinds = [
  { key: 'direction', text: 'Direction' },
  { key: 'notice', text: 'Notice that a direction is being considered' },
  { key: 'request', text: 'Request for information or a plan' },
  { key: 'letter', text: 'Letter' },
  { key: 'meeting', text: 'Note of a meeting or call' },
] as const

export type CorrespondenceKind = (typeof kinds)[number]['key']

/** A letter, request or direction from the department or the Secretary of State, and when it was answered. */
export interface Correspondence {
  readonly id: number
  readonly received_on: Day
  readonly kind: CorrespondenceKind
  readonly sender: string
  readonly subject: string
  /** The school it is about, where it is about one. */
  readonly urn: Urn | null
  readonly says: string
  readonly due_on: Day | null
  readonly answered_on: Day | null
  readonly version: number
  readonly entered_by: string
}

/** What a form gives of it. */
export type CorrespondenceGiven = Omit<Correspondence, 'id' | 'version' | 'entered_by'>

/** Whether an answer is due and has not been given by its day. */
export function isOverdue({ due_on, answered_on }: Pick<Correspondence, 'due_on' | 'answered_on'>, today: Day): boolean {
  return due_on !== null && answered_on === null && due_on < today
}
