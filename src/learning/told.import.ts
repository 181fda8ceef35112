import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { shippedInspections } from './learning-file.import.ts'
import { letterInspections } from './letters/letter.store.ts'
import { toldOn, type Inspection, type Told, type Tying } from './told.ts'

/** What other authorities were told that speaks to a criterion, of the inspections that ship with Fiveday. */
export function toldToOthers(framework: Tying, criterion: string): readonly Told[] {
  return toldOn(shippedInspections(), framework, criterion)
}

/** Every inspection an authority can learn from: those whose letters it pasted in, then those that ship with Fiveday. */
export async function allInspections(reads: Reads, authority: AreaCode): Promise<readonly Inspection[]> {
  return [...(await letterInspections(reads, authority)), ...shippedInspections()]
}
