import { sql } from 'kysely'
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

/** Which measures: those with these codes, or of one topic, or whose title or code holds some words; all when nothing is said. */
export interface MeasuresWanted {
  readonly codes?: readonly string[] | undefined
  readonly topic?: string | undefined
  readonly holding?: string | undefined
  /** Left out of a list that does not print them: they cost as much as all the rest. */
  readonly years?: boolean
}

/** The measures wanted, in the dictionary's order and then by code. */
export async function measures(reads: Reads, known: readonly KnownBreak[], wanted: MeasuresWanted = {}): Promise<Measure[]> {
  const { codes, topic, holding } = wanted
  const listed = await reads
    .selectFrom('dictionary_entry')
    .select(['code', 'topic', 'title', 'polarity', 'unit', 'decimals', 'year_type', 'no_quartile', 'owner', 'last_update', 'next_update'])
    .$if(codes !== undefined, (query) => query.where('code', 'in', codes ?? []))
    .$if(topic !== undefined, (query) =>
      query.where('code', 'in', (from) =>
        from
          .selectFrom('dictionary_entry as d')
          .select('d.code')
          .where('d.topic', '=', topic ?? ''),
      ),
    )
    .$if(holding !== undefined, (query) => query.where(sql<boolean>`strpos(lower(title || ' ' || code), lower(${holding ?? ''})) > 0`))
    .orderBy('line')
    .execute()
  const all = codes === undefined && topic === undefined && holding === undefined
  const wantedCodes = codes ?? listed.map(({ code }) => code)
  if (!all && wantedCodes.length === 0) return []
  if (wanted.years === false) return registry(listed, [], known)

  const years = await reads
    .selectFrom('series')
    .select('measure')
    .select(sql<string>`string_agg(year, '|' order by id)`.as('years'))
    .select(sql<string | null>`max(year) filter (where latest)`.as('latest'))
    .$if(!all, (query) => query.where('measure', 'in', wantedCodes))
    .groupBy('measure')
    .orderBy('measure')
    .execute()
  return registry(
    listed,
    years.map(({ measure, years, latest }) => ({ measure, years: years.split('|'), latest: latest ?? undefined })),
    known,
  )
}

/** The topics of the data dictionary, in its order, with how many measures each has. */
export async function topics(reads: Reads) {
  return reads
    .selectFrom('dictionary_entry')
    .select(['topic', (count) => count.fn.count<number>('code').distinct().as('measures')])
    .groupBy('topic')
    .orderBy((order) => order.fn.min('line'))
    .execute()
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
