import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'

/** What areas are called, by code; one that no file names has none. */
export async function areaNames(reads: Reads, codes: readonly AreaCode[]): Promise<ReadonlyMap<AreaCode, string>> {
  const areas = await reads.selectFrom('area').select(['code', 'name']).where('code', 'in', codes).orderBy('code').execute()
  return new Map(areas.map(({ code, name }) => [code, name]))
}
