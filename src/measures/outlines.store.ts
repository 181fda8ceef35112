import { boundaries } from '../authorities/area.store.ts'
import type { Reads } from '../db/connect.ts'
import { keptUntilImport } from '../sources/kept.store.ts'
import { isShape, type Boundary } from './shape.ts'

/** Reading the boundaries takes longer than drawing a page. */
const kept = keptUntilImport<readonly Boundary[]>(1)

/** The boundaries of the authorities, by code: the same list until something is imported. */
export async function outlines(reads: Reads): Promise<readonly Boundary[]> {
  return kept(reads, '', async () => {
    const found = await boundaries(reads)
    return found.flatMap(({ code, name, geometry }) => (isShape(geometry) ? [{ code, name, geometry }] : []))
  })
}
