import type { Db } from '../db/connect.ts'
import type { Importer } from '../sources/importer.import.ts'
import { laitDictionary, readDictionaryRow, type DictionaryRow } from './dictionary.ts'
import { holdDictionary } from './measure.store.ts'
import { parseUpdate } from './measure.ts'

/**
 * Reads the tool's data dictionary. Polarity and bands come from it, so comparisons are made again when it changes.
 *
 * It names no area: the made-up country's says `made up` as the status of every table, and any other is the real one.
 */
export const dictionaryImporter: Importer = {
  source: laitDictionary,
  rebuilds: ['comparisons'],
  async prepare(table, { signal, refuse }) {
    const rows: DictionaryRow[] = []
    for await (const batch of table.batches) {
      signal.throwIfAborted()
      for (const row of batch) {
        const read = readDictionaryRow(table.headings, row)
        if (typeof read === 'string') refuse({ line: row.line, reason: read })
        else rows.push(read)
      }
    }
    return {
      rowsUsed: rows.length,
      asAt: newestUpdate(rows),
      country: rows.every(({ table_status }) => table_status === 'made up') ? 'made-up' : 'real',
      async write(tx: Db, run: number) {
        await holdDictionary(tx, rows, run)
        return undefined
      },
    }
  },
}

/** The dictionary bears no date: it is as at the newest update it lists. */
function newestUpdate(rows: readonly DictionaryRow[]) {
  const days = rows.map(({ last_update }) => parseUpdate(last_update)).flatMap((update) => ('on' in update ? [update.on] : []))
  return days.sort().at(-1)
}
