import { Unusable } from '../lib/unusable.ts'
import type { Importer } from '../sources/importer.import.ts'
import { exploreStatistics } from './explore-statistics.ts'
import { authorityCodes } from './authority-codes.store.ts'
import { describedDataSets } from './known-data-set.import.ts'
import { gatheringStatistics } from './statistic-file.ts'
import { givesAllOf, holdStatistics } from './statistic.store.ts'

/** Reads any data file of Explore education statistics, and what shares its layout. */
export const statisticImporter: Importer = {
  source: exploreStatistics,
  rebuilds: [],
  async prepare({ headings, batches }, sorting) {
    const gathering = gatheringStatistics(headings, sorting, await authorityCodes(sorting.reads))
    for await (const batch of batches) for (const row of batch) gathering.add(row)
    const file = await gathering.file()
    if (file.rows.rows > 0 && file.kinds.indicator.length === 0) throw new Unusable('No column of the file holds figures')
    return {
      rowsUsed: file.rows.rows,
      asAt: undefined,
      country: file.country,
      isHeldBy: (reads, run) => givesAllOf(reads, run, file.periods.length),
      write: (tx, run) => holdStatistics(tx, file, describedDataSets(), run),
    }
  },
}
