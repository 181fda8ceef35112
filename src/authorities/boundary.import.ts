import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { holdBoundaries } from './area.store.ts'
import { boundariesSource, boundaryReader } from './boundary.ts'

export const boundaryImporter: Importer = {
  source: boundariesSource,
  rebuilds: [],
  async prepare(table) {
    const reader = boundaryReader(table.headings)
    const { used, refused } = await sortRows(table.batches, (row) => reader.read(row))
    return {
      rowsRead: used.length + refused.length,
      rowsUsed: used.length,
      refused,
      asAt: undefined,
      country: reader.country(),
      async write(tx, run) {
        await holdBoundaries(tx, used, run)
        return undefined
      },
    }
  },
}
