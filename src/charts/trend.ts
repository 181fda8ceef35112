import type { Amount } from './amount.ts'
import type { Chart } from './chart.ts'

/** Whose figures a line of a trend chart is of. Each is drawn in its own way, so that it is known without its colour. */
export type Role = 'ours' | 'england' | 'region' | 'neighbours'

/** One line: a figure for each year of the chart in its order, null where there is none. */
export interface TrendLine {
  readonly role: Role
  readonly name: string
  readonly values: readonly (number | null)[]
}

/** A year from which figures are not comparable with those before it, with the reason in a few words. */
export interface Break {
  readonly before: string
  readonly label: string
}

export interface TrendFacts {
  readonly caption: string
  readonly amount: Amount
  /** Which way is better; undefined where neither is. */
  readonly better: 'higher' | 'lower' | undefined
  /** Labels as published, oldest first, with those that have no figure, so that a gap is seen. */
  readonly years: readonly string[]
  readonly lines: readonly TrendLine[]
  readonly breaks: readonly Break[]
}

/** Our figure year by year against England, the region and the neighbours' mean. A year without a figure leaves a gap. */
export async function trendChart(facts: TrendFacts): Promise<Chart> {
  return Promise.resolve({ svg: '', alternative: '', caption: facts.caption, table: { head: [], rows: [], numeric: [] } })
}
