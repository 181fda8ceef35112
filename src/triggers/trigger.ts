import type { AreaCode } from '../authorities/area.ts'
import type { Day } from '../lib/day.ts'

/** Grey is not measurable, and never stands for fine. */
export type Light = 'red' | 'amber' | 'green' | 'grey'

/** Against the same day a year before. Unknown where that day cannot be known. */
export type Trend = 'improving' | 'steady' | 'worsening' | 'unknown'

export type Unit = 'percent' | 'points' | 'progress' | 'percentage points'

/**
 * One line of a trigger: our figure, the comparison, and the light it earns.
 *
 * `behind` is how much worse we are than the comparison in the line's own unit, positive when worse. Figures are null
 * when the line cannot be measured; then the light is grey and `because` says why.
 */
export interface LineFinding {
  readonly name: string
  readonly phase: string
  readonly local: number | null
  readonly comparison: number | null
  readonly behind: number | null
  /** Where our figure is a share of schools or pupils: how many, of how many. */
  readonly count?: number
  readonly of?: number
  readonly unit: Unit
  /** The year or day the figures are of, as published: `2025`, `31 August 2025`. */
  readonly period: string
  /** The published file the figures came from, as a person names it. */
  readonly source: string
  readonly light: Light
  readonly because: string
  /** Shown beside, never in the light: the within-authority gap of trigger 6, how many schools are known. */
  readonly beside: readonly string[]
  readonly counts: boolean
}

/** A trigger's answer on a day: its light and the sentence that earns it. */
export interface TriggerFinding {
  readonly number: number
  readonly title: string
  readonly light: Light
  readonly trend: Trend
  readonly because: string
  readonly lines: readonly LineFinding[]
}

/** The day asked for, if any, and today. With no day asked the newest files answer, with the lights recorded up to today. */
export interface AsAt {
  readonly on?: Day | undefined
  readonly today: Day
}

/** The triggers of a framework for one authority on one day. */
export interface Assessment {
  readonly authority: AreaCode
  readonly name: string
  readonly framework: string
  /** Whose limits the lights turn by, as a sentence: it is printed wherever a light is. */
  readonly limitsSay: string
  readonly on: Day
  readonly triggers: readonly TriggerFinding[]
}
