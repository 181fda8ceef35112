import type { Grade } from '../establishments/school-record.ts'
import type { Urn } from '../establishments/urn.ts'

/** A school that carried an overall grade on the day of a file that says nothing else of it. */
export interface GradedSchool {
  readonly urn: Urn
  readonly name: string
  readonly phase: string
  readonly overall: Grade
  readonly line: number
}
