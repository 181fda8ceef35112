import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import type { Urn } from './urn.ts'

/** An overall effectiveness: outstanding, good, requires improvement (satisfactory before September 2012), inadequate. */
export type Grade = '1' | '2' | '3' | '4'

/** An overall effectiveness as Ofsted's files print it. `Not judged`: inspected since September 2024, without one. */
export type Overall = Grade | 'Not judged'

/** A school as one published file states it, on the day the file speaks of. Null where the file has nothing. */
export interface SchoolRecord {
  readonly urn: Urn
  readonly dfe_number: string
  readonly authority: AreaCode
  readonly name: string
  readonly phase: string
  readonly type: string
  readonly opened_on: Day | null
  readonly religious_character: string | null
  readonly admissions: string | null
  readonly sixth_form: string | null
  readonly trust_uid: string | null
  readonly trust: string | null
  readonly sponsor: string | null
  readonly postcode: string | null
  readonly constituency: string | null
  readonly deprivation_quintile: number | null
  readonly pupils: number | null
  readonly lowest_age: number | null
  readonly highest_age: number | null
  readonly overall: Overall | null
  readonly category: string | null
  /** Monitoring and urgent inspections since the last graded one. */
  readonly monitoring_inspections: number | null
  readonly warning_notices: number | null
  /** The academic year of the warning notices, as the file's heading has it: `2024/25`. */
  readonly warning_notices_in: string | null
  readonly line: number
}
