import { addAreas } from '../authorities/area.store.ts'
import { holdSchoolRecords } from '../establishments/school-record.store.ts'
import { Unusable } from '../lib/unusable.ts'
import { sortRows } from '../sources/cells.ts'
import type { Importer } from '../sources/importer.import.ts'
import { holdJudgements } from './judgement.store.ts'
import { areasIn, asAtOf, ofstedReader } from './ofsted-rows.ts'
import { ofstedStateFunded } from './ofsted-state-funded.ts'

/** A file replaces the schools and judgements held for its own day, and adds to the history of other days. */
export const ofstedImporter: Importer = {
  source: ofstedStateFunded,
  rebuilds: [],
  async prepare(table) {
    const reader = ofstedReader(table.headings)
    const { used, refused } = await sortRows(table.batches, (row) => reader.read(row))
    const asAt = asAtOf(used)
    return {
      rowsRead: used.length + refused.length,
      rowsUsed: used.length,
      refused,
      asAt,
      country: reader.country(),
      async write(tx, run) {
        if (!asAt) throw new Unusable('The file has no inspection and no school opening with a date, so its day cannot be told')
        const records = used.map(({ school }) => school)
        await holdSchoolRecords(tx, asAt, records, run)
        await holdJudgements(
          tx,
          asAt,
          used.flatMap(({ judgements }) => judgements),
          run,
        )
        await addAreas(tx, ofstedStateFunded.key, areasIn(used), asAt, run)
        return undefined
      },
    }
  },
}
