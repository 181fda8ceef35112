import { sql } from 'kysely'
import type { Db, Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import { kindOfArea, type AreaCode } from './area.ts'
import type { PublishedArea } from './published-area.ts'

/** The boundary of each authority that has one, by code. */
export async function boundaries(reads: Reads) {
  return reads.selectFrom('boundary').select(['code', 'name', 'geometry']).orderBy('code').execute()
}

/** The codes of authorities by the names that files held give them, as they are asked; a name of several is left out. */
export async function authoritiesNamed(reads: Reads, names: readonly string[]): Promise<ReadonlyMap<string, AreaCode>> {
  const found = await reads.selectFrom('area_name').select(['name', 'code']).distinct().where('name', 'in', names).orderBy('code').execute()
  const authorities = found.filter(({ code }) => kindOfArea(code) === 'authority')
  return new Map(
    names.flatMap((name) => {
      const [only, ...others] = authorities.filter((area) => area.name === name)
      return only && others.length === 0 ? [[name, only.code] as const] : []
    }),
  )
}

/** What areas are called, by code. */
export async function areasCalled(reads: Reads, codes: readonly AreaCode[]): Promise<ReadonlyMap<AreaCode, string>> {
  if (codes.length === 0) return new Map()
  const found = await reads.selectFrom('area').select(['code', 'name']).where('code', 'in', codes).orderBy('code').execute()
  return new Map(found.map(({ code, name }) => [code, name]))
}

/** Replaces what one source calls the areas it names. */
export async function holdAreas(tx: Db, source: string, areas: readonly PublishedArea[], run: number): Promise<void> {
  await tx.deleteFrom('area_name').where('source', '=', source).execute()
  await tx
    .insertInto('area_name')
    .values(areas.map((area) => ({ ...area, source, run })))
    .execute()
  await settleAreas(tx)
}

/** The areas as every source but one names them, by code. */
export async function areasOfOthers(tx: Db, but: string) {
  return tx
    .selectFrom('area_name as n')
    .innerJoin('area as a', 'a.code', 'n.code')
    .select(['a.code', 'a.name', 'a.region'])
    .distinct()
    .where('n.source', '<>', but)
    .orderBy('a.code')
    .execute()
}

/**
 * Adds what a dated file of a source calls the areas it names. A newer file's name stands, whichever was imported first.
 *
 * Of two files of one day the name that comes first in the alphabet stands, so that nothing hangs on the order.
 */
export async function addAreas(tx: Db, source: string, areas: readonly PublishedArea[], asAt: Day | undefined, run: number): Promise<void> {
  const heldFor = sql`(select coalesce(r.as_at, '-infinity') from import_run r where r.id = area_name.run)`
  const day = sql`${asAt ?? '-infinity'}::date`
  await tx
    .insertInto('area_name')
    .values(areas.map((area) => ({ ...area, source, run })))
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'code'])
        .doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          region: eb.ref('excluded.region'),
          gss: eb.ref('excluded.gss'),
          run: eb.ref('excluded.run'),
          line: eb.ref('excluded.line'),
        }))
        .where(sql<boolean>`${heldFor} < ${day} or (${heldFor} = ${day} and excluded.name < area_name.name)`),
    )
    .execute()
  await settleAreas(tx)
}

/** Works out anew which area each code is. Call it in the transaction that changes what a source calls them. */
export async function settleAreas(tx: Db): Promise<void> {
  await tx.deleteFrom('area').execute()
  await tx
    .insertInto('area')
    .columns(['code', 'name', 'kind', 'region', 'gss', 'began_on', 'ended_on'])
    .expression(tx.selectFrom('area_stated').select(['code', 'name', 'kind', 'region', 'gss', 'began_on', 'ended_on']))
    .execute()
}

/** Replaces the boundaries. `geometry` is GeoJSON text. */
export async function holdBoundaries(
  tx: Db,
  found: readonly { readonly code: AreaCode; readonly name: string; readonly geometry: string }[],
  run: number,
): Promise<void> {
  await tx.deleteFrom('boundary').execute()
  await tx
    .insertInto('boundary')
    .values(found.map((boundary) => ({ ...boundary, run })))
    .execute()
}
