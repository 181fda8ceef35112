import type { Reads } from '../db/connect.ts'
import { judgementsOf } from '../judgements/judgement.store.ts'
import type { PublishedJudgement } from '../judgements/judgement.ts'
import { registerEntries, type RegisterEntry } from './establishment.store.ts'
import { inspectionsIn, lineageOf, type Lineage } from './lineage.ts'
import { linksAround } from './link.store.ts'
import { namedEstablishments } from './reduced-register.store.ts'
import type { NamedEstablishment } from './reduced-register.ts'
import type { Urn } from './urn.ts'

/** A school through time, with what the register says of each establishment and the inspections that were of it. */
export interface SchoolThroughTime extends Lineage {
  readonly urn: Urn
  /** Whether any file of links, inspections or the register that is held names it. */
  readonly known: boolean
  readonly register: ReadonlyMap<Urn, RegisterEntry>
  /** What a reduced register says of those that no file of the register names. */
  readonly reduced: ReadonlyMap<Urn, NamedEstablishment>
  /** Every judgement that counts for the school, and those of itself that count for what it became; the newest first. */
  readonly judgements: readonly PublishedJudgement[]
  /** Of each establishment it came from or became, the inspections that were of that one. */
  readonly inspections: ReadonlyMap<Urn, readonly PublishedJudgement[]>
}

/** A school and the establishments it came from and became, by the links of the register and by the inspections that count for it. */
export async function lineage(reads: Reads, urn: Urn): Promise<SchoolThroughTime> {
  const links = await linksAround(reads, urn)
  const linked = lineageOf(urn, links, [])
  const judged = await judgementsOf(reads, urn, ...urnsOf(linked))
  const found = lineageOf(urn, links, judged)
  const others = urnsOf(found)
  const register = await registerEntries(reads, [urn, ...others])
  const reduced = await namedEstablishments(
    reads,
    [urn, ...others].filter((one) => !register.has(one)),
  )
  return {
    ...found,
    urn,
    known: links.length > 0 || judged.length > 0 || register.has(urn) || reduced.has(urn),
    names: new Map([...[...reduced].map(([one, { name }]) => [one, name] as const), ...found.names]),
    register,
    reduced,
    judgements: inspectionsIn(judged, urn, (judgement) => judgement.urn === urn || judgement.urn_then === urn),
    inspections: new Map(others.map((other) => [other, inspectionsIn(judged, other, ({ urn: of, urn_then: then }) => (then ?? of) === other)])), // prettier-ignore
  }
}

function urnsOf({ predecessors, successors }: Lineage): readonly Urn[] {
  return [...new Set([...predecessors, ...successors].map((step) => step.urn))]
}
