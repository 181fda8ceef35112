import type { Day } from '../lib/day.ts'
import type { Manner, PublishedLink } from './link.ts'
import type { Urn } from './urn.ts'

/** One establishment that became another, however many times and from whichever side it was stated. */
export interface Succession {
  readonly earlier: Urn
  readonly later: Urn
  readonly manner: Manner | null
  /** The day the later one took over, where the register gives one. */
  readonly on: Day | null
  /** Ofsted alone: the register links them neither way, but an inspection of the one counts for the other. */
  readonly statedBy: 'register' | 'inspection'
}

/** An establishment a school came from, or became: through what, and how many steps away. */
export interface Step {
  readonly urn: Urn
  readonly steps: number
  readonly through: Succession
}

/** A school through time: those it came from, the nearest first, and those it became. */
export interface Lineage {
  readonly predecessors: readonly Step[]
  readonly successors: readonly Step[]
  /** Links that do not say which establishment came first, from this school's side. */
  readonly others: readonly PublishedLink[]
  /** What links and inspections call each establishment. */
  readonly names: ReadonlyMap<Urn, string>
}

/** An inspection that counts for a school though it was of another establishment. */
export interface InspectedThen {
  readonly urn: Urn
  readonly urn_then: Urn | null
  readonly name_then: string | null
}

/**
 * Which establishments a school came from, and which it became.
 *
 * - A link stated from both sides is one succession. Its manner is whichever side states one; its day the successor's own, and
 *   otherwise the predecessor's.
 * - A school may have several predecessors, and each may have its own: all are told, each once, at the fewest steps.
 * - Published links run in circles in places, where two schools are each stated to have come of the other. Nothing is told
 *   twice, and no school is its own predecessor or successor. Of two that each came of the other, both are told.
 * - An establishment whose inspection counts for the school is a predecessor, also where the register does not link them.
 */
export function lineageOf(urn: Urn, links: readonly PublishedLink[], inspections: readonly InspectedThen[]): Lineage {
  const linked = successionsIn(links)
  const fromLinks = stepsFrom(urn, linked, 'earlier')
  const known = new Set([urn, ...fromLinks.map((step) => step.urn)])
  const inspected = inspections.flatMap((inspection) => (inspection.urn === urn ? inspectedSuccession(inspection, known) : []))
  return {
    predecessors: stepsFrom(urn, [...linked, ...inspected], 'earlier'),
    successors: stepsFrom(urn, linked, 'later'),
    others: links.filter((link) => link.urn === urn && link.kind === 'other'),
    names: namesIn(links, inspections),
  }
}

/** Links name the establishment at their other end, and inspections the one that was inspected. The links' name stands. */
function namesIn(links: readonly PublishedLink[], inspections: readonly InspectedThen[]): ReadonlyMap<Urn, string> {
  const then = inspections.flatMap(({ urn_then: urn, name_then: name }) => (urn && name ? [[urn, name] as const] : []))
  const linked = links.flatMap(({ link_urn: urn, link_name: name }) => (name ? [[urn, name] as const] : []))
  return new Map([...then, ...linked])
}

/**
 * The inspections asked for, each once, in the order given. One may be held both under the establishment that was inspected and
 * under the school it counts for now: its own statement stands.
 */
export function inspectionsIn<Inspection extends { readonly urn: Urn; readonly kind: string; readonly inspection_number: string }>(
  all: readonly Inspection[],
  of: Urn,
  isAsked: (inspection: Inspection) => boolean,
): readonly Inspection[] {
  const same = (a: Inspection, b: Inspection) => a.kind === b.kind && a.inspection_number === b.inspection_number
  const asked = all.filter(isAsked)
  return asked.filter((one, place) => {
    const first = asked.findIndex((other) => same(other, one))
    const own = asked.findIndex((other) => same(other, one) && other.urn === of)
    return place === (own === -1 ? first : own)
  })
}

/** The successions that links state, each once, in the order in which they are first stated. */
export function successionsIn(links: readonly PublishedLink[]): readonly Succession[] {
  const found = new Map<string, Succession>()
  for (const link of links) {
    if (link.kind === 'other') continue
    const stated = successionIn(link)
    const key = `${stated.earlier} ${stated.later}`
    const before = found.get(key)
    found.set(key, before ? together(before, stated, link.kind === 'predecessor') : stated)
  }
  return [...found.values()]
}

function successionIn({ urn, link_urn, kind, manner, established_on }: PublishedLink): Succession {
  const ends = kind === 'predecessor' ? { earlier: link_urn, later: urn } : { earlier: urn, later: link_urn }
  return { ...ends, manner, on: established_on, statedBy: 'register' }
}

/** Two statements of one succession. The later establishment's own day stands before the earlier one's. */
function together(one: Succession, other: Succession, byTheLater: boolean): Succession {
  return { ...one, manner: one.manner ?? other.manner, on: byTheLater ? (other.on ?? one.on) : (one.on ?? other.on) }
}

function inspectedSuccession({ urn, urn_then: then }: InspectedThen, known: Set<Urn>): readonly Succession[] {
  if (then === null || known.has(then)) return []
  known.add(then)
  return [{ earlier: then, later: urn, manner: null, on: null, statedBy: 'inspection' }]
}

/** Walks the successions one step at a time, so that each establishment is met at its fewest steps and no circle goes on. */
function stepsFrom(urn: Urn, successions: readonly Succession[], way: 'earlier' | 'later'): readonly Step[] {
  const back = way === 'earlier' ? 'later' : 'earlier'
  const leaving = Map.groupBy(successions, (succession) => succession[back])
  const met = new Set([urn])
  const steps: Step[] = []
  let reached: readonly Urn[] = [urn]
  for (let away = 1; reached.length > 0; away++) {
    const next: Urn[] = []
    for (const through of reached.flatMap((from) => leaving.get(from) ?? [])) {
      const to = through[way]
      if (met.has(to)) continue
      met.add(to)
      next.push(to)
      steps.push({ urn: to, steps: away, through })
    }
    reached = next
  }
  return steps
}
