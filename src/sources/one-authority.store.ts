import { sql } from 'kysely'
import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { keptUntilImport } from './kept.store.ts'

/**
 * The imports that give schools or figures of one authority only, by number, with what that authority is called: a national file
 * was cut, or an authority's own was brought. Of the performance tables and of lists of schools those held for the same year or
 * day are taken together; files without any authority are not told.
 */
export async function ofOneAuthority(reads: Reads): Promise<ReadonlyMap<number, string>> {
  return keptAlone(reads, 'alone', () => aloneIn(reads))
}

const keptAlone = keptUntilImport<ReadonlyMap<number, string>>(1)

async function aloneIn(reads: Reads): Promise<ReadonlyMap<number, string>> {
  const alone = sql<{ run: number; authority: AreaCode }>`(
    select f.run, p.low as authority
    from performance_file f
    cross join lateral (
      select min(authority) as low, max(authority) as high from performance_row r where r.table_key = f.table_key and r.year = f.year
    ) p
    where p.low = p.high
    union
    select run, min(authority) from school_record group by run having min(authority) = max(authority)
    union
    select run, min(authority) from establishment group by run having min(authority) = max(authority)
    union
    select f.run, one.area
    from statistic_file f
    cross join lateral (select area from statistic_row s where s.run = f.run and s.level = 'authority' limit 1) one
    where not exists (select from statistic_row s where s.run = f.run and s.level = 'authority' and s.area <> one.area))`
  const rows = await reads
    .selectFrom(alone.as('alone'))
    .leftJoin('area as a', 'a.code', 'alone.authority')
    .select(['alone.run', 'alone.authority', 'a.name'])
    .orderBy('alone.run')
    .execute()
  return new Map(rows.map(({ run, authority, name }) => [run, name ?? `authority ${authority}`]))
}
