import type { AreaCode } from '../authorities/area.ts'
import { authoritiesOn } from '../authorities/authority.store.ts'
import { neighbourSets, neighboursOf } from '../authorities/neighbour.store.ts'
import type { Reads } from '../db/connect.ts'
import type { Day } from '../lib/day.ts'
import type { KnownBreak } from '../measures/break.ts'
import { areasCompared, measureCompared } from '../measures/comparison.store.ts'
import type { MeasureFacts } from '../measures/measure-facts.ts'
import { measures } from '../measures/measure.store.ts'

/** One measure of every authority in its latest year, and the region that each lies in. Undefined when nothing is held of it. */
export async function mapFacts(
  reads: Reads,
  authority: AreaCode,
  known: readonly KnownBreak[],
  code: string,
  today: Day,
): Promise<{ readonly facts: MeasureFacts; readonly regionOf: ReadonlyMap<string, string> } | undefined> {
  const [measure] = await measures(reads, known, { codes: [code] })
  if (!measure) return undefined
  const [set] = await neighbourSets(reads)
  const neighbours = set ? await neighboursOf(reads, authority, set.key) : []
  const areas = await areasCompared(reads)
  const asked = { code, authority, neighbours: neighbours.map((one) => one.code), areas, known }
  const compared = await measureCompared(reads, asked)
  if (!compared) return undefined
  const nameOf = (code: AreaCode) => areas.find((area) => area.code === code)?.name
  const names = { authorityName: nameOf(authority) ?? `Authority ${authority}`, nationName: nameOf(compared.beside.nation) ?? 'England' }
  const regionOf = new Map(areas.flatMap(({ code, region }) => (region === null ? [] : [[code, region] as const])))
  // One that has ended is on no map of its latest year, unless it still has a figure there.
  const current = new Set((await authoritiesOn(reads, today)).map(({ code }) => code))
  const latest = compared.latest.filter(({ code, value }) => value !== null || current.has(code))
  return { facts: { measure, authority, ...names, ...compared, latest, set, neighbours }, regionOf }
}
