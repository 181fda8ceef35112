import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import type { Urn } from './urn.ts'

/**
 * A row of the register: an establishment of any type, open or closed. Null where the register has nothing.
 *
 * Capacity, pupils and the percentage eligible for free school meals are figures as published: a number, or a mark.
 */
export interface Establishment {
  readonly urn: Urn
  readonly dfe_number: string | null
  readonly authority: AreaCode | null
  readonly authority_name: string | null
  readonly name: string
  readonly type: string | null
  readonly type_group: string | null
  readonly phase: string | null
  readonly status: string
  readonly opened_on: Day | null
  readonly open_reason: string | null
  readonly closed_on: Day | null
  readonly close_reason: string | null
  readonly lowest_age: number | null
  readonly highest_age: number | null
  readonly capacity: string | null
  readonly pupils: string | null
  readonly percentage_fsm: string | null
  readonly trust: string | null
  readonly federation: string | null
  readonly diocese: string | null
  readonly religious_character: string | null
  readonly resourced_provision: string | null
  readonly postcode: string | null
  readonly easting: number | null
  readonly northing: number | null
  readonly line: number
}

/** Whether the register says that an establishment is closed. One proposed to close is open. */
export function isClosed({ status }: Pick<Establishment, 'status'>): boolean {
  return status === 'Closed'
}
