import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'

/** Whether safeguarding is met stands on a report card beside its areas. */
export const safeguarding = 'Safeguarding standards'

/**
 * What a report card of the framework of November 2025 judges, in its order. Early years and post-16 provision stand only on
 * the cards of schools that have them.
 */
export const reportCardAreas = [
  safeguarding,
  'Inclusion',
  'Curriculum and teaching',
  'Achievement',
  'Attendance and behaviour',
  'Personal development and wellbeing',
  'Early years',
  'Post-16 provision',
  'Leadership and governance',
] as const

export type ReportCardArea = (typeof reportCardAreas)[number]

/** One area of a school's report card as a file states it, with the day of its own on which it was judged. */
export interface PublishedCardArea {
  readonly urn: Urn
  readonly inspection_number: string
  readonly area: ReportCardArea
  /** As published: Exceptional, Strong standard, Expected standard, Needs attention, Urgent improvement; Met or Not met. */
  readonly grade: string | null
  readonly judged_on: Day | null
  readonly line: number
}

/** Whether every area of a card is at the expected standard or above and safeguarding is met; `not known` when the card lacks one. */
export type CardStanding = 'at expected' | 'below expected' | 'not known'

const atExpected: readonly unknown[] = ['Exceptional', 'Strong standard', 'Expected standard']
const belowExpected: readonly unknown[] = ['Needs attention', 'Urgent improvement', 'Not met']
const maybeAbsent: readonly string[] = ['Early years', 'Post-16 provision']

/**
 * Where a report card stands, from the grade of each of its areas.
 *
 * One area below the expected standard, or safeguarding not met, is enough for *below*. An area that does not apply to the
 * school is left out; any other that is missing leaves the card not known. No grade of another scale is ever read as one of these.
 *
 * @example
 * cardStanding({ 'Safeguarding standards': 'Met', Achievement: 'Needs attention' }) // => 'below expected'
 * cardStanding({ 'Safeguarding standards': 'Met', Achievement: 'Strong standard' }) // => 'not known'
 */
export function cardStanding(grades: Readonly<Partial<Record<ReportCardArea, string | null>>>): CardStanding {
  if (reportCardAreas.some((area) => belowExpected.includes(grades[area]))) return 'below expected'
  const every = reportCardAreas.every((area) => {
    const grade = grades[area] ?? null
    if (area === safeguarding) return grade === 'Met'
    return atExpected.includes(grade) || (maybeAbsent.includes(area) && (grade === null || grade === 'Not applicable'))
  })
  return every ? 'at expected' : 'not known'
}
