import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { Framework } from '../frameworks/framework.ts'
import { daysAfter, type Day } from '../lib/day.ts'
import { termOf, type Calendar } from '../terms/term.ts'
import type { Assessed } from './assess.ts'
import { assessed } from './assessment.store.ts'
import { notKnownBetween } from './moved-words.ts'
import { triggersMoved, type TriggerMoved, type TwoDaysAsked } from './moved-line.ts'
import { ofAuthority, through } from './moved.store.ts'

/** An authority's triggers on two days, and what moved them. */
export interface MovedBetween {
  readonly before: Assessed
  readonly after: Assessed
  readonly triggers: readonly TriggerMoved[]
  /** What cannot be said of schools that opened or closed in between, a sentence each. */
  readonly notKnown: readonly string[]
}

export interface MovedAsked extends TwoDaysAsked {
  readonly authority: AreaCode
  readonly framework: Framework
  readonly calendar: Calendar
  readonly today: Day
}

/**
 * What moved an authority's triggers between two days. Without a second day it is the latest that files cover; without a first, the
 * last day of the term before that of the second. Undefined where nothing that is held names the authority.
 */
export async function movedBetween(reads: Reads, asked: MovedAsked): Promise<MovedBetween | undefined> {
  const { authority, framework, calendar, today } = asked
  const after = await assessed(reads, framework, authority, { on: asked.to, today })
  if (after === undefined) return undefined
  const from = asked.from ?? daysAfter(termOf(after.facts.on, calendar).beginsOn, -1)
  const before = await assessed(reads, framework, authority, { on: from, today })
  if (before === undefined) return undefined
  const [first, last] = [before.facts.schools, after.facts.schools]
  const both = first && last ? await through(reads, first, last) : undefined
  const schools = both ? ofAuthority(both, authority) : []
  const unplaced = both?.schools.filter((school) => school.before?.authority === null && school.after === undefined).length ?? 0
  return {
    before,
    after,
    triggers: triggersMoved({ framework, authority, before, after, schools, whyAlone: both?.whyAlone ?? (() => 'known') }),
    notKnown: notKnownBetween(first, last, unplaced),
  }
}
