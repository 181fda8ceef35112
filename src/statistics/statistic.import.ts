import { Unusable } from '../lib/unusable.ts'
import type { Importer } from '../sources/importer.import.ts'
import type { TableFile } from '../sources/source.ts'
import { exploreStatistics, exploreStatisticsSheet } from './explore-statistics.ts'
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

/** The same of a sheet. What a spreadsheet leaves out, the empty cells that end a row, is put back. */
export const statisticSheetImporter: Importer = {
  ...statisticImporter,
  source: exploreStatisticsSheet,
  prepare: async (sheet, reading) => statisticImporter.prepare({ ...sheet, batches: asPublished(sheet) }, reading),
}

async function* asPublished({ headings, batches }: TableFile) {
  for await (const batch of batches) {
    yield batch.map(({ line, cells }) => {
      const missing = Array.from({ length: Math.max(0, headings.length - cells.length) }, () => '')
      return { line, cells: [...cells.map(asTyped), ...missing] }
    })
  }
}

/**
 * A number as somebody typed it, from how a spreadsheet spells it.
 *
 * @example
 * asTyped('7.0000000000000007E-2') // => '0.07'
 * asTyped('51.5') // => '51.5'
 * asTyped('202425') // => '202425'
 */
export function asTyped(cell: string): string {
  return /^-?\d+(\.\d+)?(E[+-]?\d+)?$/i.test(cell) && (/e/i.test(cell) || cell.length > 16) ? String(Number(cell)) : cell
}
