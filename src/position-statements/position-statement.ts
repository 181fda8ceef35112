import type { Day } from '../lib/day.ts'
import { inPlace, partsIn, type Acting, type Duty } from '../statements/duty.ts'

/** How far a position statement has come. Once agreed its text is never changed: a later one is a new statement. */
export const statementStates = ['draft', 'challenge', 'agreed', 'published'] as const

export type StatementState = (typeof statementStates)[number]

/** A live figure as it was when a statement was agreed, by the key of its mark. */
export interface FrozenFigure {
  readonly says: string
  /** As it was printed; null where there was none, and `why` says why. */
  readonly value: string | null
  readonly why: string
  readonly source: string
  readonly dated: string
}

export type FrozenFigures = Readonly<Record<string, FrozenFigure>>

/** A theme's lead tells of it: where we are, how we know, what we do next. */
export interface PositionStatement {
  readonly id: number
  readonly theme: string
  readonly number: number
  readonly state: StatementState
  readonly text: string
  readonly figures: FrozenFigures | null
  readonly version: number
  readonly drafted_by: string
  readonly drafted_account: number | null
  readonly drafted_at: Date
  /** When its text was changed last. */
  readonly written_at: Date
  readonly challenge: string | null
  readonly challenged_by: string | null
  readonly challenged_account: number | null
  readonly challenged_at: Date | null
  readonly agreed_by: string | null
  readonly agreed_at: Date | null
  readonly published_by: string | null
  readonly published_at: Date | null
  readonly carried_from: number | null
  readonly needs_look: string | null
}

/** One text of a statement that was saved. */
export interface SavedText {
  /** The statement it is of, and that statement's number. */
  readonly statement: number
  readonly number: number
  readonly version: number
  readonly text: string
  readonly saved_by: string
  readonly saved_account: number | null
  readonly saved_at: Date
}

/** What somebody says of a passage, as the passage read then; and how it was settled, where it was. */
export interface StatementComment {
  readonly id: number
  readonly version: number
  readonly passage: string
  readonly says: string
  readonly made_by: string
  readonly made_account: number | null
  readonly made_at: Date
  readonly settled_by: string | null
  readonly settled_at: Date | null
  readonly settled_how: string | null
}

/** What a new statement begins with: the three questions it answers. */
export const threeHeadings = '# Where we are\n\n\n\n# How we know\n\n\n\n# What we do next\n'

export const longestText = 200_000
/** More lines than any statement has; two texts are compared line by line. */
export const mostLines = 5000

/** Whether a statement's text may still change. */
export const isOpen = ({ state }: Pick<PositionStatement, 'state'>) => state === 'draft' || state === 'challenge'

/** Whether there is anything in a text beside the headings it began with. */
export const isWritten = (text: string) => text.split('\n').some((line) => line.trim() !== '' && !threeHeadings.split('\n').includes(line))

/** A statement and who wrote in it, as far as the rules of its steps ask. */
export type Written = Pick<PositionStatement, 'state' | 'text' | 'challenge' | 'challenged_account'> & {
  readonly writers: readonly number[]
}

/**
 * Why somebody may not write in a theme's statement; undefined where they may:
 * - its text is closed once it is agreed
 * - whoever challenged it does not write in it
 * - only the lead, who stands in for the lead, a contributor or an administrator does
 */
export function whyNotWrite(duty: Duty, acting: Acting, on: Day, statement?: Written): string | undefined {
  if (statement && !isOpen(statement)) return 'This statement was agreed, and its text is not changed any more. Begin a new one'
  if (statement?.challenged_account === acting.account) return 'You challenged this statement, and whoever challenges does not write in it'
  const writes = partsIn(duty, acting.account, on).some((part) => part !== 'partner' && part !== 'for the partner')
  if (writes || acting.role === 'administrator') return undefined
  return `Only the lead, whoever stands in for the lead, a contributor or an administrator may write this statement. ${leadSays(duty)}`
}

/**
 * Why somebody may not challenge a statement; undefined where they may:
 * - it was sent for challenge, and is not agreed
 * - nobody challenges what they wrote in
 * - the lead does not, even while standing in for the partner
 * - only the challenge partner does, or who stands in for them
 */
export function whyNotChallenge(duty: Duty, { account }: Acting, on: Day, statement: Written): string | undefined {
  if (statement.state !== 'challenge') return 'This statement does not wait for challenge'
  const parts = partsIn(duty, account, on)
  if (statement.writers.includes(account)) return 'You wrote in this statement, and nobody challenges their own. Somebody else has to'
  if (parts.includes('lead')) return 'You lead on this theme, and the lead does not challenge its statement. The challenge partner has to'
  if (parts.includes('partner') || parts.includes('for the partner')) return undefined
  const partner = inPlace(duty.partner)
  const is = partner ? `The challenge partner is ${partner.name}.` : 'There is no challenge partner yet.'
  return `Only the challenge partner, or whoever stands in for them, may challenge this statement. ${is}`
}

/**
 * Why somebody may not agree a statement; undefined where they may:
 * - it was challenged
 * - every comment on it is settled
 * - whoever challenged it does not agree it
 * - only the lead does, who stands in for the lead, or an administrator
 */
export function whyNotAgree(
  duty: Duty,
  acting: Acting,
  on: Day,
  { openComments, ...statement }: Written & { readonly openComments: number },
) {
  // prettier-ignore
  if (statement.state !== 'challenge' || statement.challenge === null) return 'This statement has to be challenged before it is agreed'
  if (openComments > 0) return `Settle every comment first: ${openComments === 1 ? 'one is' : `${openComments} are`} open`
  if (statement.challenged_account === acting.account) return 'You challenged this statement, and whoever challenges does not agree it'
  const leads = partsIn(duty, acting.account, on).some((part) => part === 'lead' || part === 'for the lead')
  if (leads || acting.role === 'administrator') return undefined
  return `Only the lead, whoever stands in for the lead or an administrator may agree this statement. ${leadSays(duty)}`
}

function leadSays({ lead }: Duty): string {
  const holder = inPlace(lead)
  return holder ? `The lead is ${holder.name}.` : 'There is no lead yet.'
}
