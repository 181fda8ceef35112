import type { Generated, GeneratedAlways } from 'kysely'
import type { ActionState, Origin } from '../actions/action.ts'
import type { AreaCode } from '../authorities/area.ts'
import type { MeetingState } from '../forum/forum-meeting.ts'
import type { Answer, LetterOutcome, PassageKind } from '../learning/own-position.ts'
import type { Day } from '../lib/day.ts'
import type { Challenge, Confidence, JudgementState } from '../statements/criterion-judgement.ts'
import type { HelperPart } from '../statements/duty.ts'
import type { StatementState } from '../position-statements/position-statement.ts'
import type { Light } from '../triggers/trigger.ts'

/** The tables of an authority's evaluation of itself, and of what is done about it. */
export interface EvaluationTables {
  loaded_framework: {
    authority: AreaCode
    key: string
    title: string
    content: string
    checksum: string
    loaded_by: string
    loaded_at: Date
  }
  chosen_framework: { id: GeneratedAlways<number>; authority: AreaCode; framework: string; chosen_by: string; chosen_at: Date }
  duty: {
    authority: AreaCode
    framework: string
    theme: string
    criterion: Generated<string>
    lead: number | null
    partner: number | null
    version: Generated<number>
    changed_by: string
    changed_at: Date
  }
  duty_helper: {
    id: GeneratedAlways<number>
    authority: AreaCode
    framework: string
    theme: string
    criterion: Generated<string>
    account: number
    part: HelperPart
    from_on: Day | null
    until_on: Day | null
    given_by: string
    given_at: Date
    ended_at: Date | null
  }
  criterion_judgement: {
    id: GeneratedAlways<number>
    authority: AreaCode
    framework: string
    theme: string
    criterion: string
    number: number
    year: number
    state: JudgementState
    grade: string | null
    confidence: Confidence | null
    reason: Generated<string>
    strengths: Generated<string>
    gaps: Generated<string>
    better: Generated<string>
    version: Generated<number>
    drafted_by: string
    drafted_account: number | null
    drafted_at: Date
    challenge: Challenge | null
    challenge_grade: string | null
    challenge_reason: string | null
    challenged_by: string | null
    challenged_account: number | null
    challenged_at: Date | null
    lead_says: string | null
    agreed_by: string | null
    agreed_at: Date | null
    carried_from: number | null
    needs_look: string | null
  }
  judgement_step: {
    id: GeneratedAlways<number>
    authority: AreaCode
    judgement: number
    version: number
    step: string
    says: unknown
    done_by: string
    done_at: Date
  }
  position_statement: {
    id: GeneratedAlways<number>
    authority: AreaCode
    framework: string
    theme: string
    number: number
    state: StatementState
    text: string
    figures: unknown
    version: Generated<number>
    drafted_by: string
    drafted_account: number | null
    drafted_at: Date
    written_at: Date
    challenge: string | null
    challenged_by: string | null
    challenged_account: number | null
    challenged_at: Date | null
    agreed_by: string | null
    agreed_at: Date | null
    published_by: string | null
    published_at: Date | null
    carried_from: number | null
    needs_look: string | null
  }
  statement_text: {
    statement: number
    version: number
    authority: AreaCode
    text: string
    saved_by: string
    saved_account: number | null
    saved_at: Date
  }
  statement_comment: {
    id: GeneratedAlways<number>
    authority: AreaCode
    statement: number
    version: number
    passage: string
    says: string
    made_by: string
    made_account: number | null
    made_at: Date
    settled_by: string | null
    settled_at: Date | null
    settled_how: string | null
  }
  evidence_item: {
    id: GeneratedAlways<number>
    authority: AreaCode
    title: string
    shows: string
    place: string
    dated_on: Day
    version: Generated<number>
    added_by: string
    added_at: Date
    removed_at: Date | null
  }
  evidence_criterion: {
    authority: AreaCode
    evidence: number
    framework: string
    theme: string
    criterion: string
    linked_by: string
    linked_at: Date
  }
  action: {
    id: GeneratedAlways<number>
    authority: AreaCode
    what: string
    done_means: string
    owner: number | null
    due_on: Day | null
    state: Generated<ActionState>
    rag: Generated<Light>
    rag_reason: Generated<string>
    arose: Origin
    arose_key: Generated<string>
    arose_says: Generated<string>
    framework: string | null
    theme: string | null
    criterion: string | null
    version: Generated<number>
    begun_by: string
    begun_at: Date
    form_key: string
    ended_at: Date | null
  }
  action_note: { id: GeneratedAlways<number>; authority: AreaCode; action: number; says: string; written_by: string; written_at: Date }
  own_position: {
    authority: AreaCode
    kind: 'finding' | 'weakness' | 'strength'
    key: string
    answer: Answer
    says: string
    version: Generated<number>
    written_by: string
    written_at: Date
  }
  inspection_letter: {
    id: GeneratedAlways<number>
    authority: AreaCode
    inspected: string
    began_on: Day | null
    published_on: Day | null
    outcome: LetterOutcome
    source: string
    text: string
    added_by: string
    added_at: Date
    removed_at: Date | null
  }
  letter_passage: {
    id: GeneratedAlways<number>
    authority: AreaCode
    letter: number
    passage: string
    kind: PassageKind
    framework: string
    criterion: string
    marked_by: string
    marked_at: Date
  }
  forum_meeting: {
    id: GeneratedAlways<number>
    authority: AreaCode
    meets_on: Day
    place: Generated<string>
    state: Generated<MeetingState>
    minutes: Generated<string>
    present: Generated<string>
    version: Generated<number>
    planned_by: string
    planned_at: Date
    form_key: string
  }
  agenda_item: {
    id: GeneratedAlways<number>
    authority: AreaCode
    meeting: number
    position: number
    title: string
    because: Generated<string>
    arose: Generated<string>
    arose_key: Generated<string>
    /** The framework it arose under; null for what is under none, such as an action. */
    framework: string | null
    decided: Generated<string>
    version: Generated<number>
  }
  review: {
    id: GeneratedAlways<number>
    authority: AreaCode
    account: number | null
    invited: string
    framework: string
    themes: string[]
    from_on: Day
    until_on: Day
    secret_hash: string | null
    invited_by: string
    invited_at: Date
    ended_at: Date | null
  }
  away_file: {
    id: GeneratedAlways<number>
    authority: AreaCode
    name: string
    framework: string
    says: unknown
    brought_by: string
    brought_account: number
    brought_at: Date
    taken_in_at: Date | null
  }
  carried: {
    id: GeneratedAlways<number>
    authority: AreaCode
    from_framework: string
    to_framework: string
    says: unknown
    carried_by: string
    carried_at: Date
  }
}
