import { boundaries } from '../authorities/area.store.ts'
import type { Reads } from '../db/connect.ts'
import { stateOfImports } from '../sources/import-run.store.ts'
import { isShape, type Boundary } from './shape.ts'

let kept: { readonly of: string; readonly boundaries: readonly Boundary[] } | undefined

/**
 * The boundaries of the authorities, by code: the same list until something is imported.
 *
 * Reading them takes longer than drawing a page, so the last ones are kept; which they are is asked each time.
 */
export async function outlines(reads: Reads): Promise<readonly Boundary[]> {
  const { of } = await reads.selectFrom('installation').select(stateOfImports.as('of')).executeTakeFirstOrThrow()
  if (kept?.of === of) return kept.boundaries

  const found = await boundaries(reads)
  const drawn = found.flatMap(({ code, name, geometry }) => (isShape(geometry) ? [{ code, name, geometry }] : []))
  kept = { of, boundaries: drawn }
  return drawn
}
