import type { Person } from '../accounts/person.ts'
import { inWords, type Day } from '../lib/day.ts'

/** A reviewer from outside: who was asked, which themes they may read and challenge, and from which day until which. */
export interface Review {
  readonly id: number
  /** Whose account it is; null until the link was used. */
  readonly account: number | null
  readonly invited: string
  readonly framework: string
  readonly themes: readonly string[]
  readonly from_on: Day
  readonly until_on: Day
  readonly invited_by: string
  readonly invited_at: Date
  readonly ended_at: Date | null
}

/** How a review stands on a day. It ends by itself after its last day, and at once where somebody ended it. */
export type ReviewStands = 'to come' | 'open' | 'over' | 'ended'

/**
 * How a review stands on a day.
 *
 * @example
 * reviewStands({ from_on: '2026-11-01', until_on: '2026-11-30', ended_at: null }, '2026-12-01') // => 'over'
 */
export function reviewStands({ from_on: from, until_on: until, ended_at: ended }: ReviewDays, on: string): ReviewStands {
  if (ended !== null) return 'ended'
  if (on < from) return 'to come'
  return on > until ? 'over' : 'open'
}

interface ReviewDays {
  readonly from_on: string
  readonly until_on: string
  readonly ended_at: Date | null
}

/** The review somebody has open on a day; the one asked for last, where there are several. */
export function openReview(reviews: readonly Review[], on: Day): Review | undefined {
  return reviews.find((review) => reviewStands(review, on) === 'open')
}

/** Why somebody has nothing to review on a day, in words for them. */
export function whyNothing(reviews: readonly Review[], on: Day): string {
  const coming = reviews.find((review) => reviewStands(review, on) === 'to come')
  if (coming) return `Your review begins on ${inWords(coming.from_on)}. Come back then.`
  const [last] = reviews
  if (!last) return 'Nobody asked you to review anything.'
  return last.ended_at === null ? `Your review ended on ${inWords(last.until_on)}.` : 'Your review was ended. If that surprises you, ask whoever invited you.' // prettier-ignore
}

/** A reviewer as their challenges and comments name them: nobody takes them for a colleague. */
export const asOutside = (who: Person): Person => ({ ...who, name: `${who.name}, reviewer from outside` })

/** The longest time a review is open. */
export const longestReview = 366

/** Who is to review which themes, between which days. `account` is somebody who reviewed before; null is somebody new. */
export interface ReviewGiven {
  readonly invited: string
  readonly account: number | null
  readonly themes: readonly string[]
  readonly fromOn: Day
  readonly untilOn: Day
}

/** A reviewer who has an account from an earlier review. */
export interface KnownReviewer {
  readonly account: number
  readonly name: string
}
