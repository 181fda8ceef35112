import { addAreas } from '../authorities/area.store.ts'
import { holdSchoolRecords } from '../establishments/school-record.store.ts'
import { Unusable } from '../lib/unusable.ts'
import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import type { Source } from '../sources/source.ts'
import { holdJudgements } from './judgement.store.ts'
import { ofstedReportCards, reportCardLayout } from './ofsted-report-cards.ts'
import { areasIn, asAtOf, ofstedReader } from './ofsted-rows.ts'
import { ofstedStateFunded, stateFundedLayout, type OfstedLayout } from './ofsted-state-funded.ts'
import { holdReportCards } from './report-card.store.ts'

/** The layout of August 2025. */
export const ofstedImporter = ofstedFile(ofstedStateFunded, stateFundedLayout)

/** The layout since February 2026, with report cards. */
export const reportCardImporter = ofstedFile(ofstedReportCards, reportCardLayout)

/** A file replaces the schools and judgements held for its own day, and adds to the history of other days. */
function ofstedFile(source: Source, layout: OfstedLayout): Importer {
  return {
    source,
    rebuilds: [],
    async prepare(table, sorting) {
      const reader = ofstedReader(table.headings, layout)
      const used = await sortRows(table.batches, sorting, (row) => reader.read(row))
      const asAt = asAtOf(used)
      return {
        rowsUsed: used.length,
        asAt,
        country: reader.country(),
        async write(tx, run) {
          if (!asAt) throw new Unusable('The file has no inspection and no school opening with a date, so its day cannot be told')
          const records = used.map(({ school }) => school)
          const judgements = used.flatMap((row) => row.judgements)
          await holdSchoolRecords(tx, asAt, records, run)
          await holdJudgements(tx, asAt, judgements, run)
          const areas = used.flatMap((row) => row.areas)
          await holdReportCards(tx, asAt, areas, run)
          await addAreas(tx, ofstedStateFunded.key, areasIn(used), asAt, run)
          return undefined
        },
      }
    },
  }
}
