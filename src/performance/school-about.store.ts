import type { AreaCode } from '../authorities/area.ts'
import type { Reads } from '../db/connect.ts'
import { lineage, type SchoolThroughTime } from '../establishments/lineage.store.ts'
import { school } from '../establishments/school.store.ts'
import type { SchoolIdentity } from '../establishments/school.ts'
import type { Urn } from '../establishments/urn.ts'
import { namesInTables } from './school-rows.store.ts'
import { keptBeside, type SharedFacts } from './shared-facts.store.ts'

/** Who a school is, as far as any file held says. */
export interface SchoolKnown {
  readonly urn: Urn
  readonly name: string
  readonly authority: AreaCode | undefined
  readonly phase: string | undefined
  /** By Ofsted's newest file that names it. */
  readonly identity: SchoolIdentity | undefined
  readonly time: SchoolThroughTime
  readonly predecessors: readonly { readonly urn: Urn; readonly name: string }[]
}

/** A school that any file held names: Ofsted's, the register, its links, or a performance table. Undefined where none does. */
export function schoolKnown(reads: Reads, urn: Urn, shared: SharedFacts): Promise<SchoolKnown | undefined> {
  return kept(shared, urn, () => known(reads, urn, shared))
}

// Who turns from one page of a school to another asks who it is each time.
const kept = keptBeside<SchoolKnown | undefined>(400)

async function known(reads: Reads, urn: Urn, shared: SharedFacts): Promise<SchoolKnown | undefined> {
  const identity = await school(reads, urn)
  const time = await lineage(reads, urn)
  const entry = time.register.get(urn)
  const named = identity?.name ?? entry?.name ?? time.names.get(urn)
  const inTables =
    named === undefined || (identity ?? entry) === undefined ? (await namesInTables(reads, [urn], shared)).get(urn) : undefined
  if (!identity && !time.known && !inTables) return undefined
  return {
    urn,
    name: named ?? inTables?.name ?? `School with URN ${urn}`,
    authority: identity?.authority ?? entry?.authority ?? inTables?.authority ?? undefined,
    phase: entry?.phase ?? identity?.phase,
    identity,
    time,
    predecessors: time.predecessors.map((step) => ({ urn: step.urn, name: time.register.get(step.urn)?.name ?? time.names.get(step.urn) ?? `School with URN ${step.urn}` })), // prettier-ignore
  }
}
