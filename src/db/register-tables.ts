import type { Generated, GeneratedAlways } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { Correspondence } from '../correspondence/correspondence.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'

/** The tables of the registers that officers keep for the triggers no published file can answer. */
export interface RegisterTables {
  complaint: {
    id: GeneratedAlways<number>
    authority: AreaCode
    urn: Urn
    received_on: Day
    theme: Complaint['theme']
    outcome: Complaint['outcome']
    answered_on: Day | null
    note: string
    version: Generated<number>
    entered_by: string
    entered_at: Date
    removed_at: Date | null
  }
  correspondence: {
    id: GeneratedAlways<number>
    authority: AreaCode
    received_on: Day
    kind: Correspondence['kind']
    sender: string
    subject: string
    urn: Urn | null
    says: string
    due_on: Day | null
    answered_on: Day | null
    version: Generated<number>
    entered_by: string
    entered_at: Date
    removed_at: Date | null
  }
}
