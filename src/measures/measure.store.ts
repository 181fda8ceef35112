import type { Db, Reads } from '../db/connect.ts'
import { copyInto, copyLine, inChunks } from '../db/copy.ts'
import type { KnownBreak } from './break.ts'
import type { DictionaryRow } from './dictionary.ts'
import { registry, type Measure } from './measure.ts'

const columns = [
  'line',
  'number',
  'topic',
  'title',
  'chart_title',
  'code',
  'polarity',
  'unit',
  'decimals',
  'year_type',
  'no_quartile',
  'description',
  'methodology',
  'links',
  'owner',
  'state_funded',
  'table_status',
  'last_update',
  'next_update',
] as const

/** Replaces the data dictionary. */
export async function holdDictionary(tx: Db, rows: readonly DictionaryRow[], run: number): Promise<void> {
  await tx.deleteFrom('dictionary_entry').execute()
  const lines = rows.map((row) => copyLine([...columns.map((column) => row[column]), run]))
  await copyInto(tx, 'dictionary_entry', [...columns, 'run'], inChunks(lines))
}

/** The measures there are, in the dictionary's order; or the one with this code. */
export async function measures(reads: Reads, known: readonly KnownBreak[], code?: string): Promise<Measure[]> {
  const entries = await reads
    .selectFrom('dictionary_entry')
    .select(['code', 'topic', 'title', 'polarity', 'unit', 'decimals', 'year_type', 'no_quartile', 'owner', 'last_update', 'next_update'])
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .orderBy('line')
    .execute()
  const years = await reads
    .selectFrom('series')
    .select(['measure', 'year', 'ends_in', 'latest'])
    .$if(code !== undefined, (query) => query.where('measure', '=', code ?? ''))
    .orderBy('id')
    .execute()
  return registry(entries, years, known)
}

/** What the publisher says of a measure: how it was made and where it comes from, a row for each topic it stands under. */
export async function describedIn(reads: Reads, code: string) {
  return reads
    .selectFrom('dictionary_entry')
    .select(['topic', 'description', 'methodology', 'links'])
    .where('code', '=', code)
    .orderBy('line')
    .execute()
}
