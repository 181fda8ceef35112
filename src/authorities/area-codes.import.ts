import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { areaCodes, areaCodesReader, differencesFrom } from './area-codes.ts'
import { areasOfOthers, holdAreas } from './area.store.ts'

/** A new file takes the place of the one before. It has a row for each authority, so its rows are kept in memory. */
export const areaCodesImporter: Importer = {
  source: areaCodes,
  rebuilds: [],
  async prepare({ headings, batches }, reading) {
    const reader = areaCodesReader(headings)
    const areas = await sortRows(batches, reading, (row) => reader.read(row))
    return {
      rowsUsed: areas.length,
      asAt: undefined,
      country: reader.country(),
      async write(tx, run) {
        // The names of others stand before its own, so what the areas are called is what others call them.
        const beside = await areasOfOthers(tx, areaCodes.key)
        await holdAreas(tx, areaCodes.key, areas, run)
        return { said: differencesFrom(beside, areas) }
      },
    }
  },
}
