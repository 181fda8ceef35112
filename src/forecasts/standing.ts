import { isOfConcern } from '../establishments/school.ts'

/** An overall effectiveness as a number, for sums: 1 outstanding, 2 good, 3 requires improvement, 4 inadequate. */
export type GradeNumber = 1 | 2 | 3 | 4

/** How the next graded inspection comes out against the grade a school stands on. */
export const outcomes = ['worse', 'same', 'better'] as const

export type Outcome = (typeof outcomes)[number]

/** Kinds of school that differ in who answers for them and how they came to be. */
export const schoolTypes = ['maintained', 'voluntary', 'converter', 'sponsored', 'free'] as const

export type SchoolType = (typeof schoolTypes)[number]

/** Phases as Ofsted prints them, in small letters. */
export const phases = ['primary', 'secondary', 'special', 'pru', 'nursery'] as const

export type Phase = (typeof phases)[number]

/**
 * How a school stands on the day something is foretold of it: all that the method looks at, and nothing that was not known then.
 *
 * - `grade`: of its last graded inspection. Where that gave no overall grade, what its other judgements come to (`asIfGrade`).
 * - `yearsSince`: from its last inspection of any kind, so that an ungraded one that confirmed a grade counts.
 * - `again`: whether it was graded since the day the training begins; then `before` is the grade before.
 * - `eal`, `absence`, `progress8`: how many standard deviations above the mean of its kind of school in that year.
 * - `earlierFramework`: of an outcome of before September 2019, when schools were inspected under another framework.
 */
export interface Standing {
  readonly phase: Phase
  readonly grade: GradeNumber
  readonly yearsSince: number
  readonly again: boolean
  readonly before: GradeNumber | null
  readonly type: SchoolType
  readonly converted: boolean
  readonly deprivation: number | null
  readonly pupils: number | null
  readonly eal: number | null
  readonly absence: number | null
  readonly progress8: number | null
  readonly earlierFramework: boolean
}

/** Grade 1 to 4 as printed; undefined for what is no grade. */
export function gradeNumber(text: string | null | undefined): GradeNumber | undefined {
  if (text === '1') return 1
  if (text === '2') return 2
  if (text === '3') return 3
  return text === '4' ? 4 : undefined
}

/**
 * The grade a judgement stands for on the scale of 1 to 4.
 *
 * - The overall effectiveness, where one was given.
 * - Else, since September 2024: 4 in a category of concern, and otherwise the grade for quality of education. Of 11,700 judgements
 *   from September 2019 on that gave both, the two agree in 97%.
 * - Else none.
 *
 * @example
 * asIfGrade({ overall: '2', category: null, quality_of_education: '1' }) // => 2
 * asIfGrade({ overall: 'Not judged', category: null, quality_of_education: '3' }) // => 3
 * asIfGrade({ overall: 'Not judged', category: 'SM', quality_of_education: '2' }) // => 4
 * asIfGrade({ overall: null, category: null, quality_of_education: null }) // => undefined
 */
export function asIfGrade(judged: {
  readonly overall: string | null
  readonly category: string | null
  readonly quality_of_education: string | null
}): GradeNumber | undefined {
  const { overall, category, quality_of_education: quality } = judged
  const given = gradeNumber(overall)
  if (given !== undefined) return given
  return isOfConcern(category) ? 4 : gradeNumber(quality)
}

/**
 * The kind of school, from the type as Ofsted prints it.
 *
 * @example
 * schoolType('Academy Sponsor Led') // => 'sponsored'
 * schoolType('Voluntary Aided School') // => 'voluntary'
 * schoolType('Community School') // => 'maintained'
 * schoolType('University Technical College') // => 'free'
 */
export function schoolType(published: string): SchoolType {
  if (/sponsor/i.test(published)) return 'sponsored'
  if (/free school|university technical|studio school|city technology/i.test(published)) return 'free'
  if (/academy/i.test(published)) return 'converter'
  return /voluntary/i.test(published) ? 'voluntary' : 'maintained'
}

/** The phase as printed, in small letters; undefined for one that is not known here. */
export function phaseOf(published: string): Phase | undefined {
  return phases.find((phase) => phase === published.toLowerCase())
}

/** How an outcome compares with the grade before it. */
export function outcomeOf(before: GradeNumber, after: GradeNumber): Outcome {
  if (after > before) return 'worse'
  return after === before ? 'same' : 'better'
}
