import { holdAreas } from '../authorities/area.store.ts'
import type { Db } from '../db/connect.ts'
import { count } from '../lib/count.ts'
import { Unusable } from '../lib/unusable.ts'
import type { Importer } from '../sources/importer.import.ts'
import { gathering, lait } from './lait.ts'
import { holdEdition } from './observation.store.ts'

// Series are numbered by small integers, and a new edition never takes those of the one before. The tool had 3,771 in 2025.
const mostSeries = 16_000

/**
 * Reads the Local Authority Interactive Tool's figures. A new edition replaces the old one whole, because the tool corrects
 * figures of earlier years without saying so.
 */
export const laitImporter: Importer = {
  source: lait,
  rebuilds: [],
  async prepare(table, { signal, refuse }) {
    const gathered = gathering(table.headings, refuse)
    for await (const batch of table.batches) {
      signal.throwIfAborted()
      for (const row of batch) gathered.add(row)
    }
    const edition = gathered.edition()
    if (edition.years.length > mostSeries)
      throw new Unusable(`The file has more than ${count(mostSeries)} measures and years of them, the most that Fiveday keeps`)
    return {
      rowsUsed: gathered.rowsUsed,
      asAt: undefined,
      country: gathered.country,
      async write(tx: Db, run: number) {
        await holdAreas(tx, lait.key, gathered.areas, run)
        await holdEdition(tx, edition)
        return undefined
      },
    }
  },
}
