import { sql } from 'kysely'
import type { Reads } from '../db/connect.ts'
import type { TableKey } from './performance-row.ts'

/**
 * The publisher's words for columns of tables: of the year asked, or else of the nearest year in which they are known, unless
 * they name that year. The key is the table and the heading in capitals, as `ks2 TELIG`.
 */
export async function columnLabels(reads: Reads, tables: readonly TableKey[], year: number): Promise<ReadonlyMap<string, string>> {
  if (tables.length === 0) return new Map()
  const rows = await reads
    .selectFrom('published_column')
    .select(['table_key', 'heading', 'label'])
    .distinctOn(['table_key', 'heading'])
    .where('table_key', 'in', tables)
    .where(sql<boolean>`(year = ${year} or label !~ '(^|[^0-9])20[0-9]{2}([^0-9]|$)')`)
    .orderBy('table_key')
    .orderBy('heading')
    .orderBy(sql`abs(year - ${year})`)
    .orderBy('year', 'desc')
    .execute()
  return new Map(rows.map(({ table_key: table, heading, label }) => [`${table} ${heading}`, label]))
}
