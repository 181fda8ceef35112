import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { holdAreas } from './area.store.ts'
import { lookup, lookupReader } from './lookup.ts'

export const lookupImporter: Importer = {
  source: lookup,
  rebuilds: [],
  async prepare(table) {
    const reader = lookupReader(table.headings)
    const { used, refused } = await sortRows(table.batches, (row) => reader.read(row))
    return {
      rowsRead: used.length + refused.length,
      rowsUsed: used.length,
      refused,
      asAt: undefined,
      country: reader.country(),
      async write(tx, run) {
        await holdAreas(tx, lookup.key, used, run)
        return undefined
      },
    }
  },
}
