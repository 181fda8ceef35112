import { parseDay } from '../lib/day.ts'
import { Unusable } from '../lib/unusable.ts'
import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { holdSpending } from './spending.store.ts'
import { figureHeadings, financialYearIn, revenueSummary, spendingReader } from './spending.ts'

/** A new file of a financial year takes the place of the one before of that year: the publisher releases each in several goes. */
export const spendingImporter: Importer = {
  source: revenueSummary,
  rebuilds: [],
  async prepare({ headings, above = [], batches }, sorting) {
    const titles = above.flatMap(({ cells }) => cells)
    const year = financialYearIn(titles)
    if (year === undefined) throw new Unusable('No title above its headings says which financial year it is of, as "2024-25"')
    const rows = await sortRows(batches, sorting, spendingReader(headings))
    const title = titles.find((text) => text.trim() !== '') ?? ''
    return {
      rowsUsed: rows.length,
      asAt: parseDay(`${year}-03-31`),
      country: 'real',
      async write(tx, run) {
        await holdSpending(tx, { year, title, headings: figureHeadings(headings), rows }, run)
        return undefined
      },
    }
  },
}
