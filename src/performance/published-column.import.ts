import { academicYearInWords } from '../lib/academic-year.ts'
import { counted } from '../lib/count.ts'
import { Unusable } from '../lib/unusable.ts'
import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { yearOf } from './performance.import.ts'
import { performanceTables } from './performance-row.ts'
import { holdPublishedColumns, holdsColumns } from './published-column.store.ts'
import { columnReader, tableColumns, tableWith } from './published-column.ts'
import { settle } from './table-year.ts'

/** Reads the publisher's metadata files. They name no area; none of the made-up country's tables has one. */
export const columnsImporter: Importer = {
  source: tableColumns,
  rebuilds: [],
  async prepare({ headings, batches }, { from, toldYear, today, refuse }) {
    const used = await sortRows(batches, { refuse }, columnReader(headings))
    const named = used.map(({ heading }) => heading)
    const table = tableWith(named)
    if (!table) throw new Unusable('It names columns, but those of none of the performance tables that Fiveday reads')
    const settled = yearOf(settle({ table, headings: named, from, toldYear, today }))
    const of = { table, year: settled.year }
    const name = performanceTables.find(({ key }) => key === table)?.name ?? table
    const said = [`${name}, ${academicYearInWords(of.year)}: ${counted(used.length, 'column')}`, settled.said].filter(Boolean).join('. ')
    return {
      rowsUsed: used.length,
      asAt: undefined,
      year: of.year,
      country: 'real',
      async write(tx, run) {
        return { said, replaced: await holdPublishedColumns(tx, of, used, run) }
      },
      isHeldBy: (reads, run) => holdsColumns(reads, run, of, used.length),
    }
  },
}
