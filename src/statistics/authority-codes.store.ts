import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import type { AuthorityCodes } from './statistic-area.ts'

/**
 * The three digits of each authority by its nine-character codes and its names, as every file that is held states them. A code
 * or a name that two authorities share tells nothing, and is left out.
 */
export async function authorityCodes(reads: Reads): Promise<AuthorityCodes> {
  const rows = await reads
    .selectFrom('area_name as n')
    .innerJoin('area as a', 'a.code', 'n.code')
    .select(['n.code', 'n.name', 'n.gss'])
    .where('a.kind', '=', 'authority')
    .orderBy('n.code')
    .execute()
  return {
    byGss: onlyOnes(rows.flatMap(({ gss, code }) => (gss === null ? [] : [[gss.toUpperCase(), code] as const]))),
    byName: onlyOnes(rows.map(({ name, code }) => [name.trim().toLowerCase(), code] as const)),
  }
}

function onlyOnes(pairs: readonly (readonly [string, AreaCode])[]): ReadonlyMap<string, AreaCode> {
  const found = new Map(pairs)
  const shared = new Set(pairs.filter(([word, code]) => found.get(word) !== code).map(([word]) => word))
  return new Map([...found].filter(([word]) => !shared.has(word)))
}
