import type { Amount } from './amount.ts'
import type { Chart } from './chart.ts'

export interface RankedArea {
  readonly code: string
  readonly name: string
  readonly value: number
  readonly neighbour: boolean
}

export interface RankFacts {
  readonly caption: string
  readonly amount: Amount
  readonly better: 'higher' | 'lower' | undefined
  /** The code of our authority, which may be missing from the areas when it has no figure. */
  readonly ours: string
  readonly oursName: string
  readonly areas: readonly RankedArea[]
  readonly england: number | null
  /** The three values between the four quarters, lowest first; none where the measure has no quartiles. */
  readonly cuts: readonly number[]
  readonly rank: number | null
  readonly of: number | null
  readonly band: string | null
}

/** Every authority's figure in one strip, with ours, England, the neighbours and the quarters marked. */
export async function rankChart(facts: RankFacts): Promise<Chart> {
  return Promise.resolve({ svg: '', alternative: '', caption: facts.caption, table: { head: [], rows: [], numeric: [] } })
}
