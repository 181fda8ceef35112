import { academicYearOf, type Day } from '../lib/day.ts'
import { twoTexts } from '../lib/two-texts.ts'

/** How far a judgement of a criterion has come. Agreed ends it: a later look is a new judgement. */
export const judgementStates = ['draft', 'ready', 'challenged', 'agreed'] as const

export type JudgementState = (typeof judgementStates)[number]

/** How sure whoever judged a criterion is of the grade. */
export const confidences = ['low', 'medium', 'high'] as const

export type Confidence = (typeof confidences)[number]

/** What the challenge partner says of a judgement that is ready for challenge. */
export const challenges = ['agree', 'agree with a change', 'disagree'] as const

export type Challenge = (typeof challenges)[number]

/** What whoever judges a criterion says of it. */
export interface Judged {
  readonly grade: string | null
  readonly confidence: Confidence | null
  readonly reason: string
  readonly strengths: string
  readonly gaps: string
  readonly better: string
}

/** The parts of what is said, in the order of the form. */
export const judgedParts = ['grade', 'confidence', 'reason', 'strengths', 'gaps', 'better'] as const

export type JudgedPart = (typeof judgedParts)[number]

export const nothingJudged: Judged = { grade: null, confidence: null, reason: '', strengths: '', gaps: '', better: '' }

/** One look at a criterion, as it stands. `lead_says` is only there where the lead let it stand against the challenge. */
export interface CriterionJudgement extends Judged {
  readonly id: number
  readonly theme: string
  readonly criterion: string
  readonly number: number
  readonly year: number
  readonly state: JudgementState
  readonly version: number
  readonly drafted_by: string
  readonly drafted_account: number | null
  readonly drafted_at: Date
  readonly challenge: Challenge | null
  readonly challenge_grade: string | null
  readonly challenge_reason: string | null
  readonly challenged_by: string | null
  readonly challenged_account: number | null
  readonly challenged_at: Date | null
  readonly lead_says: string | null
  readonly agreed_by: string | null
  readonly agreed_at: Date | null
  readonly carried_from: number | null
  readonly needs_look: string | null
}

/** One step of a judgement: who did what, when, and what it said then. */
export interface JudgementStep {
  readonly judgement: number
  readonly version: number
  readonly step: string
  readonly says: Readonly<Record<string, unknown>>
  readonly done_by: string
  readonly done_at: Date
}

/** Whether the challenge partner and the lead still differ on it: the lead let it stand, and both views stay beside each other. */
export function isDisputed({ state, lead_says: says }: Pick<CriterionJudgement, 'state' | 'lead_says'>): boolean {
  return state === 'agreed' && says !== null
}

/** Only what is said of a judgement. */
export const judgedIn = ({ grade, confidence, reason, strengths, gaps, better }: Judged): Judged => ({ grade, confidence, reason, strengths, gaps, better }) // prettier-ignore

/** What two people made of one text: what of both can stand together, and the parts in which they collide. */
export interface Merged {
  readonly said: Judged
  readonly collide: readonly JudgedPart[]
}

/**
 * Puts together what two people made of the same judgement, part by part, by the rule of `twoTexts`.
 *
 * @example
 * const base = { grade: null, confidence: null, reason: 'a', strengths: 'b', gaps: '', better: '' }
 * mergedFrom(base, { ...base, reason: 'mine' }, { ...base, gaps: 'theirs' }).collide // => []
 * mergedFrom(base, { ...base, reason: 'mine' }, { ...base, reason: 'theirs' }).collide // => ['reason']
 */
export function mergedFrom(base: Judged, mine: Judged, theirs: Judged): Merged {
  const { collide, stands } = twoTexts(judgedParts, { base, mine, theirs })
  const said: Judged = {
    grade: stands('grade'),
    confidence: stands('confidence'),
    reason: stands('reason'),
    strengths: stands('strengths'),
    gaps: stands('gaps'),
    better: stands('better'),
  }
  return { said, collide }
}

/** Whether two say the same of a criterion. */
export const saysAlike = (one: Judged, other: Judged) => judgedParts.every((part) => one[part] === other[part])

/**
 * How fresh a judgement is: of which academic year, against the one a day falls in.
 *
 * @example
 * freshness(2027, 2027) // => 'This year'
 * freshness(2026, 2027) // => 'Last year'
 * freshness(2024, 2027) // => '3 years old'
 */
export function freshness(year: number, now: number): string {
  const years = now - year
  if (years <= 0) return 'This year'
  return years === 1 ? 'Last year' : `${years} years old`
}

/** Whether a judgement is of this academic year. */
export const isFresh = (year: number, on: Day) => year >= academicYearOf(on)
