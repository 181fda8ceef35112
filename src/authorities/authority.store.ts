import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { AreaCode } from './area.ts'

/** The authorities there are on a day, by name. Those that reorganisation of local government has ended are left out. */
export async function authoritiesOn(reads: Reads, today: Day): Promise<{ code: AreaCode; name: string; region: string | null }[]> {
  return reads
    .selectFrom('area')
    .select(['code', 'name', 'region'])
    .where('kind', '=', 'authority')
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', today)]))
    .orderBy('name')
    .orderBy('code')
    .execute()
}

/** The same, by code. */
export async function authoritiesNow(reads: Reads, today: Day): Promise<{ code: AreaCode; name: string; region: string | null }[]> {
  const authorities = await authoritiesOn(reads, today)
  return authorities.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** What an area is called. Undefined while no published file that is held names it. */
export async function authorityNamed(reads: Reads, code: AreaCode): Promise<{ name: string; region: string | null } | undefined> {
  return reads.selectFrom('area').select(['name', 'region']).where('code', '=', code).executeTakeFirst()
}
