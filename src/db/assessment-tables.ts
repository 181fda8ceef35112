import type { Generated, GeneratedAlways } from 'kysely'
import type { AssessmentState } from '../assessments/term-assessment.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'
import type { TermKey } from '../terms/term.ts'
import type { Light } from '../triggers/trigger.ts'

/** The tables of a term's assessment, and of the limits and triggers an authority is judged by. */
export interface AssessmentTables {
  term_assessment: {
    id: GeneratedAlways<number>
    authority: AreaCode
    year: number
    term: TermKey
    number: Generated<number>
    as_at: Day
    state: AssessmentState
    version: Generated<number>
    supersedes: number | null
    correction_reason: string | null
    drafted_by: string
    drafted_account: number | null
    drafted_at: Date
    challenge: string | null
    challenged_by: string | null
    challenged_at: Date | null
    signed_off_by: string | null
    signed_off_at: Date | null
    frozen: string | null
    frozen_sha256: string | null
  }
  assessed_trigger: {
    assessment: number
    trigger: number
    authority: AreaCode
    light: Light | null
    reason: string
    comment_all: string
    comment_primary: string
    comment_secondary: string
    comment_special: string
    version: Generated<number>
    written_by: string
    written_at: Date
  }
  set_limits: {
    id: GeneratedAlways<number>
    authority: AreaCode
    framework: string
    limits: string | null
    reason: string
    set_by: string
    set_at: Date
  }
  trigger_set: {
    id: GeneratedAlways<number>
    authority: AreaCode
    key: string
    title: string
    content: string
    checksum: string
    loaded_by: string
    loaded_at: Date
  }
  chosen_set: {
    id: GeneratedAlways<number>
    authority: AreaCode
    trigger_set: number | null
    reason: string
    chosen_by: string
    chosen_at: Date
  }
}
