import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'

/**
 * What an outcome is.
 *
 * - `graded`: an inspection on a scale of 1 to 4. `ungraded`: one that gives an outcome in words and no grade.
 * - `report card`: an inspection since November 2025. Its areas are graded (`report-card.ts`); the school as a whole is not.
 * - `carried`: the grade a school carried when its latest report was published, by a file that does not say which inspection
 *   gave it: the latest may have been a short one, which confirms a grade and gives none. It has no inspection number: the
 *   day of publication stands for it. What that file calls the inspection's day is its last, where others give the first.
 */
export type JudgementKind = 'graded' | 'ungraded' | 'report card' | 'carried'

/**
 * Ofsted's outcome of one inspection, on the scale of its time, as a file states it. Null where the file has nothing.
 *
 * `urn` is the school it counts for now, `urn_then` the establishment that was inspected: where they differ, the outcome is
 * a predecessor's. Grades are text as published: 1 to 4; `Not judged`; and 0, 8 and 9, which stand for no grade.
 */
export interface PublishedJudgement {
  readonly urn: Urn
  readonly inspection_number: string
  readonly kind: JudgementKind
  readonly inspection_type: string | null
  readonly inspected_on: Day | null
  readonly published_on: Day | null
  readonly urn_then: Urn | null
  readonly name_then: string | null
  readonly type_then: string | null
  readonly overall: string | null
  readonly category: string | null
  readonly outcome: string | null
  readonly quality_of_education: string | null
  readonly behaviour_and_attitudes: string | null
  readonly personal_development: string | null
  readonly leadership_and_management: string | null
  readonly safeguarding: string | null
  readonly early_years: string | null
  readonly sixth_form: string | null
  readonly line: number
}

/** Whether the establishment inspected was another than the school the outcome counts for now. */
export function isPredecessors({ urn, urn_then }: Pick<PublishedJudgement, 'urn' | 'urn_then'>): boolean {
  return urn_then !== null && urn_then !== urn
}
