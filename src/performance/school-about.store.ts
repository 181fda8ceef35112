import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { lineage, type SchoolThroughTime } from '../establishments/lineage.store.ts'
import { school } from '../establishments/school.store.ts'
import type { SchoolIdentity } from '../establishments/school.ts'
import type { Urn } from '../establishments/urn.ts'
import { nameInTables } from './school-page.store.ts'

/** Who a school is, as far as any file held says. */
export interface SchoolKnown {
  readonly urn: Urn
  readonly name: string
  readonly authority: AreaCode | undefined
  /** By Ofsted's newest file that names it. */
  readonly identity: SchoolIdentity | undefined
  readonly time: SchoolThroughTime
  readonly predecessors: readonly { readonly urn: Urn; readonly name: string }[]
}

/** A school that any file held names: Ofsted's, the register, its links, or a performance table. Undefined where none does. */
export async function schoolKnown(reads: Reads, urn: Urn): Promise<SchoolKnown | undefined> {
  const identity = await school(reads, urn)
  const time = await lineage(reads, urn)
  const entry = time.register.get(urn)
  const named = identity?.name ?? entry?.name ?? time.names.get(urn)
  const inTables = named === undefined || (identity ?? entry) === undefined ? await nameInTables(reads, urn) : undefined
  if (!identity && !time.known && !inTables) return undefined
  return {
    urn,
    name: named ?? inTables?.name ?? `School with URN ${urn}`,
    authority: identity?.authority ?? entry?.authority ?? inTables?.authority ?? undefined,
    identity,
    time,
    predecessors: time.predecessors.map((step) => ({ urn: step.urn, name: time.register.get(step.urn)?.name ?? time.names.get(step.urn) ?? `School with URN ${step.urn}` })), // prettier-ignore
  }
}
