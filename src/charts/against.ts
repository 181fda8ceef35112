import type { Chart } from './chart.ts'

/** One line of a trigger: our figure and what it is compared with, null where there is none. */
export interface AgainstLine {
  readonly name: string
  readonly unit: string
  readonly local: number | null
  readonly comparison: number | null
  readonly neighbours?: number | null
  /** How much worse we are, positive when worse, as the trigger worked it out. */
  readonly behind: number | null
  readonly light: 'red' | 'amber' | 'green' | 'grey'
}

export interface AgainstFacts {
  readonly caption: string
  /** Our authority's name, and that of the comparison: `Oxfordshire`, `England`. */
  readonly ours: string
  readonly theirs: string
  readonly lines: readonly AgainstLine[]
}

/** A trigger's lines, each as our figure beside its comparison on a scale shared by the lines of one unit. */
export async function againstChart(facts: AgainstFacts): Promise<Chart> {
  return Promise.resolve({ svg: '', alternative: '', caption: facts.caption, table: { head: [], rows: [], numeric: [] } })
}
