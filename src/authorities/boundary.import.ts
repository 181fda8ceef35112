import { undatedImporter } from '../sources/importer.import.ts'
import { allOf } from '../sources/spool.ts'
import { holdBoundaries } from './area.store.ts'
import { boundariesSource, boundaryReader } from './boundary.ts'

export const boundaryImporter = undatedImporter(boundariesSource, boundaryReader, async (tx, boundaries, run) =>
  holdBoundaries(tx, await allOf(boundaries), run),
)
