import type { Reads } from '../db/connect.ts'
import { filled, notesOn, type Filled, type Note } from './filled.ts'
import { layOut, meeting, type CellOf, type Laid, type Plan } from './layout.ts'
import { figuresOf } from './table.store.ts'
import type { Figures } from './tabled.ts'

/** Tables with their figures and notes, and what both were laid out from. */
export interface MadeTables {
  readonly laid: readonly Laid[]
  readonly figures: Figures
  readonly tables: readonly Filled[]
  readonly notes: readonly Note[]
}

/** The tables of a plan with their figures: all of them, or those that are given. */
export async function madeTables(reads: Reads, plan: Plan, laid: readonly Laid[] = layOut(plan)): Promise<MadeTables> {
  const notes = notesOn(plan)
  const figures = await figuresOf(reads, cellsOf(plan, laid))
  return { laid, figures, tables: filled(plan, laid, figures, notes), notes }
}

function* cellsOf(plan: Plan, laid: readonly Laid[]): Generator<CellOf> {
  for (const { of, rows, columns } of laid) for (const row of rows) for (const column of columns) yield meeting(plan, [of, row, column])
}
