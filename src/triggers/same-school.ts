import type { AreaCode } from '../authorities/area.ts'
import type { Urn } from '../establishments/urn.ts'
import type { Day } from '../lib/day.ts'

/** A school on a day: where it counted, and what it had. `authority` is null where no file places it. */
export interface SchoolOnDay {
  readonly urn: Urn
  readonly authority: AreaCode | null
  readonly phase: string
  /** Null where the file has no numbers of pupils. */
  readonly pupils: number | null
  readonly overall: string | null
  readonly category: string | null
  /** Whether what it had, or that it had nothing, is known. */
  readonly known: boolean
}

/** What a school is called, and when its judgement of the second day was published. */
export interface Told {
  readonly name: string
  readonly publishedOn: Day | null
  /** Whether a held file tells who the school is. */
  readonly hasPage: boolean
}

/** Which establishments came of which: to each, those it led to. */
export type LedTo = ReadonlyMap<Urn, readonly Urn[]>

/**
 * One school through two days. A school that only one of the days has stands alone; `kin` is then the school of the other day that
 * it joined, or came out of, and that another school continues as.
 */
export interface SchoolThrough {
  readonly before?: SchoolOnDay
  readonly after?: SchoolOnDay
  readonly kin?: Urn
  /** The second day's school took over from an establishment that the first day does not have. */
  readonly tookOver?: true
}

/**
 * Which school of one day is which of another.
 *
 * - The same URN is the same school.
 * - A school of the first day that is not there on the second, and led to one that is, continues as that one: the nearest by the
 *   number of successions, then the lowest URN. So a converter academy is one school, and not one that closed and one that opened.
 * - A school of the second day continues at most one of the first: of several that became it, the one with its own URN, or else
 *   the nearest and then the lowest URN. The others joined it (a merger). Where one led to several, the others came out of it.
 */
export function sameSchools(before: readonly SchoolOnDay[], after: readonly SchoolOnDay[], ledTo: LedTo): SchoolThrough[] {
  const [first, second] = [byUrn(before), byUrn(after)]
  const continuesAs = new Map<Urn, Urn>(before.flatMap(({ urn }) => (second.has(urn) ? [[urn, urn] as const] : [])))
  const taken = new Set(continuesAs.values())
  const reaches = before.flatMap(({ urn }) => (continuesAs.has(urn) ? [] : reachedFrom(urn, ledTo, second))).toSorted(nearestFirst)
  const joins = new Map(reaches.toReversed().map(({ from, to }) => [from, to]))
  for (const { from, to } of reaches) {
    if (continuesAs.has(from) || taken.has(to)) continue
    continuesAs.set(from, to)
    taken.add(to)
  }
  const cameFrom = turned(ledTo)
  return [
    ...before.map((school): SchoolThrough => {
      const as = continuesAs.get(school.urn)
      const later = as === undefined ? undefined : second.get(as)
      if (later) return { before: school, after: later }
      const joined = joins.get(school.urn)
      return joined === undefined ? { before: school } : { before: school, kin: joined }
    }),
    ...after.flatMap((school): SchoolThrough[] => {
      if (taken.has(school.urn)) return []
      const [nearest] = reachedFrom(school.urn, cameFrom, first).toSorted(nearestFirst)
      if (nearest) return [{ after: school, kin: nearest.to }]
      return [{ after: school, ...(cameFrom.has(school.urn) ? { tookOver: true as const } : {}) }]
    }),
  ]
}

interface Reach {
  readonly from: Urn
  readonly to: Urn
  readonly steps: number
}

const nearestFirst = (a: Reach, b: Reach) => a.steps - b.steps || a.to.localeCompare(b.to) || a.from.localeCompare(b.from)

/** The schools that one led to, however many times over. Links run in circles in places: each is met once, at its fewest steps. */
function reachedFrom(from: Urn, ledTo: LedTo, there: ReadonlyMap<Urn, SchoolOnDay>): Reach[] {
  const met = new Map<Urn, number>([[from, 0]])
  for (const [urn, steps] of met) for (const next of ledTo.get(urn) ?? []) if (!met.has(next)) met.set(next, steps + 1)
  return [...met].flatMap(([to, steps]) => (steps > 0 && there.has(to) ? [{ from, to, steps }] : []))
}

const byUrn = (schools: readonly SchoolOnDay[]) => new Map(schools.map((school) => [school.urn, school]))

function turned(ledTo: LedTo): LedTo {
  const back = new Map<Urn, Urn[]>()
  for (const [from, all] of ledTo) for (const to of all) back.set(to, [...(back.get(to) ?? []), from])
  return back
}
