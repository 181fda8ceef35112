import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { latestSchools } from './school.store.ts'
import type { School } from './school.ts'
import type { Urn } from './urn.ts'

/** The schools of an authority in the latest file held, by name: for a form that asks for one of them. */
export async function schoolsByName(reads: Reads, authority: AreaCode): Promise<readonly School[]> {
  return ((await latestSchools(reads, authority))?.schools ?? []).toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The schools an entry of an authority's own register may be about: its own, and the one it was about before, which may have closed. */
export async function schoolsForEntry(reads: Reads, authority: AreaCode, before: Urn | null | undefined): Promise<ReadonlySet<Urn>> {
  const ours = (await schoolsByName(reads, authority)).map(({ urn }) => urn)
  return new Set(before ? [...ours, before] : ours)
}
