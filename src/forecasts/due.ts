import type { Overall } from '../establishments/school-record.ts'
import type { Urn } from '../establishments/urn.ts'
import type { JudgementKind } from '../judgements/judgement.ts'
import type { Day } from '../lib/day.ts'
import { yearsBetween } from './episode.ts'
import { figuresKnown, type SchoolFiguresHeld } from './figures-held.ts'
import { asIfGrade, gradeNumber, phaseOf, schoolType, type GradeNumber, type Phase, type Standing } from './standing.ts'

/** An open school as the newest file states it, in so far as its next inspection is foretold from it. */
export interface SchoolDue {
  readonly urn: Urn
  readonly name: string
  readonly phase: string
  readonly type: string
  readonly opened_on: Day | null
  readonly deprivation: number | null
  readonly pupils: number | null
  readonly overall: Overall | null
  readonly category: string | null
}

/** An inspection that counts for a school. */
export interface InspectionKnown {
  readonly urn: Urn
  readonly kind: JudgementKind
  readonly urn_then: Urn | null
  readonly inspected_on: Day | null
  readonly published_on: Day | null
  readonly overall: string | null
  readonly category: string | null
  readonly outcome: string | null
  readonly quality_of_education: string | null
}

/** Where a school stands today, or why nothing can be foretold of it. */
export type StandsNow =
  | {
      readonly known: true
      readonly standing: Standing
      /** The last inspection of any kind. */
      readonly inspectedOn: Day
      /** Its last inspection gave no overall grade, so its grade is what its other judgements come to. */
      readonly asIf: boolean
      readonly phase: Phase
      readonly grade: GradeNumber
      /** What an ungraded inspection since the last graded one came to, as published. */
      readonly ungraded: string | null
    }
  | { readonly known: false; readonly because: string }

/** A school with where it stands today. */
export interface SchoolStanding extends SchoolDue {
  readonly stands: StandsNow
}

/**
 * Where a school stands on the day of the newest file: by the same rules as the schools the method was learnt from.
 *
 * - Its last graded inspection gives the grade. When it was published after the day the training sets out from, the one before gives
 *   the grade before, and the establishment inspected says whether the school has changed into another since.
 * - Otherwise nothing of before counts, for the training knew nothing of it; and a school opened since that day under a new URN has
 *   changed into another.
 * - A school never inspected has no grade to set out from. One with a report card has no grade either, and the training knows no
 *   school that had one.
 */
export function standsNow(
  school: SchoolDue,
  inspections: readonly InspectionKnown[],
  { figures, on, from }: { readonly figures: SchoolFiguresHeld; readonly on: Day; readonly from: Day },
): StandsNow {
  const dated = inspections.flatMap((one) => (one.inspected_on !== null && one.inspected_on <= on ? [{ ...one, inspected_on: one.inspected_on }] : [])) // prettier-ignore
  const newest = dated.toSorted((a, b) => (a.inspected_on < b.inspected_on ? 1 : a.inspected_on > b.inspected_on ? -1 : 0))
  const [last, previous] = newest.filter(({ kind }) => kind === 'graded')
  const phase = phaseOf(school.phase)
  if (phase === undefined) return { known: false, because: 'The method knows no school of its phase' }
  if (newest.some(({ kind, inspected_on }) => kind === 'report card' && (last === undefined || inspected_on > last.inspected_on)))
    return { known: false, because: 'It has a report card, and the method knows no school that had one' }
  const grade = last && asIfGrade(last)
  const inspectedOn = newest[0]?.inspected_on
  if (last === undefined || grade === undefined || inspectedOn === undefined) return { known: false, because: 'It has no graded inspection to set out from' } // prettier-ignore

  const again = last.published_on !== null && last.published_on > from
  const another = (last.urn_then ?? school.urn) !== school.urn
  const since = newest.find(({ kind, inspected_on }) => kind === 'ungraded' && inspected_on > last.inspected_on)
  return {
    known: true,
    inspectedOn,
    asIf: gradeNumber(last.overall) === undefined,
    phase,
    grade,
    ungraded: since?.outcome ?? null,
    standing: {
      phase,
      grade,
      yearsSince: yearsBetween(inspectedOn, on),
      again,
      before: again ? (gradeNumber(previous?.overall) ?? null) : null,
      type: schoolType(school.type),
      converted: another && (again || (school.opened_on !== null && school.opened_on > from)),
      deprivation: school.deprivation,
      ...withPupils(figuresKnown(figures, [school.urn, last.urn_then ?? school.urn], on), school.pupils),
      earlierFramework: false,
    },
  }
}

/** The census says how many pupils, and else the file of schools. */
function withPupils<F extends { readonly pupils: number | null }>(figures: F, pupils: number | null): F {
  return { ...figures, pupils: figures.pupils ?? pupils }
}
